"""Tasks by the day on which they are due."""

from __future__ import annotations

import datetime as dt

from data.contracts import Ratio
from data.queries import task_dues as query
from layouts.records import records
from tests.work_forms import answered, task, tasks

ROWS = tasks(
    task(1),
    task(2, status="done"),
    task(3, due_on=dt.date(2023, 10, 31), due_basis="printed"),
    task(4, due_on=None, is_standing=True),
    task(5, due_on=None),
    task(6, parent_id=1),
)


def test_days_come_in_order_then_standing_ones_then_those_without_a_day() -> None:
    found = [(row["kind"], row["total"], row["printed"], row["done"], row["unreported"], row["is_past"])
             for row in records(answered(query, ROWS))]  # fmt: skip
    assert found == [
        ("dated", 1, 1, 0, 1, True),
        ("dated", 3, 0, 1, 2, False),
        ("standing", 1, 0, 0, 1, False),
        ("undated", 1, 0, 0, 1, False),
    ]


def test_facts_count_tasks_parts_and_what_was_reported() -> None:
    facts = answered(query, ROWS).facts
    assert facts == {"done": Ratio(1, 6), "tasks": 5, "parts": 1, "covered": "Năm 2023"}


def test_the_day_itself_has_not_passed() -> None:
    (row,) = records(answered(query, task(1)))
    assert row["is_past"] is False
