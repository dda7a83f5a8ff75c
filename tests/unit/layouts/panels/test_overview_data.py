"""The state of the data in counts, and the way to all of it."""

from __future__ import annotations

from dash import html

from data.queries import overview_data as query
from layouts.panels import overview_data as panel
from tests.overview_forms import answered, measure, plain
from tests.unit.layouts.trees import find, text


def test_counts_say_how_complete_they_are() -> None:
    rows = [
        measure("data", "results", 13, 52),
        *(measure("data", "rate", item=str(at), value=1.0) for at in range(13)),
        measure("data", "documents", 1, item="plan"),
        measure("data", "documents", 13, item="directive"),
        measure("targets", "count", 2, 20),
        measure("tasks", "reported", 2, 60),
        measure("reports", "dated", 4, 7),
    ]
    drawing = panel.draw(answered(query, rows))
    assert drawing.headline == "Số liệu: 52 kết quả, 20 chỉ tiêu, 60 nhiệm vụ"
    cells = [plain(text(cell)) for cell in find(drawing.body, html.Div, className="strip-cell")]
    assert cells == [
        "52 kết quả13 có n và N",
        "13 tỷ lệ phần trăm0 có n và N · 13 không công bố n và N",
        "20 chỉ tiêu2 có kết quả báo cáo so sánh được",
        "60 nhiệm vụ2 đã báo cáo hoàn thành · 58 chưa có báo cáo",
        "7 chế độ báo cáo4 có hạn in sẵn",
        "14 văn bản1 kế hoạch · 13 chỉ đạo",
        "Tải số liệuCSV · mọi câu hỏi",
    ]
    links = [link.href for link in find(drawing.body, html.A)]
    assert links == ["/api/v1/overview_data?locality=tan_chau&period=2022&format=csv", "/api/v1/"]


def test_what_is_not_there_has_no_cell() -> None:
    drawing = panel.draw(answered(query, [measure("data", "documents", 3, item="cited")]))
    assert drawing.headline == "Số liệu năm 2022"
    assert [plain(text(cell))[:10] for cell in find(drawing.body, html.Div, className="strip-cell")] == [
        "3 văn bản3",
        "Tải số liệ",
    ]
