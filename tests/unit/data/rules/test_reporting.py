"""Days of reports in a year of the plan, and where they stand on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.reporting import (
    Body,
    Owed,
    due_day,
    is_ahead,
    is_group,
    owed_by,
    received,
    state,
    year_shown,
)

MARCH_15 = dt.date(2023, 3, 15)
DATES = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (dt.date(2022, 12, 31), 2023),  # the day before the plan begins looks into its year
        (dt.date(2023, 6, 1), 2023),
        (dt.date(2023, 12, 31), 2023),  # the plan ends: its last year stays
        (dt.date(2026, 11, 21), 2023),
    ],
)
def test_the_year_is_one_that_the_plan_covers(as_of: dt.date, expected: int) -> None:
    assert year_shown(dt.date(2023, 1, 1), dt.date(2024, 1, 1), as_of) == expected


@given(as_of=DATES)
def test_a_plan_of_several_years_shows_the_nearest_of_them(as_of: dt.date) -> None:
    year = year_shown(dt.date(2021, 1, 1), dt.date(2026, 1, 1), as_of)
    assert 2021 <= year <= 2025
    assert year in {2021, 2025, (as_of + dt.timedelta(1)).year}


def test_a_duty_without_a_day_has_none() -> None:
    assert due_day(2023, None, None) is None
    assert due_day(2023, 3, 15) == MARCH_15


def test_the_29th_of_february_exists_in_leap_years_only() -> None:
    assert due_day(2024, 2, 29) == dt.date(2024, 2, 29)
    assert due_day(2023, 2, 29) == dt.date(2023, 2, 28)


def test_before_a_day_ends_with_the_day_before() -> None:
    assert is_ahead(MARCH_15, dt.date(2023, 3, 14), is_before=True)
    assert not is_ahead(MARCH_15, MARCH_15, is_before=True)
    assert is_ahead(MARCH_15, MARCH_15, is_before=False)
    assert not is_ahead(MARCH_15, dt.date(2023, 3, 16), is_before=False)


def test_only_the_first_day_ahead_is_next() -> None:
    june = dt.date(2023, 6, 15)
    on = dt.date(2023, 4, 1)
    assert state(MARCH_15, june, on, is_before=True) == "passed"
    assert state(june, june, on, is_before=True) == "next"
    assert state(dt.date(2023, 9, 15), june, on, is_before=True) == "ahead"
    assert state(None, june, on, is_before=False) == "undated"


@pytest.mark.parametrize(
    ("printed", "units", "has_others"),
    [
        ("Các phòng, ban, ngành huyện; UBND các xã, thị trấn", {1, 2, 3, 4}, True),
        ("UBND các xã, thị trấn", {1, 2}, False),
        ("UBND các xã, phường, đặc khu", {1, 2}, False),
        ("UBND xã", set(), True),  # a commune's own committee, not all communes
        ("Các phòng, đơn vị sự nghiệp, UBND xã, thị trấn", {1, 2, 3, 4, 5}, True),
        ("Các cơ quan, đơn vị, địa phương", set(), True),
        ("Công an huyện", set(), True),
        ("Phòng Nội vụ; UBND các xã, thị trấn", {1, 2, 3}, False),
        ("Phòng Nội vụ; Đoàn thanh niên", {3}, True),
    ],
)
def test_known_units_are_counted_by_the_words_for_them(
    printed: str, units: set[int], has_others: bool
) -> None:
    bodies = {
        1: Body("Xã A", "commune"),
        2: Body("Xã B", "commune"),
        3: Body("Phòng Nội vụ", "department"),
        4: Body("Phòng Kinh tế", "department"),
        5: Body("Trung tâm Y tế", "public_service_unit"),
        6: Body("Công an huyện", "police"),
    }
    assert owed_by(printed, bodies) == Owed(frozenset(units), has_others)


def test_a_list_of_known_units_leaves_no_others() -> None:
    bodies = {3: Body("Phòng Nội vụ", "department"), 6: Body("Công an huyện", "police")}
    assert owed_by("Phòng Nội vụ; Công an huyện", bodies) == Owed(frozenset({3, 6}), has_others=False)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("UBND huyện", False),
        ("Văn phòng HĐND & UBND huyện", False),
        ("Các cơ quan nhà nước", True),
        ("Thành viên Ban Chỉ đạo xã", True),
        ("CBCC chuyên môn, các ấp", True),
    ],
)
def test_groups_are_told_from_bodies(printed: str, expected: bool) -> None:
    assert is_group(printed) is expected


def test_a_day_gone_by_with_a_report_is_reported() -> None:
    later = dt.date(2023, 7, 1)
    assert state(MARCH_15, None, later, is_before=True, has_report=True) == "reported"
    assert state(MARCH_15, MARCH_15, dt.date(2023, 3, 1), is_before=True, has_report=True) == "next"


def test_reports_are_late_from_the_day_that_is_meant() -> None:
    reports = {"Xã A": dt.date(2023, 3, 14), "Xã B": dt.date(2023, 3, 15)}
    names = {1: "Xã A", 2: "Xã B", 3: "Xã C"}
    before = received(reports, names, MARCH_15, is_before=True)
    assert (before.on_time, before.late, before.missing) == (("Xã A",), ("Xã B",), ("Xã C",))
    assert received(reports, names, MARCH_15, is_before=False).late == ()


def test_without_a_day_nobody_is_late_or_missing() -> None:
    found = received({"Xã A": MARCH_15}, {1: "Xã A", 2: "Xã B"}, None, is_before=True)
    assert (found.on_time, found.late, found.missing) == (("Xã A",), (), ())
