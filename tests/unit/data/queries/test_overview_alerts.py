"""Exceptions of every subject in one list, each with the figures that its sentence needs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.contracts import Request
from data.queries import overview_alerts as query
from tests.overview_forms import Row, asked, measure, target, with_result


def found(*rows: Row, request: Request | None = None) -> dict[str, list[dict[str, Any]]]:
    """Shape rows; the records of each kind in the order of the page."""
    records, _ = query.shape(rows, request or asked())
    kinds = dict.fromkeys(record["kind"] for record in records)
    return {kind: [record for record in records if record["kind"] == kind] for kind in kinds}


def unit(name: str, late: int, total: int, overdue: int = 0, kind: str = "xa") -> list[Row]:
    told = {"item": f"{name}@1", "label": name, "detail": kind}
    return [
        measure("feedback", "late", late, total, **told),
        measure("feedback", "open_overdue", overdue, total, **told),
    ]


def line(key: str, executed: int | None, allocated: int, at: int = 0) -> Row:
    return measure("budget", "line", executed, allocated, item=key, label=f"Khoản {key}", position=at)


def pillar(code: str, score: float, limit: float, rank: int, at: int) -> Row:
    told = {"item": code, "label": f"Trụ {code}", "position": at}
    return measure("pillars", "score", rank, 11, value=score, target=limit, **told)


def test_nothing_known_is_no_row_and_nothing_off_is_calm() -> None:
    assert query.shape([], asked()) == ([], {"alerts": 0, "examined": ()})
    calm = query.shape(unit("Xã A", 0, 20), asked())
    assert calm == ([{"kind": "calm", "status": "on_target"}], {"alerts": 0, "examined": ("feedback",)})


def test_a_period_with_targets_only_is_looked_at_but_nothing_examined() -> None:
    _, facts = query.shape([target("A", 90)], asked())
    assert facts["examined"] == ()


def test_late_cases_name_their_units_with_addresses_and_counts() -> None:
    rows = [*unit("Xã A", 3, 6), *unit("Xã B", 0, 7), *unit("Xã C", 2, 2), *unit("Phòng", 0, 9, kind="phong")]
    (first, second) = found(*rows)["late_concentrated"]
    assert (first["n"], first["total"], first["severity"], first["status"]) == (5, 5, 1, "off_target")
    assert (first["item"], first["item_address"], first["item_n"], first["item_total"]) == (
        "Xã A",
        "Xã A@1",
        3,
        6,
    )
    assert second["item"] == "Xã C"


def test_open_overdue_comes_before_closed_late() -> None:
    rows = [*unit("Xã A", 1, 6, overdue=2), *unit("Xã B", 0, 7)]
    assert list(found(*rows)) == ["open_overdue", "late_concentrated"]
    assert found(*rows)["open_overdue"][0]["n"] == 2


def test_missing_communes_are_counted_among_communes_not_offices() -> None:
    absent = measure("feedback", "missing", item="z@1", label="Xã Z", detail="xa")
    rows = [*unit("Xã A", 0, 6), *unit("Văn phòng", 0, 9, kind="phong_ban"), absent]
    (record,) = found(*rows)["no_feedback_figure"]
    assert (record["n"], record["total"], record["item"]) == (1, 2, "Xã Z")


def test_few_ratings_come_apart() -> None:
    rows = [
        measure("feedback", name, n, 37)
        for name, n in (("satisfied", 4), ("accepted", 4), ("dissatisfied", 3))
    ]
    records = found(*rows)["few_rated"]
    assert [(record["item"], record["item_n"]) for record in records] == [
        ("satisfied", 4),
        ("accepted", 4),
        ("dissatisfied", 3),
    ]
    assert (records[0]["n"], records[0]["total"]) == (11, 37)


def test_dossiers_returned_late_are_those_that_were_not_in_time() -> None:
    assert found(measure("dossiers", "on_time", 8, 10))["late_dossiers"][0]["n"] == 2
    assert list(found(measure("dossiers", "on_time", 10, 10))) == ["calm"]


def test_the_widest_gap_keeps_each_of_its_results_with_counts() -> None:
    wide = target("A", 90)
    rows = [
        with_result(wide, 19.26, result_scope="agencies"),
        with_result(wide, 50.13, result_scope="communes", numerator=1, denominator=2),
        with_result(target("B", 85, at=2), 76.01),
    ]
    records = found(*rows)["baseline_gap"]
    assert {record["name"] for record in records} == {"Chỉ tiêu A"}
    assert [(row["item"], row["item_value"], row["item_n"], row["item_total"]) for row in records] == [
        ("agencies", 19.26, None, None),
        ("communes", 50.13, 1, 2),
    ]
    assert (records[0]["value"], records[0]["target_value"], records[0]["status"]) == (70.74, 90, "baseline")


def test_a_miss_within_the_period_is_worse_than_any_baseline() -> None:
    rows = [with_result(target("A", 90), 0), with_result(target("B", 90, at=2), 89, 2023)]
    assert list(found(*rows)) == ["target_missed", "baseline_gap"]


@pytest.mark.parametrize(
    "as_of, kinds", [(dt.date(2022, 12, 31), ["budget_unspent"]), (dt.date(2022, 12, 30), ["calm"])]
)
def test_money_is_unspent_only_when_the_period_is_over(as_of: dt.date, kinds: list[str]) -> None:
    assert list(found(line("A", 10, 100), request=asked(as_of=as_of))) == kinds


def test_unspent_money_says_its_part_of_all_that_is_left() -> None:
    (record,) = found(line("A", 100, 100), line("B", 20, 100, 1), line("C", 95, 100, 2))["budget_unspent"]
    assert (record["name"], record["value"], record["n"], record["total"]) == ("Khoản B", 80, 20, 100)
    assert (record["item_n"], record["item_total"]) == (80, 85)


def test_lines_without_executed_amounts_are_no_exception() -> None:
    assert list(found(line("A", None, 100))) == ["calm"]


def test_points_lost_and_last_places_are_told_with_their_wholes() -> None:
    kinds = found(pillar("a", 20, 30, 11, 1), pillar("b", 10.5, 50, 9, 2))
    score, lost = kinds["most_lost_points"]
    assert (score["name"], score["about"], score["value"]) == ("Trụ b", "b", 39.5)
    assert (score["item_value"], score["item_of"]) == (10.5, 50)
    assert (lost["item_value"], lost["item_of"]) == (39.5, 49.5)
    (bottom,) = kinds["bottom_rank"]
    assert (bottom["n"], bottom["total"], bottom["value"], bottom["item"]) == (1, 2, 11, "Trụ a")


def test_contradicting_ranks_keep_their_places_table_first() -> None:
    text = measure("pillars", "total", 10, 11, item="text", target=700.0)
    table = measure("pillars", "total", 11, 11, item="table", value=30.0, target=700.0)
    records = found(text, table)["rank_conflict"]
    assert [(row["item"], row["item_n"], row["item_total"]) for row in records] == [
        ("table", 11, 11),
        ("text", 10, 11),
    ]


def test_a_printed_percentage_that_is_not_its_counts_is_a_conflict() -> None:
    rows = [
        measure("data", "share", 26, 3410, item="a", label="Đất đai", detail="0,7 %", value=0.7),
        measure("data", "rate", 3408, 3410, item="b", label="Trả", detail="99,9%", value=99.9, position=1),
        measure("data", "rate", item="c", label="Không n và N", detail="50%", value=50.0, position=2),
    ]
    (record,) = found(*rows)["figure_conflict"]
    assert (record["n"], record["total"]) == (1, 2)
    assert (record["item"], record["item_value"], record["item_n"], record["item_total"]) == (
        "Đất đai",
        0.7,
        26,
        3410,
    )


def test_a_printed_total_that_is_not_the_sum_of_the_pillars_is_a_conflict() -> None:
    pillars = [pillar("a", 20.1, 30, 3, 1), pillar("b", 10.2, 50, 3, 2)]
    total = measure("pillars", "total", 3, 11, item="table", value=30.3, target=80.0)
    assert "figure_conflict" not in found(*pillars, total)
    (record,) = found(*pillars, {**total, "value": 30.4})["figure_conflict"]
    assert (record["item"], record["n"], record["total"]) == (query.TOTAL_SCORE, 1, 1)


def test_tasks_without_a_report_are_never_called_late() -> None:
    (record,) = found(measure("tasks", "due", 2, 57))["tasks_unreported"]
    assert (record["n"], record["total"], record["status"], record["severity"]) == (55, 57, "unknown", 3)
    assert list(found(measure("tasks", "due", 6, 6))) == ["calm"]
