"""Who leads: units and groups, a task counted for each of its leads."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import task_units as query
from layouts.records import records
from tests.work_forms import FINANCE, OFFICE, UNITS, answered, asked, task, tasks

OFFICE_NAME, FINANCE_NAME, _ = UNITS.values()
ROWS = tasks(
    task(1, lead=f"{OFFICE_NAME}; {FINANCE_NAME}", status="done"),
    task(2, lead=FINANCE_NAME, helps=OFFICE_NAME),
    task(3, lead="Các phòng"),
    task(4),
    task(5, parent_id=2, lead=FINANCE_NAME),
    task(6, parent_id=2),
)


def test_a_task_of_two_leads_counts_for_both() -> None:
    found = [
        (row["unit_name"], row["unit_address"], row["tasks"], row["parts"], row["done"])
        for row in records(answered(query, ROWS))
    ]
    assert found == [
        (FINANCE_NAME, FINANCE, 2, 1, 1),
        ("Các phòng", None, 1, 0, 0),
        (OFFICE_NAME, OFFICE, 1, 0, 1),
    ]


def test_facts_say_how_many_tasks_have_a_lead_and_how_many_leads_are_units() -> None:
    facts = answered(query, ROWS).facts
    assert facts["led"] == Ratio(3, 4)
    assert facts["linked"] == Ratio(2, 3)


def test_the_chosen_unit_is_marked_and_the_others_stay() -> None:
    found = records(answered(query, ROWS, asked(unit=OFFICE)))
    assert [row["unit_name"] for row in found if row["is_chosen"]] == [OFFICE_NAME]
    assert len(found) == 3


def test_without_a_lead_there_is_no_answer() -> None:
    found, facts = query.shape(task(1), asked())
    assert found == []
    assert facts["led"] == Ratio(0, 1)
