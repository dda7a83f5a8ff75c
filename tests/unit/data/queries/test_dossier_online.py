"""Each measure beside its own target; services and dossiers apart; no verdict from before the period."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import dossier_online as query
from layouts.records import records
from tests.dossier_forms import TAN_CHAU, USED, found, promised, reported
from tests.plan_forms import YEAR_2022, YEAR_2023, answered, asked, told


def test_services_and_dossiers_are_told_apart() -> None:
    answer = answered(query, TAN_CHAU)
    told = [(row["basis"], row["status"], row["value"], row["gap"]) for row in records(answer)]
    assert told == [
        ("services_used", "baseline", 19.26, 70.74),
        ("services_used", "baseline", 50.13, 39.87),
        ("dossiers", "unknown", None, None),
        ("digitised", None, 59.89, None),
    ]
    assert answer.facts == {"targets": 2, "compared": Ratio(1, 2), "uncompared_results": 1}


def test_a_result_is_told_once_with_its_target() -> None:
    keys = [row["result_key"] for row in records(answered(query, TAN_CHAU)) if row["result_key"]]
    assert sorted(keys) == sorted(set(keys))


def test_a_result_of_the_period_is_a_verdict() -> None:
    row = {**promised(1, USED, "DVC có hồ sơ", 40), **found(1, 45.0, YEAR_2023)}
    (told,) = records(answered(query, [row]))
    assert (told["status"], told["gap"]) == ("on_target", 0)


def test_results_without_any_target_stand_alone() -> None:
    answer = answered(
        query, [reported(7, "ho_so_truc_tuyen", "Hồ sơ trực tuyến", 705, result_measure="count")]
    )
    (row,) = records(answer)
    assert (row["basis"], row["value"], row["measure"], row["target_key"]) == ("dossiers", 705, "count", None)


def test_nothing_promised_and_nothing_known_is_no_answer() -> None:
    assert query.shape([], asked())[0] == []


HANDLED = promised(12, "ty_le_ho_so_xu_ly_truc_tuyen", "Hồ sơ xử lý trực tuyến", 60, comparator=">")
COUNTED = {**HANDLED, **told("dossier", 12, 70, 100)}
"""The same target beside what single dossiers of 2023 tell."""


def test_single_dossiers_judge_the_target_of_their_own_denominator() -> None:
    """70 of 100 online against more than 60 %, in the target's own year; services stay without a result."""
    services = promised(5, USED, "DVC có hồ sơ")
    answer = answered(query, [services, HANDLED, COUNTED], asked(YEAR_2023))
    said = [(row["basis"], row["status"], row["value"], row["case_kind"]) for row in records(answer)]
    assert said == [("services_used", "unknown", None, None), ("dossiers", "on_target", 70.0, "dossier")]
    row = records(answer)[-1]
    assert (row["numerator"], row["denominator"], row["result_period"]) == (70, 100, "2023")
    assert answer.facts["compared"] == Ratio(1, 2)


def test_before_the_targets_period_dossiers_are_its_baseline() -> None:
    before = {**HANDLED, **told("dossier", 12, 70, 100, YEAR_2022)}
    (row,) = records(answered(query, [HANDLED, before]))
    assert (row["status"], row["value"], row["gap"]) == ("baseline", 70.0, 0.0)


def test_what_is_reported_stays_beside_the_cases() -> None:
    reported_too = {**HANDLED, **found(1, 45.0, YEAR_2023)}
    said = [
        (row["result_key"], row["status"])
        for row in records(answered(query, [COUNTED, reported_too], asked(YEAR_2023)))
    ]
    assert said == [("A1", "off_target"), ("cases:T12", "on_target")]


def test_results_of_one_target_stand_together() -> None:
    """Gaps of 80 and 10 of one target, 50 of another: the first keeps both of its results."""
    one = {**promised(1, USED, "Một", 90), **found(1, 10.0, YEAR_2023)}
    near = {**promised(1, USED, "Một", 90), **found(2, 80.0, YEAR_2023)}
    other = {**promised(2, "ty_le_dvctt_xu_ly_toan_trinh", "Hai", 60), **found(3, 10.0, YEAR_2023)}
    told = [row["target_key"] for row in records(answered(query, [near, other, one], asked(YEAR_2023)))]
    assert told == ["T1", "T1", "T2"]
