"""Working time: known days and hours, a count minute by minute, and the laws of adding and measuring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.working_time import (
    OFFICE_HOURS,
    OFFICE_WEEK,
    VIETNAM,
    Calendar,
    Shift,
    SpecialDay,
    add_working_days,
    add_working_hours,
    add_working_time,
    counting_day,
    local,
    next_working_moment,
    overridden,
    vietnam_days,
    working_days_between,
    working_minutes_between,
    working_time_between,
)
from tests.unit.data.rules.calendars import (
    SATURDAYS,
    YEARS,
    amounts,
    at,
    calendars,
    days,
    moments,
    off,
    spans,
    with_days,
    working,
)

MINUTE = dt.timedelta(minutes=1)


def is_worked(calendar: Calendar, moment: dt.datetime) -> bool:
    """Look a single minute up, without any of the module's arithmetic."""
    special = calendar.days.get(moment.date())
    usual = calendar.week[moment.weekday()]
    shifts = usual if special is None else (usual or calendar.exchanged)
    if special is not None and special.kind == "off":
        return False
    return any(shift.start <= moment.time() < shift.end for shift in shifts)


# ------------------------------------------------------------------------------------ tables of days


@pytest.mark.parametrize(
    "day,kind,name",
    [
        ((2025, 1, 29), "off", "Tết Nguyên Đán"),
        ((2025, 5, 2), "off", "Ngày nghỉ (thay cho ngày 26/04/2025)"),
        ((2025, 4, 26), "working", "Ngày làm bù"),
        ((2026, 8, 31), "off", "Ngày nghỉ (thay cho ngày 22/08/2026)"),
        ((2026, 8, 22), "working", "Ngày làm bù"),
        ((2026, 11, 24), "off", "Ngày Văn hóa Việt Nam"),
    ],
)
def test_the_library_knows_vietnams_days(day: tuple[int, int, int], kind: str, name: str) -> None:
    special = YEARS[dt.date(*day)]
    assert (special.kind, special.name) == (kind, name)
    assert "thư viện holidays" in special.document


def test_only_the_wanted_years_come_and_exchanges_across_new_year_are_known() -> None:
    assert {day.year for day in vietnam_days([2019])} == {2019}
    assert vietnam_days([2019])[dt.date(2019, 1, 5)].kind == "working"
    assert vietnam_days([2018])[dt.date(2018, 12, 31)].kind == "off"
    assert vietnam_days([2014])[dt.date(2014, 12, 27)].kind == "working"
    assert vietnam_days([2015])[dt.date(2015, 1, 2)].kind == "off"
    assert vietnam_days([]) == {}


def test_a_row_of_data_goes_over_the_library() -> None:
    liberation, new = dt.date(2026, 4, 30), dt.date(2026, 4, 29)
    table = overridden(YEARS, [working(liberation, document="Công văn 9"), off(new)])
    assert table[liberation] == SpecialDay(liberation, "working", "Ngày làm bù", "Công văn 9")
    assert table[new].kind == "off"
    assert table.keys() == YEARS.keys() | {new}
    assert list(table) == sorted(table)
    calendar = Calendar(table)
    assert calendar.is_working(liberation)
    assert not calendar.is_working(new)


def test_a_day_worked_in_exchange_has_office_hours_or_its_own() -> None:
    sunday, saturday = dt.date(2026, 5, 10), dt.date(2026, 5, 9)
    calendar = Calendar({day: working(day) for day in (sunday, saturday)}, SATURDAYS)
    assert calendar.shifts(sunday) == OFFICE_HOURS
    assert calendar.shifts(saturday) == SATURDAYS[5]
    assert (calendar.is_usually_working(sunday), calendar.is_usually_working(saturday)) == (False, True)


@pytest.mark.parametrize(
    "parts",
    [
        {"week": OFFICE_WEEK[:6]},
        {"week": ((),) * 7},
        {"exchanged": ()},
        {"exchanged": (Shift(dt.time(9), dt.time(8)),)},
        {"week": ((Shift(dt.time(8), dt.time(12)), Shift(dt.time(11), dt.time(17))),) * 7},
        {"days": {dt.date(2026, 1, 1): off(dt.date(2026, 1, 2))}},
    ],
)
def test_a_calendar_that_no_clock_can_follow_is_refused(parts: dict) -> None:
    with pytest.raises(ValueError, match=r"week|shifts|special day"):
        Calendar(**parts)


# --------------------------------------------------------------------------------------- known cases


def test_days_are_counted_over_holidays_and_exchanged_days() -> None:
    calendar = Calendar(YEARS)
    # 30/4 and 1/5/2025 off, 2/5 off for 26/4, a Saturday that was worked.
    assert add_working_days(calendar, dt.date(2025, 4, 25), 1) == dt.date(2025, 4, 26)
    assert add_working_days(calendar, dt.date(2025, 4, 25), 3) == dt.date(2025, 4, 29)
    assert add_working_days(calendar, dt.date(2025, 4, 25), 4) == dt.date(2025, 5, 5)
    assert working_days_between(calendar, dt.date(2025, 4, 29), dt.date(2025, 5, 5)) == 1


def test_hours_stop_at_noon_at_night_and_over_the_weekend() -> None:
    calendar = Calendar()
    friday = at(6, 11, 16)  # 06/11/2026
    assert add_working_hours(calendar, friday, 1) == at(6, 11, 17)
    assert add_working_hours(calendar, friday, 2) == at(9, 11, 8, 30)
    assert add_working_hours(calendar, friday, 9) == at(10, 11, 8)
    assert add_working_time(calendar, at(6, 11, 11), 30 * MINUTE) == at(6, 11, 11, 30)
    assert add_working_time(calendar, at(6, 11, 11), 31 * MINUTE) == at(6, 11, 13, 31)
    assert working_minutes_between(calendar, at(6, 11, 11), at(9, 11, 7, 31)) == 30 + 210 + 1


def test_what_starts_out_of_hours_starts_with_the_next_working_minute() -> None:
    calendar = Calendar()
    assert next_working_moment(calendar, at(6, 11, 6)) == at(6, 11, 7, 30)
    assert next_working_moment(calendar, at(6, 11, 12)) == at(6, 11, 13, 30)
    assert next_working_moment(calendar, at(6, 11, 17)) == at(9, 11, 7, 30)
    assert next_working_moment(calendar, at(6, 11, 9)) == at(6, 11, 9)


def test_post_counts_for_the_day_until_the_office_closes() -> None:
    calendar = Calendar()
    friday, monday = dt.date(2026, 11, 6), dt.date(2026, 11, 9)
    assert [counting_day(calendar, at(6, 11, hour)) for hour in (5, 12, 17)] == [friday] * 3
    assert counting_day(calendar, at(6, 11, 17, 1)) == monday
    assert counting_day(calendar, at(7, 11, 9)) == counting_day(calendar, at(8, 11, 9)) == monday


def test_moments_are_read_in_vietnam_whatever_their_zone() -> None:
    # 23:30 UTC on Thursday is 06:30 on Friday in Vietnam.
    moment = dt.datetime(2026, 11, 5, 23, 30, tzinfo=dt.UTC)
    assert counting_day(Calendar(), moment) == dt.date(2026, 11, 6)
    assert add_working_hours(Calendar(), moment, 1) == at(6, 11, 8, 30)
    assert add_working_hours(Calendar(), moment, 1).tzinfo is VIETNAM


@pytest.mark.parametrize(
    "refused",
    [
        lambda: add_working_days(Calendar(), dt.date(2026, 1, 5), -1),
        lambda: add_working_hours(Calendar(), at(5, 1, 9), -1),
        lambda: working_days_between(Calendar(), dt.date(2026, 1, 5), dt.date(2026, 1, 4)),
        lambda: working_time_between(Calendar(), at(5, 1, 9), at(5, 1, 8)),
        lambda: local(dt.datetime(2026, 1, 5, 9)),  # noqa: DTZ001 - what is refused
        lambda: Calendar().closing(dt.date(2026, 1, 4)),
    ],
)
def test_time_without_a_meaning_is_refused(refused: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"less than nothing|lies before|no time zone|day off"):
        refused()


# --------------------------------------------------------------------------------------------- laws


@given(calendars, days, amounts, amounts)
def test_adding_days_is_additive(calendar: Calendar, day: dt.date, first: int, then: int) -> None:
    stepwise = add_working_days(calendar, add_working_days(calendar, day, first), then)
    assert stepwise == add_working_days(calendar, day, first + then)


@given(calendars, days, st.integers(1, 60))
def test_days_added_never_end_on_a_day_off_and_count_back(
    calendar: Calendar, day: dt.date, amount: int
) -> None:
    end = add_working_days(calendar, day, amount)
    assert calendar.is_working(end)
    assert working_days_between(calendar, day, end) == amount
    assert working_days_between(calendar, day, end - dt.timedelta(days=1)) == amount - 1


@given(calendars, days, amounts, amounts, amounts)
def test_days_added_are_monotone(
    calendar: Calendar, day: dt.date, after: int, amount: int, more: int
) -> None:
    later = day + dt.timedelta(days=after)
    assert add_working_days(calendar, day, amount) <= add_working_days(calendar, later, amount)
    assert add_working_days(calendar, day, amount) <= add_working_days(calendar, day, amount + more)


@given(calendars, moments, spans, spans)
def test_adding_time_is_additive(
    calendar: Calendar, start: dt.datetime, first: dt.timedelta, then: dt.timedelta
) -> None:
    stepwise = add_working_time(calendar, add_working_time(calendar, start, first), then)
    assert stepwise == add_working_time(calendar, start, first + then)


@given(calendars, moments, spans.filter(bool))
def test_time_added_ends_while_the_office_works_and_measures_back(
    calendar: Calendar, start: dt.datetime, span: dt.timedelta
) -> None:
    end = add_working_time(calendar, start, span)
    assert is_worked(calendar, end - MINUTE)
    assert working_time_between(calendar, start, end) == span
    assert working_minutes_between(calendar, start, end - MINUTE) == span // MINUTE - 1


@given(calendars, moments, spans, spans, spans)
def test_time_added_is_monotone(
    calendar: Calendar, start: dt.datetime, after: dt.timedelta, span: dt.timedelta, more: dt.timedelta
) -> None:
    assert add_working_time(calendar, start, span) <= add_working_time(calendar, start + after, span)
    assert add_working_time(calendar, start, span) <= add_working_time(calendar, start, span + more)


@given(calendars, moments, st.integers(0, 4 * 24 * 60))
def test_working_minutes_are_those_that_are_worked(
    calendar: Calendar, start: dt.datetime, length: int
) -> None:
    end = start + length * MINUTE
    slowly = sum(is_worked(calendar, start + passed * MINUTE) for passed in range(length))
    assert working_minutes_between(calendar, start, end) == slowly


@given(calendars, moments)
def test_the_next_working_moment_is_the_first_that_is_worked(calendar: Calendar, moment: dt.datetime) -> None:
    found = next_working_moment(calendar, moment)
    assert is_worked(calendar, found)
    assert working_time_between(calendar, moment, found) == dt.timedelta(0)
    assert not is_worked(calendar, moment) or found == moment


@given(calendars, days, amounts)
def test_exchanging_a_day_moves_work_from_one_to_the_other(
    calendar: Calendar, day: dt.date, amount: int
) -> None:
    free = day
    while calendar.is_working(free):
        free += dt.timedelta(days=1)
    taken = add_working_days(calendar, free, 1)
    exchanged = Calendar(overridden(calendar.days, [working(free), off(taken)]), calendar.week)
    end = add_working_days(exchanged, free - dt.timedelta(days=1), amount + 1)
    assert end == (free if amount == 0 else add_working_days(calendar, taken, amount))
    assert not exchanged.is_working(taken)


def test_seconds_are_kept() -> None:
    start = at(6, 11, 16, 59) + dt.timedelta(seconds=30)
    assert add_working_time(with_days(), start, MINUTE) == at(9, 11, 7, 30) + dt.timedelta(seconds=30)
    assert working_minutes_between(with_days(), start, at(9, 11, 7, 31)) == 1
