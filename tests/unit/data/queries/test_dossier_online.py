"""Each measure beside its own target; services and dossiers apart; no verdict from before the period."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import dossier_online as query
from layouts.records import records
from tests.dossier_forms import TAN_CHAU, USED, found, promised, reported
from tests.plan_forms import YEAR_2023, answered, asked


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
