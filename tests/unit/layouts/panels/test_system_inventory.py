"""Systems as rows under their category."""

from __future__ import annotations

from dash import html

from data.queries import system_inventory as query
from layouts import work_words
from layouts.panels import system_inventory as panel
from tests.unit.layouts.trees import find, text
from tests.work_forms import NBSP, answered, system


def test_rows_say_what_for_by_whom_how_far_and_what_to_do() -> None:
    rows = [
        system(
            1, parent="IOC huyện", aliases="IOC;Egov", dashboard_metric="Không có số trong seed", operator=""
        ),
        system(2, status="planned", category="land"),
    ]
    drawing = panel.draw(answered(query, rows))
    assert drawing.headline == f"2{NBSP}hệ thống, nền tảng, thiết bị: 1 đang dùng, 1 dự kiến"
    assert text(find(drawing.body, html.Tbody)[0]) == (
        "Hệ thống 1thuộc IOC huyện · cũng in: IOC,EgovGiám sátkhông ghi"
        "đang dùngHiển thị số liệuKhông có số trong văn bản401"
    )


def test_the_role_is_said_to_be_a_judgement_of_the_transcription() -> None:
    assert "không phải lời văn kế hoạch" in panel.draw(answered(query, [system(1)])).note


def test_every_category_and_role_of_the_transcription_has_a_word() -> None:
    for category in work_words.SYSTEM_CATEGORIES:
        for role in work_words.DASHBOARD_ROLES:
            drawing = panel.draw(answered(query, [system(1, category=category, dashboard_role=role)]))
            assert work_words.SYSTEM_CATEGORIES[category] in text(drawing.body)
            assert work_words.DASHBOARD_ROLES[role] in text(drawing.body)
