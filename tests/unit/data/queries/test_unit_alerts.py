"""What needs direction at one unit."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.queries import unit_alerts as query
from layouts.records import records
from tests.place_forms import Row, address, answered, asked, feedback
from tests.unit_forms import DAY, target

UNIT = address("Tân Phú")
OTHER = {**feedback("Suối Dây", 5, 2), "is_commune": True}


def cases(on_time: int, late: int, **more: int) -> Row:
    return {**feedback("Tân Phú", on_time, late, **more), "is_commune": True}


def owed(number: int, due_on: dt.date | None = DAY, status: str | None = None) -> Row:
    return {"part": "task", "task_key": f"K{number}", "task_due_on": due_on, "reported_status": status}


def led(number: int, value: float | None = None, **more: Any) -> Row:
    return {**target(number, value, **more), "part": "target"}


def alerts(*rows: Row) -> list[tuple[str, int | None, int | None]]:
    found = records(answered(query, rows, asked(unit=UNIT)))
    return [(row["kind"], row["n"], row["total"]) for row in found]


def test_late_and_overdue_cases_come_first() -> None:
    assert alerts(owed(1), cases(3, 3, open_overdue=1)) == [
        ("open_overdue", 1, 6),
        ("late", 3, 6),
        ("due_reached", 1, 1),
    ]


def test_a_commune_without_a_row_is_named_only_where_others_have_one() -> None:
    silent = {**cases(0, 0), "received": None}
    assert alerts(silent, OTHER) == [("no_feedback_figure", 1, 2)]
    assert alerts(silent) == []


@pytest.mark.parametrize(
    ("due_on", "status", "found"),
    [
        (DAY, None, [("due_reached", 1, 1)]),
        (DAY + dt.timedelta(days=1), None, [("calm", None, None)]),
        (DAY, "done", [("calm", None, None)]),
        (None, None, [("calm", None, None)]),
    ],
)
def test_tasks_whose_day_has_come_without_a_report(
    due_on: dt.date | None, status: str | None, found: list[Any]
) -> None:
    assert alerts(owed(1, due_on, status)) == found


def test_the_widest_gap_is_told_with_its_counts() -> None:
    rows = [led(1, 80.0), led(2, 8.75, numerator=7, denominator=80), led(3)]
    (row,) = records(answered(query, rows, asked(unit=UNIT)))
    assert (row["kind"], row["n"], row["total"]) == ("baseline_gap", 2, 3)
    assert (row["name"], row["value"], row["gap"]) == ("Chỉ tiêu 2", 8.75, 81.25)
    assert (row["numerator"], row["denominator"]) == (7, 80)


def test_calm_says_what_was_looked_at_and_nothing_is_no_calm() -> None:
    answer = answered(query, [cases(3, 0), owed(1, None), led(1)], asked(unit=UNIT))
    assert [row["kind"] for row in records(answer)] == ["calm"]
    assert answer.facts == {"received": 3, "tasks": 1, "targets": 1}
    assert alerts(OTHER) == []


def test_a_report_of_no_cases_is_a_figure() -> None:
    assert alerts(cases(0, 0)) == [("calm", None, None)]
