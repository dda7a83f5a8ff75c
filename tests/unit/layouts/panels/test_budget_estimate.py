"""The estimate nested as printed, each line with its share and amount."""

from __future__ import annotations

from typing import Any

from dash import html

from data.queries import budget_estimate as query
from layouts.panels import budget_estimate as panel
from tests.plan_forms import NBSP, PHU_LUC_04, answered, line
from tests.unit.layouts.trees import find, text

ANSWER = answered(query, PHU_LUC_04)


def test_the_largest_part_in_the_headline() -> None:
    assert panel.draw(ANSWER).headline.replace(NBSP, " ") == (
        "Dự toán 2023: 1,56 tỷ đồng, Phần mềm chiếm 58,4 % (909,5/1.558,5 triệu đồng)"
    )


def test_lines_are_nested_with_amount_and_share() -> None:
    (body,) = find(panel.draw(ANSWER).body, html.Tbody)
    rows = find(body, html.Tr)
    assert [head.className for head in find(body, html.Th)][:4] == [
        "words",
        "words depth-1",
        "words depth-1",
        "words depth-2",
    ]
    assert [text(cell).replace(NBSP, " ") for cell in rows[2].children] == [
        "2. Phần mềm",
        "909.506.400",
        "58,4 %",
        "",
    ]
    assert len(rows) == 8


def test_sums_are_compared() -> None:
    words = text(panel.draw(ANSWER).body).replace(NBSP, " ")
    assert "Các nhóm in trong văn bản khớp tổng các dòngCộng 6 dòng chi tiết: 1.558.506.400 đồng" in words
    assert "Số trong lời văn khớp bảngMục IV (dòng 287) in 1.558.506.400 đồng" in words


def test_sums_that_disagree_are_a_conflict() -> None:
    rows: list[Any] = [
        line(1, "Nhóm", 100, None, kind="group"),
        line(2, "A", 90, None, parent_key="B1"),
        line(3, "Lời văn", 95, None, kind="stated", line_code="IV", source_line=9),
    ]
    words = text(panel.draw(answered(query, rows)).body).replace(NBSP, " ")
    assert "Tổng in khác tổng các dòng: Nhóm; giữ cả hai" in words
    assert "Lời văn khác bảng: Mục IV (dòng 9) in 95 đồng, bảng 90 đồng" in words


def test_one_line_is_the_whole() -> None:
    assert panel.draw(answered(query, [line(1, "A", 90, None)])).headline == f"Dự toán 2022: 90{NBSP}đồng"
