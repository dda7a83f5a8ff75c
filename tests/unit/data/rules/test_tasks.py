"""Where a task stands on a day, what a list may be narrowed to, which words mean which unit."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.tasks import CHOICES, SOON, TIMINGS, addresses_of_parts, is_among, parts, timing

DAY = dt.date(2023, 12, 1)
DATES = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


def among(**more: Any) -> set[str]:
    """Choices that a task belongs to."""
    task = {
        "level": "task",
        "timing": "ahead",
        "is_printed": True,
        "lead_units": "Phòng Nội vụ",
        "lead_addresses": ("U-01@1900-01-01",),
        "status": None,
        **more,
    }
    return {choice for choice in CHOICES if is_among(task, choice)}


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (dt.date(2023, 11, 30), "due_passed"),
        (dt.date(2023, 12, 1), "soon"),
        (dt.date(2023, 12, 31), "soon"),
        (dt.date(2024, 1, 1), "ahead"),
        (None, "undated"),
    ],
)
def test_a_day_is_past_near_or_ahead(due_on: dt.date | None, expected: str) -> None:
    assert timing(None, due_on, DAY, is_standing=False) == expected


def test_what_was_reported_and_what_is_standing_is_never_due() -> None:
    assert timing("done", dt.date(2020, 1, 1), DAY, is_standing=False) == "reported"
    assert timing(None, None, DAY, is_standing=True) == "standing"


@given(due_on=DATES, as_of=DATES)
def test_days_that_pass_move_a_task_one_way_only(due_on: dt.date, as_of: dt.date) -> None:
    order = ("ahead", "soon", "due_passed")
    today, tomorrow = (
        order.index(timing(None, due_on, day, is_standing=False)) for day in (as_of, as_of + dt.timedelta(1))
    )
    assert today <= tomorrow
    assert (today == 1) == (0 <= (due_on - as_of).days <= SOON.days)


def test_every_timing_has_its_place_in_a_list() -> None:
    found = {
        timing(None, due_on, DAY, is_standing=False)
        for due_on in (None, DAY, dt.date(2022, 1, 1), dt.date.max)
    }
    assert found | {"standing", "reported"} == set(TIMINGS)


def test_only_a_printed_day_is_said_to_have_passed() -> None:
    assert among(timing="due_passed") == {"past", "unreported"}
    assert among(timing="due_passed", is_printed=False) == {"past_period", "unreported"}


def test_a_reported_task_is_done_and_nothing_else() -> None:
    assert among(timing="reported", status="done") == {"done"}


def test_a_task_needs_a_lead_and_a_part_takes_that_of_its_task() -> None:
    assert among(lead_units="", lead_addresses=()) == {"without_lead", "unreported"}
    assert among(level="content", lead_units="", lead_addresses=()) == {"unreported"}
    assert among(lead_units="Các phòng", lead_addresses=("",)) == {"group_lead", "unreported"}


def test_an_unknown_choice_narrows_nothing() -> None:
    assert is_among({}, "")
    assert is_among({}, "late_cases")


def test_words_are_taken_apart_where_they_enumerate() -> None:
    assert parts("Phòng Nội vụ;  các xã; ") == ("Phòng Nội vụ", "các xã")
    assert parts("") == ()


@pytest.mark.parametrize(
    ("printed", "units", "expected"),
    [
        ("UBND huyện", {"a": "UBND huyện Nhơn Trạch"}, ("a",)),
        (
            "Các phòng, ban, ngành huyện; UBND các xã, thị trấn",
            {"a": "UBND các xã, thị trấn (12)"},
            ("", "a"),
        ),
        ("UBND xã Quảng Định", {"a": "Xã Quảng Định"}, ("a",)),
        (
            "Phòng Văn hóa và Thông tin; Trung tâm Văn hóa, Thể thao và Truyền thanh huyện",
            {"a": "Trung tâm Văn hóa, Thể thao và Truyền thanh huyện", "b": "Phòng Văn hóa và Thông tin"},
            ("b", "a"),
        ),
        ("Các đơn vị, địa phương", {}, ("",)),
        ("", {}, ()),
    ],
)
def test_each_unit_goes_to_the_words_that_mean_it(
    printed: str, units: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert addresses_of_parts(printed, units) == expected


@given(st.lists(st.sampled_from(["Phòng Nội vụ", "Phòng Kinh tế", "Công an huyện"]), unique=True, min_size=1))
def test_units_named_in_full_are_all_found_in_the_order_of_the_words(names: list[str]) -> None:
    units = {name: name for name in sorted(names)}
    assert addresses_of_parts("; ".join(names), units) == tuple(names)
