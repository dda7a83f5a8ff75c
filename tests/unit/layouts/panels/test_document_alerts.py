"""What documents leave open, in sentences."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.queries import document_alerts as query
from layouts.panels import document_alerts as panel
from tests.unit.layouts.trees import text
from tests.work_forms import NBSP, Row, answered


def listed(item_id: int, listing: str | None, **more: Any) -> Row:
    return {
        "item_id": item_id,
        "part": "document",
        "listing": listing,
        "number": f"{item_id}/QĐ",
        "title": "Trích yếu",
        "dated": dt.date(2022, 1, 1),
        "dated_printed": "",
        "source_line": 1,
        **more,
    }


def test_a_plan_without_number_and_date_quotes_what_is_printed() -> None:
    plan = listed(1, "plan", number="Số: /KH-UBND", dated=None, dated_printed="ngày tháng năm 2024")
    drawing = panel.draw(answered(query, [plan, listed(2, "cited", title="")]))
    said = text(drawing.body)
    assert drawing.headline == f"Kế hoạch cùng 1{NBSP}văn bản viện dẫn"
    assert "Kế hoạch của địa bàn chưa in sốIn «Số: /KH-UBND»" in said
    assert "Kế hoạch của địa bàn chưa in đủ ngày kýIn «ngày tháng năm 2024»" in said
    assert "1/1 văn bản viện dẫn không in trích yếu2/QĐ" in said


def test_requests_wait_for_an_answer() -> None:
    rows = [listed(1, "plan"), listed(2, None, part="request", title="Đề nghị hướng dẫn")]
    drawing = panel.draw(answered(query, rows))
    assert f"1{NBSP}kiến nghị với cấp trên, chưa ghi nhận trả lờiĐề nghị hướng dẫn" in text(drawing.body)
    assert drawing.headline == f"Kế hoạch cùng 1{NBSP}kiến nghị"


def test_nothing_open_is_calm() -> None:
    drawing = panel.draw(answered(query, [listed(1, "plan")]))
    assert "Không có bất thường" in text(drawing.body)
    assert drawing.headline == "Kế hoạch không kèm văn bản nào khác"
