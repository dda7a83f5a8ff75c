"""Days of reports in a year of the plan, and where they stand on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.reporting import due_day, is_ahead, state, year_shown

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
