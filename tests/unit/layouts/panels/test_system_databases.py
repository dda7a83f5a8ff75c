"""Databases as rows under their status."""

from __future__ import annotations

from dash import html

from data.queries import system_databases as query
from layouts.panels import system_databases as panel
from tests.unit.layouts.trees import find, text
from tests.work_forms import NBSP, answered


def test_rows_name_purpose_operator_and_place_in_the_printed_list() -> None:
    row = {
        "database_id": 1,
        "status": "in_use",
        "database_name": "CSDL tư pháp, hộ tịch",
        "purpose": "Lưu trữ tập trung",
        "operator": "",
        "listing": "Bảng CSDL dùng chung",
        "position": 2,
        "note": "",
        "source_section": "Phần I.IV",
        "source_line": 85,
    }
    drawing = panel.draw(
        answered(query, [row, {**row, "database_id": 2, "status": "planned", "listing": ""}])
    )
    assert drawing.headline == f"2{NBSP}cơ sở dữ liệu, nguồn dữ liệu: 1 đang dùng, 1 dự kiến"
    assert [caption.children for caption in find(drawing.body, html.Caption)] == [
        "Đang dùng: 1",
        "Dự kiến: 1",
    ]
    assert text(find(drawing.body, html.Tbody)[0]) == (
        "CSDL tư pháp, hộ tịchBảng CSDL dùng chung, số 2Lưu trữ tập trungkhông ghi85"
    )
