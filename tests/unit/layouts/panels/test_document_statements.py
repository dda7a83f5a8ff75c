"""What the plan states, by kind."""

from __future__ import annotations

from dash import html

from data.queries import document_statements as query
from layouts.panels import document_statements as panel
from tests.unit.layouts.trees import addresses, find, text
from tests.work_forms import NBSP, Row, answered


def said(statement_id: int, kind: str, pillar: str = "attt", name: str | None = "An toàn thông tin") -> Row:
    return {
        "statement_id": statement_id,
        "kind": kind,
        "statement": f"Câu {statement_id}",
        "pillar_code": pillar,
        "pillar_name": name,
        "note": "Không in số." if statement_id == 1 else "",
        "source_section": "II.12",
        "source_line": 100 + statement_id,
    }


def test_kinds_are_counted_and_statements_lead_to_their_heading() -> None:
    rows = [said(1, "difficulty"), said(2, "difficulty"), said(3, "request", "xa_hoi", None)]
    drawing = panel.draw(answered(query, rows))
    assert drawing.headline == f"Kế hoạch nêu 2{NBSP}khó khăn và 1{NBSP}kiến nghị"
    assert [caption.children for caption in find(drawing.body, html.Caption)] == [
        "Khó khăn: 2",
        "Kiến nghị: 1",
    ]
    assert "Câu 1Không in số.An toàn thông tin101" in text(drawing.body)
    assert addresses(drawing.body) == ["/pillars/attt?locality=tan_chau&period=2023"] * 2
    assert "Xã hội số" in text(drawing.body)
