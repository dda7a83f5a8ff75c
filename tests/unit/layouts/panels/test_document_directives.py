"""Directive documents as rows."""

from __future__ import annotations

import datetime as dt

from dash import html

from data.queries import document_directives as query
from layouts.panels import document_directives as panel
from tests.unit.layouts.trees import find, text
from tests.work_forms import NBSP, answered, document

DAY = dt.date(2022, 1, 28)


def test_an_issuer_that_all_share_is_named_once() -> None:
    rows = [document(1, "1/QĐ", DAY), document(2, "2/CV", DAY, kind="Công văn", implements="1155/QĐ-UBND")]
    drawing = panel.draw(answered(query, rows))
    assert drawing.headline == f"2{NBSP}văn bản chỉ đạo của UBND huyện, 1 triển khai văn bản cấp trên"
    assert drawing.note == "Theo Phụ lục 01; mới nhất trước"
    assert "UBND huyện" not in text(drawing.body)
    assert "Triển khai 1155/QĐ-UBND" in text(drawing.body)
    assert [caption.children for caption in find(drawing.body, html.Caption)] == [
        "Công văn: 1",
        "Quyết định: 1",
    ]


def test_different_issuers_stand_beside_their_documents() -> None:
    rows = [document(1, "1/QĐ", DAY), document(2, "2/QĐ", DAY, issuer="Huyện ủy")]
    drawing = panel.draw(answered(query, rows))
    assert drawing.headline == f"2{NBSP}văn bản chỉ đạo"
    assert "Huyện ủy" in text(drawing.body)
