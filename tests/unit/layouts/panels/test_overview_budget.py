"""Execution in one sentence with both amounts; an allocation alone is not nought per cent."""

from __future__ import annotations

from dash import html

from data.queries import overview_budget as query
from layouts.panels import overview_budget as panel
from tests.overview_forms import Row, answered, measure, plain
from tests.unit.layouts.trees import addresses, find, text


def line(key: str, executed: int | None, allocated: int, at: int) -> Row:
    return measure("budget", "line", executed, allocated, item=key, label=f"Khoản {key}", position=at)


def test_what_was_executed_and_what_is_left() -> None:
    rows = [
        line("A", 112_176_000, 112_176_000, 1),
        line("B", 157_911_606, 223_000_000, 2),
        measure("budget", "total", 315_739_306, 381_176_000),
    ]
    drawing = panel.draw(answered(query, rows))
    assert plain(drawing.headline) == "Ngân sách năm 2022: thực hiện 82,8 %, còn 65,4 triệu đồng"
    assert "315.739.306 / 381.176.000 đồng" in plain(drawing.note)
    lines = [plain(text(item)) for item in find(drawing.body, html.Li)]
    assert lines == ["Khoản B157,9/223,070,8 %", "Khoản A112,2/112,2100 %"]
    assert addresses(drawing.body) == ["/budget?locality=tan_chau&period=2022"]
    assert "65.088.394" in text(drawing.table)


def test_an_allocation_alone_draws_no_bar() -> None:
    rows = [line("A", None, 1_558_506_400, 1), measure("budget", "total", None, 1_558_506_400)]
    drawing = panel.draw(answered(query, rows))
    assert plain(drawing.headline) == "Ngân sách năm 2022: dự toán 1,56 tỷ đồng, chưa có số thực hiện"
    assert [plain(text(item)) for item in find(drawing.body, html.Li)] == ["Khoản A1.558,5"]
    assert not find(drawing.body, html.Div, className="bar")
    assert "%" not in text(drawing.body)
