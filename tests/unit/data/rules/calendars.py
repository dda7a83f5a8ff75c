"""Calendars and moments for tests of working time: real Vietnamese years, and any table of special days."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from data.rules.working_time import VIETNAM, Calendar, Shift, SpecialDay, vietnam_days

FIRST, LAST = dt.datetime(2025, 1, 1), dt.datetime(2026, 12, 31)  # noqa: DTZ001 - hypothesis adds the zone
YEARS = vietnam_days(range(2024, 2028))
MORNING = (Shift(dt.time(7), dt.time(11, 15)),)
SATURDAYS = (*((*MORNING, Shift(dt.time(13), dt.time(16, 45))) for _ in range(5)), MORNING, ())
"""A week with the Saturday morning that some reception desks work."""


def at(day: int, month: int, hour: int, minute: int = 0, *, year: int = 2026) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=VIETNAM)


def off(day: dt.date, name: str = "Ngày nghỉ", document: str = "Công văn 1") -> SpecialDay:
    return SpecialDay(day, "off", name, document)


def working(day: dt.date, name: str = "Ngày làm bù", document: str = "Công văn 1") -> SpecialDay:
    return SpecialDay(day, "working", name, document)


def with_days(*special: SpecialDay) -> Calendar:
    return Calendar({one.day: one for one in special})


special_days = st.builds(
    lambda day, is_off: (off if is_off else working)(day),
    st.dates(FIRST.date(), LAST.date()),
    st.booleans(),
)
calendars = st.one_of(
    st.sampled_from([Calendar(), Calendar(YEARS), Calendar(YEARS, SATURDAYS)]),
    st.lists(special_days, max_size=200, unique_by=lambda special: special.day).map(
        lambda rows: with_days(*rows)
    ),
)
days = st.dates(FIRST.date(), LAST.date())
moments = st.datetimes(FIRST, LAST, timezones=st.just(VIETNAM)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
amounts = st.integers(0, 60)
spans = st.integers(0, 60 * 60).map(lambda minutes: dt.timedelta(minutes=minutes))
