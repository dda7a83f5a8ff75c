"""Reporting duties as days of a year: which day is meant, whether it is still ahead.

Source: the plans print day and month; domain.md section 2 (no verdict without a report that is known).
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Literal, TypeAlias

State: TypeAlias = Literal["next", "ahead", "passed", "undated"]

_DAY = dt.timedelta(days=1)


def year_shown(covered_from: dt.date, covered_until: dt.date, as_of: dt.date) -> int:
    """Year of the plan whose days are meant: that of the day after `as_of`, or the nearest covered one.

    `covered_until` is exclusive.
    """
    return min(max(as_of + _DAY, covered_from), covered_until - _DAY).year


def due_day(year: int, month: int | None, day: int | None) -> dt.date | None:
    """Day of a year that a duty falls on; None where the document prints none.

    The 29th of February of a plan is the 28th in a year that has no such day.
    """
    if month is None or day is None:
        return None
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def is_ahead(due_on: dt.date, as_of: dt.date, *, is_before: bool) -> bool:
    """Tell whether a report may still be handed in: "before the 15th" ends with the 14th."""
    return due_on > as_of if is_before else due_on >= as_of


def state(due_on: dt.date | None, next_on: dt.date | None, as_of: dt.date, *, is_before: bool) -> State:
    """Tell where a duty stands; `next_on` is the first day of all duties that is still ahead."""
    if due_on is None:
        return "undated"
    if not is_ahead(due_on, as_of, is_before=is_before):
        return "passed"
    return "next" if due_on == next_on else "ahead"
