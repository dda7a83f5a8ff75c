"""Who owes what to whom, in rows."""

from __future__ import annotations

import datetime as dt

from dash import html

from data.queries import reporting_board as query
from layouts.panels import reporting_board as panel
from tests.unit.layouts.trees import find, text
from tests.work_forms import NBSP, QUARTERS, Row, answered, asked, duty


def row(rows: list[Row], as_of: dt.date = dt.date(2022, 12, 31)) -> str:
    body = panel.draw(answered(query, rows, asked(as_of))).body
    return text(find(body, html.Tbody)[0])


def test_days_of_a_report_stand_in_one_row_with_the_next_one_marked() -> None:
    said = row(list(QUARTERS))
    assert "trước 15/03 (hạn tới), 15/06, 15/09, 15/12" in said
    assert "hằng quýQuý 1, Quý 2, Quý 3, Quý 4" in said
    assert "301–304" in said


def test_days_gone_by_are_unreported_and_not_late() -> None:
    said = row(list(QUARTERS), dt.date(2023, 7, 1))
    assert "trước 15/03, 15/06chưa có báo cáotrước 15/09 (hạn tới), 15/12" in said


def test_words_stand_in_place_of_a_day() -> None:
    assert "«kịp thời»" in row([duty(1, due_printed="kịp thời", frequency="on_occasion")])
    assert "không in" in row([duty(1)])


def test_a_missing_recipient_is_said_and_the_way_named() -> None:
    assert "không ghiqua Phòng Nội vụ" in row([duty(1, recipient="", via="Phòng Nội vụ")])


def test_headline_counts_bodies_and_reports_and_groups_part_them() -> None:
    drawing = panel.draw(answered(query, [*QUARTERS, duty(9, reporter="Công an")]))
    assert drawing.headline == f"2{NBSP}đơn vị, nhóm đơn vị phải nộp 2{NBSP}loại báo cáo"
    assert [caption.children for caption in find(drawing.body, html.Caption)] == [
        f"Có ngày in trong văn bản: 1{NBSP}báo cáo",
        f"Văn bản không in ngày: 1{NBSP}báo cáo",
    ]
