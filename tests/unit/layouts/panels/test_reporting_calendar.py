"""Twelve months, and the day that is next."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dash import html

from data.queries import reporting_calendar as query
from layouts.panels import reporting_calendar as panel
from tests.unit.layouts.trees import find, text
from tests.work_forms import NBSP, QUARTERS, answered, asked, duty


def months(as_of: dt.date) -> list[Any]:
    body = panel.draw(answered(query, QUARTERS, asked(as_of))).body
    return [item for item in find(body, html.Li) if item.className.startswith("month")]


def test_every_month_stands_in_the_year_and_holds_its_days() -> None:
    found = [text(month) for month in months(dt.date(2022, 12, 31))]
    assert len(found) == 12
    assert found[2] == "Tháng 3trước 15/3 Quý 1hạn tới"
    assert found[5] == "Tháng 6trước 15/6 Quý 2"
    assert found[0] == "Tháng 1không có hạn"


def test_days_gone_by_say_what_is_known_and_the_month_shown_is_marked() -> None:
    found = months(dt.date(2023, 4, 1))
    assert text(found[2]) == "Tháng 3trước 15/3 Quý 1chưa có báo cáo"
    assert [at for at, month in enumerate(found, 1) if "month-shown" in month.className] == [4]


def test_headline_counts_days_and_months() -> None:
    drawing = panel.draw(answered(query, [*QUARTERS, duty(9)]))
    assert drawing.headline == f"Năm 2023: 4{NBSP}hạn báo cáo ở 4/12 tháng"
    assert f"1{NBSP}kỳ báo cáo khác văn bản không in ngày" in drawing.note
    assert len(find(drawing.table, html.Tr)) == 5


def test_a_plan_without_days_has_no_calendar() -> None:
    drawing = panel.draw(answered(query, [duty(1)]))
    assert drawing.headline == "Văn bản không in ngày báo cáo nào"
    assert find(drawing.body, html.Ol) == []
