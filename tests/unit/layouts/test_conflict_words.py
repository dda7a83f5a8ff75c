"""What each side of a conflict says, and how far the sides are apart."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import pytest

from data.rules.conflicts_register import Kind
from data.schema import CONFLICT_KINDS, CONFLICT_STATUSES
from layouts import conflict_words
from tests.conflict_forms import conflict
from tests.work_forms import NBSP

DAY = dt.datetime(2024, 11, 24)  # noqa: DTZ001 - as pandas gives dates


def test_every_kind_and_status_has_words() -> None:
    assert tuple(conflict_words.KINDS) == CONFLICT_KINDS == get_args(Kind)
    assert tuple(conflict_words.STATUSES) == CONFLICT_STATUSES


@pytest.mark.parametrize(
    "more,written",
    [
        ({}, "«0,7 %»"),
        ({"first_printed": ""}, f"0,70{NBSP}%"),
        ({"first_printed": "", "measure": "vnd", "first_value": 315739306.0}, "315.739.306"),
        ({"first_printed": "", "first_value": None, "first_day": DAY}, "24/11/2024"),
        ({"first_printed": "", "first_value": None}, "–"),
    ],
)
def test_a_side_is_what_is_printed_else_what_is_known(more: dict[str, Any], written: str) -> None:
    assert conflict_words.figure(conflict("a", **more), "first") == written


def test_counts_stand_with_their_percentage() -> None:
    assert conflict_words.figure(conflict("a"), "second") == f"26/3.410 = 0,76{NBSP}%"


def test_a_side_is_named_unless_the_row_is_about_it() -> None:
    assert conflict_words.name(conflict("a", first_name="communes"), "first") == "số xã, thị trấn của địa bàn"
    assert conflict_words.name(conflict("a", first_name="Tờ trình 15/TTr"), "first") == "Tờ trình 15/TTr"
    assert conflict_words.name(conflict("a", first_name="Hồ sơ đất đai"), "first") == ""


def test_a_day_is_read_where_words_stand_for_it() -> None:
    row = conflict("a", kind="date_order", first_printed="trước ngày 15 tháng 3", first_day=DAY)
    assert conflict_words.reading(row, "first") == "tức ngày 24/11/2024"
    assert conflict_words.reading({**row, "first_printed": "24/11/2024"}, "first") == ""
    assert conflict_words.reading(conflict("a"), "first") == ""


@pytest.mark.parametrize(
    "more,written",
    [
        ({}, f"0,06{NBSP}điểm phần trăm"),
        ({"difference": -0.1067}, f"0,11{NBSP}điểm phần trăm"),
        ({"difference": -320.0, "measure": "days"}, f"320{NBSP}ngày"),
        ({"difference": 1.0, "measure": "rank"}, f"1{NBSP}bậc"),
        ({"difference": -1000.0, "measure": "vnd"}, f"1.000{NBSP}đồng"),
        ({"difference": 2.0, "measure": "count", "measure_label": "hồ sơ"}, f"2{NBSP}hồ sơ"),
        ({"difference": 2.0, "measure": "cases", "measure_label": ""}, "2"),
        ({"difference": None}, "–"),
    ],
)
def test_differences_have_a_unit_and_no_sign(more: dict[str, Any], written: str) -> None:
    assert conflict_words.difference(conflict("a", **more)) == written
