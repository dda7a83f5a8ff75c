"""Exceptions among the tasks: what they count, out of what, in which order."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.queries import task_alerts as query
from layouts.records import records
from tests.work_forms import UNITS, Row, answered, asked, task, tasks

OCTOBER: dict[str, Any] = {"due_on": dt.date(2023, 10, 31), "due_basis": "printed"}
OFFICE_NAME, *_ = UNITS.values()


def counted(rows: list[Row]) -> dict[str, tuple[int, int]]:
    found = records(answered(query, rows))
    return {row["kind"]: (row["n"], row["total"]) for row in found}


def test_each_exception_is_counted_out_of_what_it_concerns() -> None:
    rows = tasks(
        task(1, lead=OFFICE_NAME, **OCTOBER),
        task(2, lead="Các phòng"),
        task(3),
        task(4, parent_id=3),
        task(5, lead=OFFICE_NAME, is_standing=True, due_on=None, status="done"),
        task(6, lead=OFFICE_NAME, due_on=None, due_printed="theo lộ trình"),
    )
    assert counted(rows) == {
        "past": (1, 6),
        "soon": (3, 6),
        "without_lead": (1, 5),
        "group_lead": (1, 4),
        "undated": (1, 6),
        "unreported": (5, 6),
    }


def test_a_day_that_is_not_printed_is_said_apart() -> None:
    rows = task(1, lead=OFFICE_NAME, due_on=dt.date(2022, 12, 31))
    assert list(counted(rows)) == ["past_period", "unreported"]


def test_the_earliest_day_is_named_first() -> None:
    rows = tasks(
        task(1, due_on=dt.date(2023, 11, 30), due_basis="printed"),
        task(2, due_on=dt.date(2023, 5, 31), due_basis="printed"),
    )
    past = [row["item"] for row in records(answered(query, rows)) if row["kind"] == "past"]
    assert past == ["Việc 2", "Việc 1"]


def test_all_reported_and_led_is_calm() -> None:
    (row,) = records(answered(query, task(1, lead=OFFICE_NAME, status="done")))
    assert row["kind"] == query.CALM


def test_only_tasks_of_the_unit_are_looked_at() -> None:
    office = next(iter(UNITS))
    rows = tasks(task(1, lead=OFFICE_NAME), task(2, parent_id=1), task(3))
    facts = answered(query, rows, asked(unit=office)).facts
    assert (facts["tasks"], facts["parts"]) == (1, 1)


def test_no_task_is_no_answer() -> None:
    found, facts = query.shape([], asked())
    assert found == []
    assert set(facts) == set(query.QUESTION.facts)
