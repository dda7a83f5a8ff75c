"""A unit's tasks: one row each, by role, what has passed first."""

from __future__ import annotations

import datetime as dt

from data.contracts import Ratio
from data.queries import unit_tasks as query
from layouts.records import records
from tests.place_forms import answered
from tests.unit_forms import DAY, task, through

BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


def test_roles_of_a_task_are_gathered() -> None:
    (row,) = records(answered(query, [task(1, "subject"), task(1, "lead")]))
    assert (row["role"], row["roles"]) == ("lead", "lead,subject")


def test_what_has_passed_without_a_report_comes_first_and_helping_last() -> None:
    rows = [
        task(1, "coordinating", due_on=BEFORE),
        task(2, due_on=AFTER),
        task(3, due_on=None, is_standing=True),
        task(4, due_on=BEFORE),
        task(5, due_on=BEFORE, reported_status="done"),
        task(6, due_on=None),
    ]
    answer = answered(query, rows)
    assert [(row["task_key"], row["standing"]) for row in records(answer)] == [
        ("K4", "due_passed"),
        ("K2", "ahead"),
        ("K6", "undated"),
        ("K3", "standing"),
        ("K5", "reported"),
        ("K1", "due_passed"),
    ]
    assert answer.facts["reported"] == Ratio(1, 5)
    assert answer.facts["due_passed"] == Ratio(1, 5)


def test_tasks_of_the_body_that_stands_for_it_are_told_apart() -> None:
    answer = answered(query, [through(1), task(2), task(3, "coordinating"), through(3)])
    assert [(row["task_key"], row["is_direct"]) for row in records(answer)] == [
        ("K2", True),
        ("K3", True),
        ("K1", False),
    ]
    facts = answer.facts
    assert (facts["lead"], facts["coordinating"], facts["subject"], facts["through"]) == (1, 1, 0, 1)
    assert facts["through_name"] == "UBND các xã, thị trấn (12)"
