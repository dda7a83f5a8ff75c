"""Sentences about reporting duties."""

from __future__ import annotations

import datetime as dt

from data.queries import reporting_alerts as query
from layouts.panels import reporting_alerts as panel
from tests.unit.layouts.trees import text
from tests.work_forms import NBSP, QUARTERS, answered, asked, duty

BEFORE = asked(dt.date(2022, 12, 31))


def test_the_page_opens_on_the_next_day() -> None:
    drawing = panel.draw(answered(query, QUARTERS, BEFORE))
    assert drawing.headline == "Hạn tới: trước 15/3/2023"
    said = text(drawing.body)
    assert f"Báo cáo kết quả, Quý 1: trước 15/3/2023, còn 73{NBSP}ngày" in said
    assert "Các phòng gửi Ban Chỉ đạo" in said


def test_the_last_day_in_time_is_said() -> None:
    said = text(panel.draw(answered(query, QUARTERS, asked(dt.date(2023, 3, 14)))).body)
    assert "ngày đang xem là ngày cuối" in said


def test_a_year_gone_by_is_no_verdict() -> None:
    drawing = panel.draw(answered(query, QUARTERS))
    assert drawing.headline == f"4{NBSP}hạn báo cáo năm 2023 đã qua, chưa ghi nhận báo cáo nào"
    said = text(drawing.body)
    assert "4/4 hạn trong năm đã qua, chưa có báo cáo" in said
    assert f"Trước 15/3/2023, 15/6/2023, 15/9/2023 và 1{NBSP}hạn khác" in said
    assert "chưa có báo cáo không có nghĩa là trễ hạn" in drawing.note


def test_duties_without_a_day_are_named() -> None:
    rows = [duty(1, recipient=""), duty(2, duty="Báo cáo khó khăn")]
    drawing = panel.draw(answered(query, rows))
    assert drawing.headline == f"2{NBSP}chế độ báo cáo, văn bản không in ngày"
    assert "2/2 kỳ báo cáo văn bản không in ngàyBáo cáo kết quả và Báo cáo khó khăn" in text(drawing.body)
