"""The tree of tasks: order, parts under their task, what narrows it, addresses beside the words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.contracts import Ratio
from data.queries import task_tree as query
from layouts.records import records
from tests.work_forms import FINANCE, OFFICE, UNITS, Row, answered, asked, task, tasks

OFFICE_NAME, FINANCE_NAME, _ = UNITS.values()
ATTT: dict[str, Any] = {"pillar_code": "attt", "pillar_name": "An toàn thông tin", "pillar_position": 2}
ORPHAN: dict[str, Any] = {"pillar_code": "kinh_te", "pillar_name": None, "pillar_position": None}


def names(rows: list[Row], **request: Any) -> list[str]:
    return [
        row["task_name"].removeprefix("Việc ") for row in records(answered(query, rows, asked(**request)))
    ]


def test_headings_come_as_printed_and_those_without_one_last() -> None:
    rows = tasks(task(1, **ORPHAN), task(2, **ATTT), task(3))
    assert names(rows) == ["3", "2", "1"]


def test_within_a_heading_what_has_passed_comes_first_and_what_is_done_last() -> None:
    rows = tasks(
        task(1, status="done"),
        task(2, due_on=None),
        task(3, due_on=None, is_standing=True),
        task(4, due_on=dt.date(2025, 12, 31)),
        task(5),
        task(6, due_on=dt.date(2023, 10, 31)),
    )
    assert names(rows) == ["6", "5", "4", "3", "2", "1"]


def test_parts_follow_their_task_under_its_heading() -> None:
    rows = tasks(task(1), task(2), task(3, parent_id=1, **ATTT), task(4, parent_id=1, status="done"))
    found = records(answered(query, rows))
    assert [row["task_name"] for row in found] == ["Việc 1", "Việc 3", "Việc 4", "Việc 2"]
    assert {row["pillar_code"] for row in found} == {"the_che"}


def test_a_task_that_a_chosen_part_belongs_to_is_context_and_not_counted() -> None:
    rows = tasks(task(1), task(2, parent_id=1, lead=OFFICE_NAME), task(3, parent_id=1, lead=FINANCE_NAME))
    answer = answered(query, rows, asked(unit=OFFICE))
    assert [(row["task_name"], row["is_context"]) for row in records(answer)] == [
        ("Việc 1", True),
        ("Việc 2", False),
    ]
    assert (answer.facts["tasks"], answer.facts["parts"], answer.facts["done"]) == (0, 1, Ratio(0, 1))


def test_a_part_without_a_lead_belongs_to_the_lead_of_its_task() -> None:
    rows = tasks(task(1, lead=OFFICE_NAME), task(2, parent_id=1), task(3, parent_id=1, lead=FINANCE_NAME))
    assert names(rows, unit=OFFICE) == ["1", "2"]
    assert names(rows, unit=FINANCE) == ["1", "3"]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [("without_lead", ["2"]), ("done", ["1"]), ("unreported", ["2", "3"]), ("x", ["2", "3", "1"])],
)
def test_a_choice_narrows_the_tree(measure: str, expected: list[str]) -> None:
    rows = tasks(task(1, lead=OFFICE_NAME, status="done"), task(2), task(3, lead="Các phòng"))
    assert names(rows, measure=measure) == expected


def test_addresses_stand_in_the_order_of_the_words() -> None:
    rows = task(1, lead=f"Các phòng; {FINANCE_NAME}; {OFFICE_NAME}", helps="UBND các xã")
    (row,) = records(answered(query, rows))
    assert row["lead_addresses"] == f";{FINANCE};{OFFICE}"
    assert row["coordinating_addresses"].startswith("U-03@")
    assert (row["section"], row["line"]) == ("III.2", 101)
