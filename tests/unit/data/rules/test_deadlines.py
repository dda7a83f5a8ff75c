"""Due dates: known cases, the choice of a limit, two clocks, pauses, and the laws that always hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.deadlines import Clock, Due, Limit, Pause, Receipt, due, find_limit
from data.rules.working_time import (
    Calendar,
    add_working_hours,
    add_working_time,
    counting_day,
    working_days_between,
    working_time_between,
)
from tests.unit.data.rules.calendars import YEARS, at, calendars, moments

CALENDAR = Calendar(YEARS)
FIVE_DAYS = Limit(5, "days", "", "", "Quyết định 1")
EIGHT_HOURS = Limit(8, "hours", "", "", "Quyết định 1")
FOUR_HOURS_TO_ACCEPT = Limit(4, "hours", "", "", "Quyết định 1", clock="acceptance")

limits = st.builds(
    lambda amount, unit: Limit(amount, unit, "", "", "Quyết định 1"),
    st.integers(1, 40),
    st.sampled_from(["days", "hours"]),
)
acceptance_limits = st.builds(
    lambda amount: Limit(amount, "hours", "", "", "Quyết định 1", clock="acceptance"), st.integers(1, 40)
)
short_whiles = st.integers(0, 15_000).map(lambda minutes: dt.timedelta(minutes=minutes))


@st.composite
def receipts(draw: st.DrawFn, stops: int = 4) -> Receipt:
    """Draw a receipt with finished pauses near it: before, across, among and after its term."""
    received = draw(moments)
    starts = [
        received - dt.timedelta(days=3) + draw(short_whiles) for _ in range(draw(st.integers(0, stops)))
    ]
    return Receipt(received, pauses=tuple(Pause(start, start + draw(short_whiles)) for start in starts))


def handling_by(receipt: Receipt, limit: Limit, calendar: Calendar = CALENDAR) -> dt.datetime:
    found = due(receipt, [limit], calendar).handling_by
    assert found is not None
    return found


# --------------------------------------------------------------------------------------- known cases


@pytest.mark.parametrize(
    "received,expected",
    [
        (at(2, 11, 9), at(9, 11, 17)),  # Monday 02/11/2026: the first day is not counted
        (at(2, 11, 17), at(9, 11, 17)),
        (at(2, 11, 17, 1), at(10, 11, 17)),  # after hours: Tuesday is the first day
        (at(6, 11, 12), at(13, 11, 17)),
        (at(7, 11, 9), at(16, 11, 17)),  # Saturday: received on Monday
        (at(20, 11, 9), at(30, 11, 17)),  # 24/11 is off
        (at(20, 8, 9), at(26, 8, 17)),  # Saturday 22/8 is worked
    ],
)
def test_five_working_days(received: dt.datetime, expected: dt.datetime) -> None:
    assert handling_by(Receipt(received), FIVE_DAYS) == expected


@pytest.mark.parametrize(
    "received,expected",
    [
        (at(2, 11, 7, 30), at(3, 11, 8)),
        (at(2, 11, 6), at(3, 11, 8)),
        (at(6, 11, 16), at(9, 11, 16, 30)),
        (at(7, 11, 23), at(10, 11, 8)),
    ],
)
def test_eight_working_hours(received: dt.datetime, expected: dt.datetime) -> None:
    assert handling_by(Receipt(received), EIGHT_HOURS) == expected


def test_handling_starts_with_the_acceptance_and_a_late_one_moves_nothing() -> None:
    both = [FOUR_HOURS_TO_ACCEPT, EIGHT_HOURS]
    received = at(2, 11, 7, 30)
    still_open = due(Receipt(received), both, CALENDAR)
    prompt = due(Receipt(received, accepted_at=at(2, 11, 8, 30)), both, CALENDAR)
    late = due(Receipt(received, accepted_at=at(5, 11, 9)), both, CALENDAR)
    assert still_open == late == Due(at(2, 11, 11, 30), at(3, 11, 14))
    assert prompt == Due(at(2, 11, 11, 30), at(3, 11, 9))


def test_without_a_limit_nothing_is_due() -> None:
    receipt = Receipt(at(2, 11, 9), accepted_at=at(2, 11, 10))
    assert due(receipt, [], CALENDAR) == Due(None, None)
    assert due(receipt, [EIGHT_HOURS], CALENDAR) == Due(None, at(3, 11, 9, 30))


def test_pauses_move_the_due_moment() -> None:
    def due_with(*stops: Pause) -> dt.datetime:
        return handling_by(Receipt(at(2, 11, 7, 30), pauses=stops), EIGHT_HOURS)

    assert due_with(Pause(at(2, 11, 8), at(2, 11, 9))) == at(3, 11, 9)
    # At noon and after the due moment nothing is lost; what overlaps counts once.
    assert due_with(Pause(at(2, 11, 11, 30), at(2, 11, 13, 30))) == at(3, 11, 8)
    assert due_with(Pause(at(3, 11, 8), at(3, 11, 9))) == at(3, 11, 8)
    assert due_with(Pause(at(2, 11, 8), at(2, 11, 9)), Pause(at(2, 11, 8, 30), at(2, 11, 10))) == at(
        3, 11, 10
    )
    assert due_with(Pause(at(2, 11, 8), at(2, 11, 10)), Pause(at(2, 11, 8, 30), at(2, 11, 9))) == at(
        3, 11, 10
    )
    # A pause before the receipt counts from there on.
    assert due_with(Pause(at(1, 11, 8), at(2, 11, 8))) == at(3, 11, 8, 30)
    # A pause may push the due moment into the next one.
    assert due_with(Pause(at(2, 11, 8), at(2, 11, 9)), Pause(at(3, 11, 8, 30), at(3, 11, 9))) == at(
        3, 11, 9, 30
    )


def test_while_the_clock_stands_still_nothing_is_due() -> None:
    waiting = Pause(at(2, 11, 10), None, "chờ công dân bổ sung")
    both = [FOUR_HOURS_TO_ACCEPT, EIGHT_HOURS]
    received = at(2, 11, 7, 30)
    assert due(Receipt(received, pauses=(waiting,)), both, CALENDAR) == Due(None, None)
    accepted = Receipt(received, accepted_at=at(2, 11, 8), pauses=(waiting,))
    assert due(accepted, both, CALENDAR) == Due(None, None)
    overdue_before = Pause(at(4, 11, 8), None)
    assert handling_by(Receipt(received, pauses=(overdue_before,)), EIGHT_HOURS) == at(3, 11, 8)
    ended_later = Pause(at(2, 11, 11), at(2, 11, 11, 30))
    assert due(Receipt(received, pauses=(waiting, ended_later)), [EIGHT_HOURS], CALENDAR) == Due(None, None)


# ------------------------------------------------------------------------------------ choice of a limit


def limit_for(category: str, urgency: str, amount: int, clock: Clock = "handling") -> Limit:
    return Limit(amount, "days", category, urgency, "Quyết định 1", clock)


TABLE = [
    limit_for("", "", 10),
    limit_for("", "urgent", 3),
    limit_for("roads", "", 7),
    limit_for("roads", "urgent", 1),
    limit_for("waste", "", 5),
    limit_for("roads", "", 2, "acceptance"),
]


@pytest.mark.parametrize(
    "category,urgency,amount",
    [
        ("roads", "urgent", 1),
        ("roads", "normal", 7),
        ("waste", "urgent", 5),
        ("noise", "urgent", 3),
        ("noise", "normal", 10),
        ("", "", 10),
    ],
)
def test_the_most_specific_limit_wins(category: str, urgency: str, amount: int) -> None:
    for table in (TABLE, TABLE[::-1]):
        found = find_limit(table, "handling", category, urgency)
        assert found is not None
        assert found.amount == amount


def test_each_clock_has_limits_of_its_own() -> None:
    assert find_limit(TABLE, "acceptance", "roads", "urgent") == TABLE[-1]
    assert find_limit(TABLE, "acceptance", "waste", "urgent") is None


def test_a_case_has_one_limit() -> None:
    with pytest.raises(ValueError, match="two limits"):
        find_limit([*TABLE, limit_for("roads", "", 8)], "handling", "roads", "normal")


@given(st.lists(st.sampled_from(TABLE), unique=True), st.sampled_from(["roads", "waste", "noise"]))
def test_a_limit_found_fits_and_none_that_fits_is_missed(table: list[Limit], category: str) -> None:
    found = find_limit(table, "handling", category, "urgent")
    fitting = [
        limit
        for limit in table
        if limit.clock == "handling" and limit.category in {category, ""} and limit.urgency in {"urgent", ""}
    ]
    assert (found in fitting) if found else not fitting


@pytest.mark.parametrize(
    "refused",
    [
        lambda: Limit(0, "days", "", "", "Quyết định 1"),
        lambda: Pause(at(2, 11, 9), at(2, 11, 8)),
        lambda: Receipt(at(2, 11, 9), accepted_at=at(2, 11, 8)),
    ],
)
def test_what_contradicts_itself_is_refused(refused: type) -> None:
    with pytest.raises(ValueError, match=r"leaves no time|before"):
        refused()


# --------------------------------------------------------------------------------------------- laws


@given(calendars, moments, limits)
def test_nothing_is_due_on_a_day_off_or_after_hours(
    calendar: Calendar, received: dt.datetime, limit: Limit
) -> None:
    end = handling_by(Receipt(received), limit, calendar)
    assert calendar.is_working(end.date())
    assert any(shift.start < end.time() <= shift.end for shift in calendar.shifts(end.date()))


@given(calendars, moments, limits)
def test_the_limit_is_what_lies_between(calendar: Calendar, received: dt.datetime, limit: Limit) -> None:
    end = handling_by(Receipt(received), limit, calendar)
    if limit.unit == "hours":
        assert working_time_between(calendar, received, end) == dt.timedelta(hours=limit.amount)
    else:
        assert working_days_between(calendar, counting_day(calendar, received), end.date()) == limit.amount


@given(calendars, receipts(), short_whiles, limits, acceptance_limits)
def test_who_comes_later_is_due_no_earlier(
    calendar: Calendar, receipt: Receipt, after: dt.timedelta, limit: Limit, to_accept: Limit
) -> None:
    second = replace(receipt, received_at=receipt.received_at + after)
    earlier, later = (due(one, [limit, to_accept], calendar) for one in (receipt, second))
    assert earlier.acceptance_by is not None
    assert later.acceptance_by is not None
    assert earlier.handling_by is not None
    assert later.handling_by is not None
    assert earlier.acceptance_by <= later.acceptance_by
    assert earlier.handling_by <= later.handling_by


@given(calendars, moments, limits, st.integers(1, 20))
def test_a_longer_limit_is_due_later(
    calendar: Calendar, received: dt.datetime, limit: Limit, more: int
) -> None:
    longer = Limit(limit.amount + more, limit.unit, "", "", limit.document)
    assert handling_by(Receipt(received), limit, calendar) < handling_by(Receipt(received), longer, calendar)


@given(calendars, moments, st.integers(1, 40), st.integers(1, 40))
def test_hours_after_hours_are_their_sum(
    calendar: Calendar, received: dt.datetime, first: int, then: int
) -> None:
    to_accept = Limit(first, "hours", "", "", "Quyết định 1", "acceptance")
    both = due(Receipt(received), [to_accept, Limit(then, "hours", "", "", "Quyết định 1")], calendar)
    assert both.handling_by == add_working_hours(calendar, received, first + then)


@given(calendars, moments, limits, acceptance_limits, st.integers(0, 20_000))
def test_accepting_earlier_never_leaves_more_time_to_the_end(
    calendar: Calendar, received: dt.datetime, limit: Limit, to_accept: Limit, waited: int
) -> None:
    untouched = due(Receipt(received), [limit, to_accept], calendar)
    accepted = Receipt(received, accepted_at=received + dt.timedelta(minutes=waited))
    found = due(accepted, [limit, to_accept], calendar)
    assert found.acceptance_by == untouched.acceptance_by
    assert found.handling_by is not None
    assert untouched.handling_by is not None
    assert found.handling_by <= untouched.handling_by


@given(calendars, receipts(stops=1), limits)
def test_a_pause_moves_the_due_moment_by_exactly_its_working_time(
    calendar: Calendar, receipt: Receipt, limit: Limit
) -> None:
    plain = handling_by(Receipt(receipt.received_at), limit, calendar)
    shift = dt.timedelta(0)
    for pause in receipt.pauses:
        if pause.end is not None and pause.start < plain and pause.end > receipt.received_at:
            begin = max(pause.start, receipt.received_at)
            shift = working_time_between(calendar, begin, pause.end)
    assert handling_by(receipt, limit, calendar) == add_working_time(calendar, plain, shift)


@given(calendars, receipts(), st.integers(1, 40))
def test_outside_of_all_pauses_exactly_the_limit_is_worked(
    calendar: Calendar, receipt: Receipt, hours: int
) -> None:
    end = handling_by(receipt, Limit(hours, "hours", "", "", "Quyết định 1"), calendar)
    stops = [(stop.start, stop.end) for stop in receipt.pauses if stop.end]
    edges = sorted({receipt.received_at, end, *(edge for stop in stops for edge in stop)})
    worked = dt.timedelta(0)
    for start, finish in pairwise(edges):
        is_standing = any(begin <= start and finish <= finished for begin, finished in stops)
        if receipt.received_at <= start and finish <= end and not is_standing:
            worked += working_time_between(calendar, start, finish)
    assert worked == dt.timedelta(hours=hours)


@given(calendars, receipts(), limits)
def test_the_order_of_pauses_does_not_matter(calendar: Calendar, receipt: Receipt, limit: Limit) -> None:
    turned = replace(receipt, pauses=receipt.pauses[::-1])
    assert handling_by(turned, limit, calendar) == handling_by(receipt, limit, calendar)
