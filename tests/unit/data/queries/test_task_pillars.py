"""Tasks by heading, the largest first; a heading that the plan does not print keeps its code."""

from __future__ import annotations

from typing import Any

from data.contracts import Ratio
from data.queries import task_pillars as query
from layouts.records import records
from tests.work_forms import answered, asked, task, tasks

ATTT: dict[str, Any] = {"pillar_code": "attt", "pillar_name": "An toàn thông tin", "pillar_position": 2}
ORPHAN: dict[str, Any] = {"pillar_code": "do_thi_thong_minh", "pillar_name": None, "pillar_position": None}
ROWS = tasks(
    task(1),
    task(2, **ATTT),
    task(3, **ATTT, status="done"),
    task(4, **ORPHAN),
    task(5, **ORPHAN, parent_id=4),
    task(6, **ORPHAN, parent_id=4),
)


def test_the_largest_heading_comes_first() -> None:
    found = [
        (row["pillar_code"], row["tasks"], row["parts"], row["done"])
        for row in records(answered(query, ROWS))
    ]
    assert found == [("do_thi_thong_minh", 1, 2, 0), ("attt", 2, 0, 1), ("the_che", 1, 0, 0)]


def test_equal_headings_keep_the_order_of_the_plan() -> None:
    found = records(answered(query, tasks(task(1, **ATTT), task(2))))
    assert [row["pillar_code"] for row in found] == ["the_che", "attt"]


def test_the_chosen_heading_is_marked_and_does_not_hide_the_others() -> None:
    found = records(answered(query, ROWS, asked(pillar="attt")))
    assert [row["is_chosen"] for row in found] == [False, True, False]
    assert "pillar_code" not in str(query.statement(asked(pillar="attt")).whereclause)


def test_facts_name_the_share_of_the_largest() -> None:
    facts = answered(query, ROWS).facts
    assert (facts["most"], facts["done"]) == (Ratio(3, 6), Ratio(1, 6))
    assert query.shape([], asked())[1]["most"] is None
