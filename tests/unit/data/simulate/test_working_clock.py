"""Working time over arrays equals the rules, moment by moment."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.deadlines import Limit, Receipt, due
from data.rules.working_time import (
    VIETNAM,
    Calendar,
    Shift,
    add_working_time,
    vietnam_days,
    working_time_between,
)
from data.simulate.working_clock import DAY_SECONDS, WorkingClock

FIRST = dt.date(2025, 1, 1)
MIDNIGHT = dt.datetime(2025, 1, 1, tzinfo=VIETNAM)
CALENDAR = Calendar(vietnam_days([2025, 2026]))
CLOCK = WorkingClock(CALENDAR, FIRST, 700)

moments = st.integers(0, 400 * DAY_SECONDS)


def at(second: int) -> dt.datetime:
    return MIDNIGHT + dt.timedelta(seconds=second)


def since(moment: dt.datetime) -> int:
    return int((moment - MIDNIGHT).total_seconds())


def test_the_clock_begins_at_its_first_midnight() -> None:
    assert CLOCK.epoch == MIDNIGHT.timestamp()


@given(second=moments)
def test_worked_seconds_equal_the_rule(second: int) -> None:
    worked = working_time_between(CALENDAR, MIDNIGHT, at(second))
    assert CLOCK.worked(np.array([second])) == [worked.total_seconds()]


@given(worked=st.integers(1, 150 * 7 * 3600))
def test_reached_moments_equal_the_rule(worked: int) -> None:
    moment = add_working_time(CALENDAR, MIDNIGHT, dt.timedelta(seconds=worked))
    assert CLOCK.reached(np.array([worked])) == [since(moment)]


@given(second=moments, days=st.integers(1, 30))
def test_limits_in_days_equal_the_rule(second: int, days: int) -> None:
    limit = Limit(days, "days", "", "", "")
    by = due(Receipt(at(second)), [limit], CALENDAR).handling_by
    assert by is not None
    assert CLOCK.closing_after(np.array([second]), np.array([days])) == [since(by)]


@given(second=moments, hours=st.integers(1, 40))
def test_limits_in_hours_equal_the_rule(second: int, hours: int) -> None:
    limit = Limit(hours, "hours", "", "", "")
    by = due(Receipt(at(second)), [limit], CALENDAR).handling_by
    assert by is not None
    assert CLOCK.reached(CLOCK.worked(np.array([second])) + hours * 3600) == [since(by)]


def test_hours_of_its_own_are_refused() -> None:
    short = (Shift(dt.time(8), dt.time(12)),)
    with pytest.raises(ValueError, match="usual office hours"):
        WorkingClock(Calendar(week=(short,) * 5 + ((),) * 2), FIRST, 10)
