"""Tasks of one pillar in the order of asking; what stands under no heading is counted with its section."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.contracts import Ratio
from data.queries import pillar_tasks as query
from tests.plan_forms import asked
from tests.subject_forms import LED, OWN, task


def shaped(*rows: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    return query.shape(rows, asked(pillar=OWN))


def test_what_has_gone_by_comes_first_and_parts_follow_their_task() -> None:
    part = task(3, "Phần", level="content", parent_id=1, due_on=None, is_standing=True)
    gone = task(4, "Đã qua", due_on=dt.date(2022, 5, 1))
    records, facts = shaped(
        part, task(1, "Việc"), task(2, "Thường xuyên", due_on=None, is_standing=True), gone
    )
    assert [(row["task_name"], row["is_part"]) for row in records] == [
        ("Đã qua", False),
        ("Việc", False),
        ("Phần", True),
        ("Thường xuyên", False),
    ]
    assert (facts["tasks"], facts["parts"], facts["done"]) == (3, 1, Ratio(0, 4))


def test_a_part_whose_task_stands_elsewhere_stands_for_itself() -> None:
    records, _ = shaped(task(3, "Phần", level="content", parent_id=99))
    assert [row["is_part"] for row in records] == [False]


def test_what_stands_under_no_heading_is_counted_with_its_sections() -> None:
    no_heading = {"pillar_code": "do_thi_thong_minh", "pillar_name": None, "source_section": "Phụ lục 04"}
    records, facts = shaped(task(1, "Việc"), task(2, "IOC", **no_heading), task(3, "Camera", **no_heading))
    assert [row["task_name"] for row in records] == ["Việc"]
    assert (facts["elsewhere"], facts["sections"]) == (2, ("Phụ lục 04",))


def test_addresses_stand_in_the_order_of_the_words() -> None:
    known = {"role": "lead", "unit_name": "Công an huyện", "unit_address": LED}
    records, _ = shaped(task(1, "Việc", lead_units="Các xã; Công an huyện", **known))
    assert records[0]["lead_addresses"] == f";{LED}"
    assert (records[0]["section"], records[0]["line"]) == ("II.10 Xã hội số", 101)


def test_without_tasks_the_facts_are_complete() -> None:
    assert shaped()[1] == {
        "tasks": 0,
        "parts": 0,
        "done": Ratio(0, 0),
        "covered": None,
        "elsewhere": 0,
        "sections": (),
    }
