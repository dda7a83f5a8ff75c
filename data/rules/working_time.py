"""Working days and working time in Vietnam: a weekly pattern, days off, and days worked in exchange.

Moments are aware datetimes of any zone; what comes back is in Asia/Ho_Chi_Minh. Days are days there.
Source: domain.md section 2 (due dates: the table of holidays and swapped days is data, with documents).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

import holidays
from holidays.version import __version__ as holidays_version

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_DAYS_OF_WEEK = 7
_DAY = dt.timedelta(days=1)
_NOTHING = dt.timedelta(0)
_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours worked without a break: from `start` until before `end`, wall time in Vietnam."""

    start: dt.time
    end: dt.time


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that differs from its weekday: off, or worked in exchange; `document` is what set it."""

    day: dt.date
    kind: Literal["off", "working"]
    name: str
    document: str


Shifts: TypeAlias = tuple[Shift, ...]
Days: TypeAlias = Mapping[dt.date, SpecialDay]

OFFICE_HOURS: Shifts = (Shift(dt.time(7, 30), dt.time(11, 30)), Shift(dt.time(13, 30), dt.time(17)))
"""Our default, 7,5 hours a day: a province sets its own."""

OFFICE_WEEK: tuple[Shifts, ...] = (OFFICE_HOURS,) * 5 + ((),) * 2
"""Monday to Friday."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When an office works: shifts of the seven weekdays from Monday on, and the days that differ.

    A day with any shift is a working day. A day worked in exchange has the hours of its weekday or, where
    that has none, `exchanged`. Raises ValueError for a pattern that no clock could follow.
    """

    days: Days = field(default_factory=dict)
    week: tuple[Shifts, ...] = OFFICE_WEEK
    exchanged: Shifts = OFFICE_HOURS

    def __post_init__(self) -> None:
        if len(self.week) != _DAYS_OF_WEEK or not any(self.week) or not self.exchanged:
            raise ValueError("a week has seven days, of which one at least is worked")
        for shifts in (*self.week, self.exchanged):
            times = [time for shift in shifts for time in (shift.start, shift.end)]
            if any(earlier >= later for earlier, later in pairwise(times)):
                raise ValueError(f"shifts must follow each other within a day: {shifts}")
        if any(day != special.day for day, special in self.days.items()):
            raise ValueError("a special day stands under another day than its own")

    def shifts(self, day: dt.date) -> Shifts:
        """Give the hours worked on a day; none on a day off."""
        usual = self.week[day.weekday()]
        special = self.days.get(day)
        if special is None:
            return usual
        return (usual or self.exchanged) if special.kind == "working" else ()

    def is_working(self, day: dt.date) -> bool:
        """Tell whether anything is worked on a day."""
        return bool(self.shifts(day))

    def is_usually_working(self, day: dt.date) -> bool:
        """Tell whether the day's weekday is worked, whatever is special about the day."""
        return bool(self.week[day.weekday()])

    def closing(self, day: dt.date) -> dt.datetime:
        """Give the end of the last shift of a working day. Raises ValueError for a day off."""
        shifts = self.shifts(day)
        if not shifts:
            raise ValueError(f"{day} is a day off")
        return dt.datetime.combine(day, shifts[-1].end, VIETNAM)


def vietnam_days(years: Iterable[int]) -> dict[dt.date, SpecialDay]:
    """Give the state's days off and days worked in exchange of some years, as the library `holidays` knows.

    A starting table: which day an office takes for another one is decided year by year, so rows of data with
    their documents go over it (`overridden`). Each day's document says where it comes from.
    """
    wanted = set(years)
    known = holidays.country_holidays("VN", years=sorted(wanted), language="vi")
    document = f"bảng ngày nghỉ ban đầu (thư viện holidays {holidays_version}, chưa đối chiếu văn bản)"
    off = (SpecialDay(day, "off", name, document) for day, name in known.items())
    working = (SpecialDay(day, "working", "Ngày làm bù", document) for day in known.weekend_workdays)
    listed = {special.day: special for special in (*off, *working) if special.day.year in wanted}
    return dict(sorted(listed.items()))


def overridden(days: Days, rows: Iterable[SpecialDay]) -> dict[dt.date, SpecialDay]:
    """Put rows of data over a table of days: what a document says of a day wins.

    A row of kind "working" takes back a day off; a row of kind "off" takes back a day worked in exchange.
    """
    return dict(sorted({**days, **{row.day: row for row in rows}}.items()))


def local(moment: dt.datetime) -> dt.datetime:
    """Give a moment in Vietnam's time. Raises ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(VIETNAM)


def add_working_days(calendar: Calendar, day: dt.date, amount: int) -> dt.date:
    """Give the working day that lies `amount` working days after a day, which is not counted itself.

    An amount of 0 moves nothing. Raises ValueError for a negative amount.
    Source: Bộ luật Dân sự 2015, Điều 147 khoản 2: the first day of a term in days is not counted.
    """
    _check_is_not_negative(amount)
    while amount:
        day += _DAY
        amount -= calendar.is_working(day)
    return day


def working_days_between(calendar: Calendar, start: dt.date, end: dt.date) -> int:
    """Count the working days after `start` up to and with `end`, the inverse of `add_working_days`.

    Raises ValueError where `end` lies before `start`.
    """
    _check_order(start, end)
    return sum(calendar.is_working(start + _DAY * passed) for passed in range(1, (end - start).days + 1))


def counting_day(calendar: Calendar, moment: dt.datetime) -> dt.date:
    """Give the day on which an office has a moment's post: the same until it closes, else the next worked."""
    day = local(moment).date()
    if calendar.is_working(day) and local(moment) <= calendar.closing(day):
        return day
    return add_working_days(calendar, day, 1)


def next_working_moment(calendar: Calendar, moment: dt.datetime) -> dt.datetime:
    """Give the first moment at or after a moment at which the office works."""
    return next(_worked_from(calendar, moment))[0]


def add_working_time(calendar: Calendar, start: dt.datetime, span: dt.timedelta) -> dt.datetime:
    """Give the earliest moment by which `span` of working time has passed since `start`.

    A span that ends with a shift ends there, not at the start of the next one; nothing moves nothing.
    Raises ValueError for a negative span.
    """
    _check_is_not_negative(span / _MINUTE)
    moment, left = local(start), span
    shifts = _worked_from(calendar, start)
    while left:
        begin, end = next(shifts)
        moment = min(end, begin + left)
        left -= moment - begin
    return moment


def add_working_hours(calendar: Calendar, start: dt.datetime, hours: int) -> dt.datetime:
    """Give the earliest moment by which so many working hours have passed; see `add_working_time`."""
    return add_working_time(calendar, start, dt.timedelta(hours=hours))


def working_time_between(calendar: Calendar, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
    """Add up the working time from `start` to `end`. Raises ValueError where `end` lies before `start`."""
    _check_order(start, end)
    passed = _NOTHING
    for begin, finish in _worked_from(calendar, start):
        if begin >= end:
            break
        passed += min(finish, local(end)) - begin
    return passed


def working_minutes_between(calendar: Calendar, start: dt.datetime, end: dt.datetime) -> int:
    """Count the whole working minutes from `start` to `end`; see `working_time_between`."""
    return working_time_between(calendar, start, end) // _MINUTE


def _worked_from(calendar: Calendar, moment: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Give the stretches worked from a moment on, without end; the first may have begun before it."""
    since = local(moment)
    day = since.date()
    while True:
        for shift in calendar.shifts(day):
            end = dt.datetime.combine(day, shift.end, VIETNAM)
            if end > since:
                yield max(since, dt.datetime.combine(day, shift.start, VIETNAM)), end
        day += _DAY


def _check_is_not_negative(amount: float) -> None:
    if amount < 0:
        raise ValueError(f"{amount} is less than nothing: time is only added")


def _check_order(start: dt.date, end: dt.date) -> None:
    """Compare two days or two moments: a datetime is a date to the type checker."""
    if end < start:
        raise ValueError(f"{end} lies before {start}")
