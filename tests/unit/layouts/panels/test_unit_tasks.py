"""A unit's tasks by role."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.queries import unit_tasks as query
from layouts.panels import unit_tasks as panel
from tests.place_forms import NBSP, Row, answered, asked
from tests.unit.layouts.trees import addresses, text
from tests.unit_forms import DAY, task, through

PAST = DAY - dt.timedelta(days=1)


def drawn(*rows: Row) -> Any:
    return panel.draw(answered(query, rows, asked(unit="U-TC-018@1900-01-01")))


@pytest.mark.parametrize(
    ("rows", "headline"),
    [
        ([task(1), task(2, "coordinating")], "Nhiệm vụ: chủ trì 1, phối hợp 1; chưa có báo cáo nào"),
        (
            [task(1, reported_status="done"), task(2, "subject")],
            "Nhiệm vụ: chủ trì 1, nêu đích danh 1; 1/2 có báo cáo hoàn thành",
        ),
        ([task(1, "coordinating")], "Nhiệm vụ: phối hợp 1"),
        ([through(1)], "1 nhiệm vụ giao cho UBND các xã, thị trấn (12), không nêu đích danh đơn vị"),
    ],
)
def test_headlines(rows: list[Row], headline: str) -> None:
    assert drawn(*rows).headline.replace(NBSP, " ") == headline


def test_a_day_that_has_passed_is_no_delay() -> None:
    drawing = drawn(task(1, due_on=PAST))
    assert "qua hạn, chưa có báo cáo" in text(drawing.body)
    assert "chưa có báo cáo không có nghĩa là trễ hạn" in drawing.note


def test_days_say_where_they_come_from() -> None:
    rows = [
        task(1),
        task(2, due_printed="trong năm 2022"),
        task(3, due_on=None, is_standing=True, due_printed="hàng quý"),
        task(4, due_on=None),
    ]
    said = text(drawn(*rows).body)
    for words in ("31/12/2022 theo kỳ kế hoạch", "trong năm 2022", "thường xuyên hàng quý", "không ghi hạn"):
        assert words in said


def test_who_leads_is_told_where_the_unit_only_helps() -> None:
    said = text(drawn(task(1, "coordinating", lead_units="Công an huyện", parent_name="Việc lớn")).body)
    assert "thuộc: Việc lớn · chủ trì: Công an huyện" in said


def test_ways_on_lead_to_the_tree_and_to_the_body_that_stands_for_it() -> None:
    assert addresses(drawn(task(1), through(2)).body) == [
        "/tasks?locality=tan_chau&period=2022&unit=U-TC-018@1900-01-01",
        "/units/U-TC-024@1900-01-01?locality=tan_chau&period=2022",
    ]
    assert len(addresses(drawn(through(2)).body)) == 1
