"""Cited documents as rows."""

from __future__ import annotations

import datetime as dt

from dash import html

from data.queries import document_cited as query
from layouts.panels import document_cited as panel
from tests.unit.layouts.trees import find, text
from tests.work_forms import NBSP, answered, document


def test_rows_name_number_date_subject_and_lines() -> None:
    rows = [document(1, "404/QĐ-UBND", dt.date(2023, 3, 7), other_lines="213;354", in_directive_list=True)]
    drawing = panel.draw(answered(query, rows))
    (body,) = find(drawing.body, html.Tbody)
    assert drawing.headline == f"Kế hoạch viện dẫn 1{NBSP}văn bản, mới nhất ngày 07/3/2023"
    assert text(body) == ("404/QĐ-UBND07/03/2023Kiện toàn Ban Chỉ đạoCó trong danh mục chỉ đạo349và 213, 354")


def test_what_is_not_printed_is_said_and_what_was_cut_ends_in_dots() -> None:
    rows = [document(1, "30c/NQ-CP", None, title=""), document(2, "1/QĐ", None, title="a" * 140)]
    drawing = panel.draw(answered(query, rows))
    said = text(drawing.body)
    assert "không inkhông in trích yếu" in said
    assert f"{'a' * 140}…" in said
    assert drawing.headline == f"Kế hoạch viện dẫn 2{NBSP}văn bản"
