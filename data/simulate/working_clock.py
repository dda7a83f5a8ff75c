"""Working time over whole arrays: equal to `data.rules.working_time`, which tests compare it with.

Moments are whole seconds since the first midnight of the clock, in Vietnam's wall time.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from data.rules.working_time import OFFICE_HOURS, VIETNAM, Calendar

Seconds: TypeAlias = npt.NDArray[np.int64]

DAY_SECONDS = 86_400
_DAY = dt.timedelta(days=1)


def _seconds(time: dt.time) -> int:
    return time.hour * 3600 + time.minute * 60


MORNING, AFTERNOON = ((_seconds(shift.start), _seconds(shift.end)) for shift in OFFICE_HOURS)
MORNING_SECONDS = MORNING[1] - MORNING[0]
WORKED_A_DAY = MORNING_SECONDS + AFTERNOON[1] - AFTERNOON[0]


class WorkingClock:
    """Working days from a first day on, all of them with the usual office hours."""

    def __init__(self, calendar: Calendar, first: dt.date, days: int) -> None:
        """Know `days` days from `first` on. Raises ValueError where one has hours of its own."""
        known = [first + _DAY * passed for passed in range(days)]
        if any(calendar.shifts(day) not in ((), OFFICE_HOURS) for day in known):
            raise ValueError("a clock over arrays knows the usual office hours only")
        self.first = first
        self.is_working = np.array([calendar.is_working(day) for day in known])
        self._before = np.cumsum(self.is_working) - self.is_working
        self._working_days = np.flatnonzero(self.is_working)

    @property
    def epoch(self) -> int:
        """Unix time of the first midnight."""
        return int(dt.datetime.combine(self.first, dt.time(), VIETNAM).timestamp())

    def worked(self, moments: Seconds) -> Seconds:
        """Working seconds from the first midnight to each moment."""
        day, second = np.divmod(moments, DAY_SECONDS)
        today = np.clip(second - MORNING[0], 0, MORNING_SECONDS) + np.clip(
            second - AFTERNOON[0], 0, AFTERNOON[1] - AFTERNOON[0]
        )
        worked: Seconds = self._before[day] * WORKED_A_DAY + self.is_working[day] * today
        return worked

    def reached(self, worked: Seconds) -> Seconds:
        """Earliest moments by which so many working seconds, one at least, have passed."""
        day, rest = np.divmod(worked - 1, WORKED_A_DAY)
        rest = rest + 1
        in_morning = rest <= MORNING_SECONDS
        second = np.where(in_morning, MORNING[0] + rest, AFTERNOON[0] + rest - MORNING_SECONDS)
        moments: Seconds = self._working_days[day] * DAY_SECONDS + second
        return moments

    def closing_after(self, moments: Seconds, days: Seconds) -> Seconds:
        """Due moments of limits in working days: the closing of the last one; the first is not counted."""
        day, second = np.divmod(moments, DAY_SECONDS)
        passed = self.is_working[day] & (second > AFTERNOON[1])
        due: Seconds = self._working_days[self._before[day] + passed + days] * DAY_SECONDS + AFTERNOON[1]
        return due
