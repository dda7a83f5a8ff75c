"""Who the unit is, in sentences and links."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from dash import html

from data.queries import unit_identity as query
from layouts.panels import unit_identity as panel
from tests.place_forms import NBSP, Row, answered, asked
from tests.unit.layouts.trees import addresses, find, text
from tests.unit_forms import UNIT, own, relative

LATER = {"valid_from": dt.date(2025, 7, 1), "valid_to": None}


def drawn(*rows: Row, **more: Any) -> Any:
    return panel.draw(answered(query, rows, asked(unit=UNIT, **more)))


@pytest.mark.parametrize(
    ("rows", "headline"),
    [
        (
            [own(), relative("after", "Xã Tân Châu", "part"), relative("after", "Xã Tân Thành", "part")],
            (
                "Xã Tân Phú đến hết 30/6/2025; từ 01/7/2025 nhập "
                "một phần vào Xã Tân Châu và một phần vào Xã Tân Thành"
            ),
        ),
        (
            [own(), relative("after", "Xã Tân Đông")],
            "Xã Tân Phú đến hết 30/6/2025; từ 01/7/2025 nhập vào Xã Tân Đông",
        ),
        (
            [own(), relative("after", "Phường Tân Phú", predecessors=1)],
            "Xã Tân Phú đến hết 30/6/2025; từ 01/7/2025 là Phường Tân Phú",
        ),
        (
            [own(**LATER), relative("before", "Xã An"), relative("before", "Thị trấn Đông")],
            "Xã Tân Phú thành lập 01/7/2025 từ 2 xã, thị trấn",
        ),
        ([own(role="Chủ thể kế hoạch")], "Xã Tân Phú: chủ thể kế hoạch"),
        ([own()], "Xã Tân Phú, thuộc Huyện Tân Châu"),
        (
            [own(unit_name="Công an", unit_kind="department", parent_name=None, parent_address=None)],
            "Công an: phòng, ban",
        ),
    ],
)
def test_headline_says_what_became_of_it_or_what_it_is(rows: list[Row], headline: str) -> None:
    assert drawn(*rows).headline.replace(NBSP, " ") == headline


def test_lineage_has_extent_day_and_resolution_and_leads_on() -> None:
    drawing = drawn(own(), relative("after", "Xã Tân Châu", "part"), relative("after", "Xã Xa", is_here=None))
    assert "Xã Tân Châu: một phần, từ 01/7/2025, Nghị quyết 1682/NQ-UBTVQH15" in text(drawing.body)
    assert "Xã Xa: toàn bộ" in text(drawing.body)
    assert [found.split("?")[0] for found in addresses(drawing.body)] == [
        "/units/706@1900-01-01",
        "/units/Xã Tân Châu@2025-07-01".replace(" ", "%20").replace("ã", "%C3%A3").replace("â", "%C3%A2"),
    ]


def test_a_weight_is_given_where_the_locality_entered_one() -> None:
    drawing = drawn(own(), relative("after", "Xã A", "part", share=0.91), relative("after", "Xã B", "part"))
    cells = [text(cell) for cell in find(drawing.table, html.Td)]
    assert f"một phần, 91{NBSP}%" in cells
    assert "một phần" in cells


def test_two_resolutions_are_joined_in_vietnamese() -> None:
    drawing = drawn(own(), relative("after", "Phường A", resolution="237/NQ and 30/2026/QH16"))
    assert "Nghị quyết 237/NQ và 30/2026/QH16" in text(drawing.body)


def test_dates_say_what_no_source_states() -> None:
    assert "nguồn không ghi ngày bắt đầu, đến hết 30/6/2025" in text(drawn(own()).body)
    assert "từ 01/7/2025, đang hoạt động" in text(drawn(own(**LATER)).body)


def test_a_period_in_which_the_unit_did_not_exist_is_warned_of() -> None:
    assert drawn(own()).note == ""
    assert drawn(own(**LATER)).note == "Chưa có đơn vị này trong kỳ đang xem, kết thúc 31/12/2022"
    gone = drawn(own(valid_to=dt.date(2020, 1, 1)), period="2021-2025")
    assert gone.note == "Đơn vị này không còn trong kỳ đang xem, bắt đầu 01/01/2021"
