"""The choice of a measure: links, the one shown, reasons for what cannot be compared by."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from data.queries import map_measures as query
from layouts.panels import map_measures as panel
from tests.place_forms import NBSP, Row, answered, asked, commune, feedback, result, shared, task
from tests.unit.layouts.trees import addresses, find, text

COMMUNES = [commune("Tân Hà"), commune("Tân Phú")]


def drawn(rows: list[Row], **more: Any) -> Any:
    return panel.draw(answered(query, rows, asked(**more)))


def test_measures_are_plain_links_and_the_one_shown_is_marked() -> None:
    drawing = drawn([*COMMUNES, feedback("Tân Phú", 3, 3, satisfied=1)])
    assert drawing.headline == f"6{NBSP}số đo có số liệu theo xã, đang xem «Phản ánh: xử lý trễ hạn»"
    assert "/map?locality=tan_chau&period=2022&measure=on_time" in addresses(drawing.body)
    (shown,) = find(drawing.body, html.Span, className="offer-current")
    assert text(shown) == "Xử lý trễ hạn 1/2"
    assert getattr(shown, "aria-current") == "true"


def test_what_has_no_figure_says_why() -> None:
    said = text(drawn([*COMMUNES, task("Tân Phú", "K1")]).body)
    assert "Không có: chưa có số liệu phản ánh theo xã trong kỳ này" in said
    assert "Không có: văn bản chỉ in cho toàn địa bàn, không chia theo xã" in said


def test_tasks_of_all_communes_together_lead_to_the_body_that_has_them() -> None:
    drawing = drawn([*COMMUNES, shared("K1"), shared("K2")])
    (link,) = find(drawing.body, dcc.Link)
    assert text(link).replace(NBSP, " ") == "UBND các xã, thị trấn (12): chủ trì 2 nhiệm vụ"
    assert link.href.startswith("/units/U-TC-024@1900-01-01?")
    assert drawing.headline == "Chưa có số liệu nào để so sánh các xã"


def test_many_indicators_stand_behind_a_switch() -> None:
    rows = [*COMMUNES, *(result("Tân Phú", f"i{at}", indicator_name=f"Chỉ số {at}") for at in range(10))]
    drawing = drawn(rows, indicator="i3")
    (switch,) = find(drawing.body, html.Details)
    assert len(find(switch, dcc.Link)) == 2
    assert "đang xem «Chỉ số 3»" in drawing.headline
    assert "/map?locality=tan_chau&period=2022&indicator=i9" in addresses(switch)
