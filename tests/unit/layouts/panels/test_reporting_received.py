"""Reports that came, in rows: what is off first."""

from __future__ import annotations

import datetime as dt

from data.queries import reporting_received as query
from layouts.panels import reporting_received as panel
from tests.unit.data.queries.test_reporting_received import COMMUNES, JULY, PLACES, due, report
from tests.unit.layouts.trees import text
from tests.work_forms import NBSP, answered


def test_what_is_late_or_missing_opens_the_list_with_names() -> None:
    rows = [
        due(1, 3, 15, reporter=COMMUNES, period_printed="Quý 1"),
        due(2, 6, 15, reporter="UBND huyện"),
        *PLACES,
        report(1, "Xã A", dt.date(2023, 3, 20)),
        report(2, "UBND huyện", dt.date(2023, 6, 1)),
    ]
    drawing = panel.draw(answered(query, rows, JULY))
    said = text(drawing.body)
    assert drawing.headline == (
        f"Năm 2023: đã ghi nhận 2{NBSP}báo cáo, 1/2 nộp trễ, còn thiếu 1{NBSP}báo cáo"
    )
    assert said.index("Nộp trễ hoặc còn thiếu") < said.index("Đã nộp: 1")
    assert "trước 15/03/2023" in said
    assert "1Xã A" in said
    assert "1/2Xã B" in said
    assert "theo sổ báo cáo đã nộp" in drawing.note


def test_an_empty_register_is_said_and_judges_nobody() -> None:
    drawing = panel.draw(answered(query, [due(1, 3, 15, reporter=COMMUNES), *PLACES], JULY))
    assert drawing.headline == "Chưa ghi nhận báo cáo nào đã nộp trong năm 2023"
    assert "Chưa có báo cáo không có nghĩa là trễ hạn" in text(drawing.body)
