"""Results stand as printed; what the source leaves out is said, what contradicts is marked."""

from __future__ import annotations

from typing import Any

import pytest
from dash import dcc, html

from data.contracts import Answer
from data.queries import pillar_results as query
from layouts.panels import pillar_results as panel
from tests.plan_forms import NBSP, answered
from tests.unit.layouts.trees import find, text


def reported(printed: str, measure: str = "percent", **more: Any) -> dict[str, Any]:
    return {
        "result_id": 1,
        "result_key": "A1",
        "indicator_code": "tin",
        "label": "Kết quả",
        "scope": "whole",
        "printed": printed,
        "value": None,
        "numerator": None,
        "denominator": None,
        "status": "printed",
        "note": "",
        "measure": measure,
        "measure_label": "%" if measure == "percent" else "tin",
        "pillar_code": "nhan_thuc",
        "pillar_name": "Nhận thức số",
        "pillar_position": 1,
        "source_line": 31,
        **more,
    }


def cells(row: dict[str, Any]) -> list[str]:
    answer: Answer = answered(query, [row])
    (line,) = find(find(panel.draw(answer).body, html.Tbody), html.Tr)
    return [text(cell).replace(NBSP, " ") for cell in line.children]


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (reported("76,01%"), "76,01%"),
        (reported("56", "count"), "56 tin"),
        (reported("76/76", "count"), "76/76 tin"),
        (reported("14 người", "count", measure_label="người"), "14 người"),
        (reported("không có", "count", value=0), "không có"),
        (reported("10/11", "rank", measure_label="hạng"), "hạng 10/11"),
        (reported("", "count", value=2, status="derived"), "2 tin"),
    ],
)
def test_a_result_is_shown_as_printed_with_its_unit(row: dict[str, Any], shown: str) -> None:
    assert cells(row)[1] == shown


def test_every_percentage_has_its_counts_or_says_that_none_are_published() -> None:
    assert cells(reported("76,01%"))[2] == "không công bố n và N"
    assert cells(reported("77,9%", numerator=2657, denominator=3410))[2] == "2.657/3.410"
    assert cells(reported("56", "count"))[2] == ""
    assert cells(reported("29", "count", numerator=29, denominator=37))[2] == "29/37 = 78,4 %"


def test_a_printed_percentage_that_is_another_is_marked() -> None:
    assert cells(reported("0,7 %", numerator=26, denominator=3410))[2] == "26/3.410 = 0,8 %khác tỷ lệ in"


def test_remarks_and_the_line_of_the_document() -> None:
    derived = cells(reported("", "count", value=2, status="derived", note="Đếm từ liệt kê."))
    assert derived[0] == "Kết quảđếm từ liệt kê, văn bản không in số này · Đếm từ liệt kê."
    assert derived[3] == "dòng 31"


def test_counts_in_headline_and_note() -> None:
    rows = [reported("61%"), {**reported("0,7 %", numerator=26, denominator=3410), "result_id": 2}]
    drawing = panel.draw(answered(query, rows))
    assert drawing.headline == "2 kết quả năm 2022, 1 tỷ lệ không công bố n và N"
    assert drawing.note == "Số in nguyên văn; 1 kết quả có n và N; 1 tỷ lệ in khác n/N, giữ cả hai"
    assert panel.draw(answered(query, [reported("56", "count")])).headline == "1 kết quả năm 2022"


def test_results_are_grouped_by_heading() -> None:
    rows = [
        reported("1", "count"),
        reported("2", "count", result_id=2, pillar_name="Khác", pillar_position=2),
    ]
    captions = find(panel.draw(answered(query, rows)).body, html.Caption)
    assert [text(each).replace(NBSP, " ") for each in captions] == [
        "Nhận thức số: 1 kết quả",
        "Khác: 1 kết quả",
    ]


def test_a_result_leads_to_its_indicator() -> None:
    (link,) = find(panel.draw(answered(query, [reported("76,01%")])).body, dcc.Link)
    assert (link.href, text(link)) == ("/indicators/tin?locality=tan_chau&period=2022", "Kết quả")
