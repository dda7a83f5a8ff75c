"""The next day a report is due; what nobody recorded is never called late."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dash import html

from data.queries import overview_reports as query
from layouts.drawing import Drawing
from layouts.panels import overview_reports as panel
from tests.overview_forms import answered, asked, plain
from tests.unit.layouts.trees import find, text

COVERED = {"covered_from": dt.date(2023, 1, 1), "covered_until": dt.date(2024, 1, 1)}


def duty(month: int | None, day: int | None, at: int = 1, **more: Any) -> dict[str, Any]:
    told = {
        "ordinal": at,
        "due_month": month,
        "due_day": day,
        "due_comparator": "<",
        "frequency": "quarterly",
    }
    words = {"due_printed": "", "reporter": "Các phòng", "recipient": "Ban Chỉ đạo", "via": "", "note": ""}
    return {**told, **words, **COVERED, "duty": "Báo cáo", "period_printed": f"Kỳ {at}", **more}


QUARTERS = [duty(month, 15, at) for at, month in enumerate((3, 6, 9, 12), start=1)]


def drawn(as_of: dt.date, *rows: dict[str, Any]) -> Drawing:
    return panel.draw(answered(query, rows, asked(as_of=as_of)))


def lines(drawing: Drawing) -> list[str]:
    return [plain(text(item)) for item in find(drawing.body, html.Li)]


def test_the_next_day_leads_and_is_marked() -> None:
    drawing = drawn(dt.date(2022, 12, 31), *QUARTERS)
    assert drawing.headline == "Chế độ báo cáo: hạn tới trước 15/3/2023"
    assert drawing.note == "Tính đến 31/12/2022 · chưa có báo cáo không có nghĩa là trễ hạn"
    assert lines(drawing) == ["Kỳ 1trước 15/3hạn tới", "Kỳ 2trước 15/6", "Kỳ 3trước 15/9", "Kỳ 4trước 15/12"]
    marked = find(drawing.body, html.Li, className="line line-marked")
    assert [text(item)[:4] for item in marked] == ["Kỳ 1"]


def test_days_that_have_passed_have_no_report_and_no_blame() -> None:
    drawing = drawn(dt.date(2023, 6, 15), *QUARTERS)
    assert lines(drawing)[:3] == [
        "Kỳ 1trước 15/3chưa có báo cáo",
        "Kỳ 2trước 15/6chưa có báo cáo",
        "Kỳ 3trước 15/9hạn tới",
    ]
    over = drawn(dt.date(2023, 12, 31), *QUARTERS)
    assert plain(over.headline) == "4 hạn báo cáo năm 2023 đã qua, chưa ghi nhận báo cáo nào"
    assert all(line.endswith("chưa có báo cáo") for line in lines(over))


def test_many_days_show_those_from_the_next_one_on() -> None:
    months = [
        duty(month, 12, month, duty="Báo cáo tháng" if month % 3 else "Báo cáo quý") for month in range(1, 13)
    ]
    drawing = drawn(dt.date(2023, 5, 1), *months, duty(None, None, 20))
    assert [line[:5] for line in lines(drawing)] == ["Kỳ 5:", "Kỳ 6:", "Kỳ 7:", "Kỳ 8:"]
    rest = "Còn 8 hạn khác trong năm và 1 chế độ báo cáo không in ngày"
    assert plain(text(drawing.body)).endswith(f"{rest}Xem chế độ báo cáo")
    last = drawn(dt.date(2023, 11, 30), *months)
    assert [line[:5] for line in lines(last)] == ["Kỳ 9:", "Kỳ 10", "Kỳ 11", "Kỳ 12"]


def test_duties_without_a_day_are_named_with_how_often() -> None:
    rows = [
        duty(None, None, 1, duty="Tổng hợp"),
        duty(None, None, 2, duty="Đề xuất", frequency="on_occasion"),
    ]
    drawing = drawn(dt.date(2022, 12, 31), *rows)
    assert plain(drawing.headline) == "2 chế độ báo cáo, văn bản không in hạn"
    assert lines(drawing) == ["Tổng hợphằng quý", "Đề xuấtkhi phát sinh"]


def test_the_table_holds_all_with_reporter_and_recipient() -> None:
    rows = find(drawn(dt.date(2022, 12, 31), *QUARTERS, duty(None, None, 5)).table, html.Tr)
    assert len(rows) == 6
    assert text(rows[1]) == "Báo cáoKỳ 1trước 15/03/2023Các phòngBan Chỉ đạo"
    assert "–" in text(rows[5])
    assert "trước" not in text(rows[5])
