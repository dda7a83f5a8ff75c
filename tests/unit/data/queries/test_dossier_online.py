"""Each measure beside its own target; services and dossiers apart; no verdict from before the period."""

from __future__ import annotations

import pytest

from data.contracts import RANKING_MINIMUM, Ratio
from data.queries import dossier_online as query
from layouts.records import records
from tests.dossier_forms import TAN_CHAU, USED, found, promised, reported
from tests.plan_forms import YEAR_2023, Row, answered, asked


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


def summed(*, is_commune: bool, received: int, **counts: int) -> Row:
    """Make the row of what single dossiers of some units tell; `counts` not named are 0."""
    other = dict.fromkeys(("online", "digitised", "fee_due", "paid_online"), 0)
    return {"part": "summed", "is_commune": is_commune, "received": received, **other, **counts}


HANDLED = promised(12, "ty_le_ho_so_xu_ly_truc_tuyen", "Hồ sơ xử lý trực tuyến", 60, comparator=">")
CASES = (
    summed(is_commune=True, received=80, online=50, digitised=40, fee_due=20, paid_online=5),
    summed(is_commune=False, received=20, online=20),
)


def test_single_dossiers_judge_the_target_of_their_own_denominator() -> None:
    """70 of 100 online against more than 60 %, in the target's own year; services stay without a result."""
    services = promised(5, USED, "DVC có hồ sơ")
    answer = answered(query, [services, HANDLED, *CASES], asked(YEAR_2023))
    told = [(row["basis"], row["status"], row["value"], row["is_of_cases"]) for row in records(answer)]
    assert told == [("services_used", "unknown", None, False), ("dossiers", "on_target", 70.0, True)]
    (row,) = (row for row in records(answer) if row["is_of_cases"])
    assert (row["numerator"], row["denominator"], row["result_period"]) == (70, 100, "2023")
    assert answer.facts["compared"] == Ratio(1, 2)


def test_before_the_targets_period_dossiers_are_its_baseline() -> None:
    (row,) = records(answered(query, [HANDLED, *CASES]))
    assert (row["status"], row["value"], row["gap"]) == ("baseline", 70.0, 0.0)


@pytest.mark.parametrize(("scope", "pair"), [("communes", (50, 80)), ("agencies", (20, 20))])
def test_a_target_is_held_against_the_units_that_it_covers(scope: str, pair: tuple[int, int]) -> None:
    target = {**HANDLED, "target_scope": scope}
    (row,) = records(answered(query, [target, *CASES], asked(YEAR_2023)))
    assert ((row["numerator"], row["denominator"]), row["result_scope"]) == (pair, scope)


@pytest.mark.parametrize(
    ("code", "pair"),
    [
        ("ty_le_so_hoa_ho_so", (40, 100)),
        ("ty_le_thanh_toan_truc_tuyen", (5, 20)),
        ("ty_le_so_hoa_ket_qua", (None, None)),
        ("ty_le_tthc_nvtc_truc_tuyen", (None, None)),
        ("ty_le_ho_so_qua_cong_dvc", (None, None)),
    ],
)
def test_only_what_counts_the_same_is_compared(code: str, pair: tuple[int | None, int | None]) -> None:
    (row,) = records(answered(query, [promised(1, code, "Chỉ tiêu"), *CASES], asked(YEAR_2023)))
    assert (row["numerator"], row["denominator"]) == pair
    assert (row["status"] == "unknown") is (pair == (None, None))


def test_what_is_reported_stays_beside_the_cases() -> None:
    reported_too = {**HANDLED, **found(1, 45.0, YEAR_2023)}
    told = [
        (row["result_key"], row["status"])
        for row in records(answered(query, [reported_too, *CASES], asked(YEAR_2023)))
    ]
    assert told == [("A1", "off_target"), ("cases:T12", "on_target")]


def test_too_few_dossiers_say_nothing() -> None:
    few = summed(is_commune=True, received=RANKING_MINIMUM - 1, online=1)
    (row,) = records(answered(query, [HANDLED, few], asked(YEAR_2023)))
    assert row["status"] == "unknown"


def test_results_of_one_target_stand_together() -> None:
    """Gaps of 80 and 10 of one target, 50 of another: the first keeps both of its results."""
    one = {**promised(1, USED, "Một", 90), **found(1, 10.0, YEAR_2023)}
    near = {**promised(1, USED, "Một", 90), **found(2, 80.0, YEAR_2023)}
    other = {**promised(2, "ty_le_dvctt_xu_ly_toan_trinh", "Hai", 60), **found(3, 10.0, YEAR_2023)}
    told = [row["target_key"] for row in records(answered(query, [near, other, one], asked(YEAR_2023)))]
    assert told == ["T1", "T1", "T2"]
