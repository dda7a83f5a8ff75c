"""Counts of systems by role and status."""

from __future__ import annotations

from dash import html

from data.queries import system_roles as query
from layouts.panels import system_roles as panel
from tests.unit.layouts.trees import find, text
from tests.work_forms import answered


def test_counts_stand_in_a_table_and_the_headline_says_what_is_ready() -> None:
    rows = [
        {"dashboard_role": "show", "status": "in_use", "systems": 5},
        {"dashboard_role": "show_and_integrate", "status": "in_use", "systems": 2},
        {"dashboard_role": "track", "status": "planned", "systems": 3},
    ]
    drawing = panel.draw(answered(query, rows))
    assert drawing.headline == "7/10 hệ thống đang dùng và cần hiển thị, 2/10 đang dùng và cần tích hợp"
    lines = [text(row) for row in find(drawing.body, html.Tr)[1:]]
    assert lines == ["Hiển thị và tích hợp2200", "Hiển thị số liệu5500", "Theo dõi tiến độ3003"]
