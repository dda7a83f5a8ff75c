"""States of cases as of any moment, rates, bands of age: known cases and what always adds up."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Ratio
from data.rules.cases import (
    AGE_BANDS,
    OPEN,
    STATES,
    CaseTimes,
    Outcome,
    Tally,
    is_open,
    on_time,
    reopened,
    state,
    strict,
    tally,
)
from tests.unit.data.rules.calendars import at

SOON = dt.timedelta(days=2)
MINUTE = dt.timedelta(minutes=1)
RECEIVED, DUE = at(2, 11, 9), at(9, 11, 17)
moments = st.integers(0, 90 * 24 * 60).map(lambda minutes: RECEIVED + minutes * MINUTE)
"""Ninety days, so that what happens to a case falls before and after the day it is looked at."""

OUTCOMES: tuple[Outcome | None, ...] = (None, "resolved", "rejected", "forwarded")
OPEN_CASE = CaseTimes(RECEIVED, DUE)


def closed(when: dt.datetime, outcome: Outcome = "resolved") -> CaseTimes:
    return replace(OPEN_CASE, closed_at=when, outcome=outcome)


@st.composite
def any_cases(draw: st.DrawFn) -> CaseTimes:
    received = draw(moments)
    later = st.integers(0, 60 * 24 * 60).map(lambda minutes: received + minutes * MINUTE)
    outcome = draw(st.sampled_from(OUTCOMES))
    return CaseTimes(
        received_at=received,
        due_at=draw(later if outcome == "resolved" else st.none() | later),
        first_response_at=draw(st.none() | later),
        closed_at=draw(later) if outcome else None,
        outcome=outcome,
        reopened=draw(st.integers(0, 2)),
    )


many_cases = st.lists(any_cases(), max_size=20)


# -------------------------------------------------------------------------------------------- states


@pytest.mark.parametrize(
    "as_of,expected",
    [
        (RECEIVED - MINUTE, None),
        (RECEIVED, "open_in_time"),
        (DUE - SOON - MINUTE, "open_in_time"),
        (DUE - SOON, "open_due_soon"),
        (DUE, "open_due_soon"),
        (DUE + MINUTE, "open_overdue"),
    ],
)
def test_an_open_case_grows_late_without_a_write(as_of: dt.datetime, expected: str | None) -> None:
    assert state(OPEN_CASE, as_of, SOON) == expected
    assert state(closed(DUE + 2 * MINUTE), as_of, SOON) == expected


@pytest.mark.parametrize(
    "closed_at,expected",
    [
        (RECEIVED, "closed_early"),
        (at(8, 11, 23, 59), "closed_early"),
        (at(9, 11, 0), "closed_on_time"),
        (DUE, "closed_on_time"),
        (DUE + MINUTE, "closed_late"),
    ],
)
def test_a_closed_case_is_judged_by_its_due_day_and_moment(closed_at: dt.datetime, expected: str) -> None:
    assert state(closed(closed_at), at(1, 12, 9), SOON) == expected
    assert state(closed(closed_at.astimezone(dt.UTC)), at(1, 12, 9), SOON) == expected


def test_rejected_and_forwarded_cases_are_never_late() -> None:
    for outcome in ("rejected", "forwarded"):
        assert state(closed(DUE + SOON, outcome), DUE + SOON, SOON) == outcome
        assert state(closed(DUE + SOON, outcome), DUE + SOON - MINUTE, SOON) == "open_overdue"


def test_a_case_whose_clock_stands_still_is_in_time() -> None:
    waiting = CaseTimes(RECEIVED, None)
    assert state(waiting, at(1, 12, 9), SOON) == "open_in_time"


@pytest.mark.parametrize(
    "changes",
    [
        {"closed_at": DUE},
        {"outcome": "resolved"},
        {"due_at": None, "closed_at": DUE, "outcome": "resolved"},
        {"closed_at": RECEIVED - MINUTE, "outcome": "rejected"},
        {"accepted_at": RECEIVED - MINUTE},
        {"first_response_at": RECEIVED - MINUTE},
    ],
)
def test_moments_that_contradict_each_other_are_refused(changes: dict) -> None:
    with pytest.raises(ValueError, match=r"closed|resolved|happened"):
        replace(OPEN_CASE, **changes)


@given(any_cases(), moments)
def test_a_received_case_has_exactly_one_state(case: CaseTimes, as_of: dt.datetime) -> None:
    found = state(case, as_of, SOON)
    assert (found is None) == (case.received_at > as_of)
    assert (found in OPEN) == is_open(case, as_of)
    assert found is None or found in STATES


@given(any_cases(), moments, moments)
def test_states_only_move_forward(case: CaseTimes, first: dt.datetime, second: dt.datetime) -> None:
    order = [None, *STATES]
    earlier, later = (state(case, moment, SOON) for moment in sorted([first, second]))
    assert order.index(earlier) <= order.index(later)
    assert earlier in {None, *OPEN} or earlier == later


# --------------------------------------------------------------------------------------------- rates


def test_tan_chau_2022_from_single_cases() -> None:
    cases = [
        *[closed(at(5, 11, 9))] * 9,
        *[closed(DUE)] * 20,
        *[closed(DUE + MINUTE)] * 8,
        *[closed(DUE, "rejected")] * 3,
        *[closed(DUE, "forwarded")] * 2,
        *[OPEN_CASE] * 4,
    ]
    counts = tally(cases, at(1, 12, 9), SOON)
    assert counts == Tally(
        closed_early=9, closed_on_time=20, closed_late=8, rejected=3, forwarded=2, open_overdue=4
    )
    assert on_time(counts) == Ratio(29, 37)
    assert strict(counts) == Ratio(29, 41)


@given(many_cases, moments)
def test_every_received_case_is_counted_once(cases: list[CaseTimes], as_of: dt.datetime) -> None:
    counts = tally(cases, as_of, SOON)
    assert sum(asdict(counts).values()) == sum(case.received_at <= as_of for case in cases)
    resolved = [case for case in cases if case.outcome == "resolved" and case.closed_at]
    known = [case for case in resolved if case.closed_at and case.closed_at <= as_of]
    punctual = [case for case in known if case.closed_at and case.due_at and case.closed_at <= case.due_at]
    assert on_time(counts) == Ratio(len(punctual), len(known))
    assert strict(counts).total == len(known) + counts.open_overdue


@given(many_cases, moments, st.integers(0, 20))
def test_a_wider_soon_takes_only_from_cases_in_time(
    cases: list[CaseTimes], as_of: dt.datetime, more: int
) -> None:
    narrow, wide = (tally(cases, as_of, soon) for soon in (SOON, SOON + dt.timedelta(days=more)))
    assert narrow.open_due_soon <= wide.open_due_soon
    assert narrow.open_in_time + narrow.open_due_soon == wide.open_in_time + wide.open_due_soon
    same = {"open_in_time": 0, "open_due_soon": 0}
    assert replace(narrow, **same) == replace(wide, **same)


# ------------------------------------------------------------------------------------ ages, re-opened


def test_reopened_cases_of_all_received() -> None:
    cases = [OPEN_CASE, replace(OPEN_CASE, reopened=2), replace(OPEN_CASE, received_at=DUE, reopened=1)]
    assert reopened(cases, at(3, 11, 9)) == Ratio(1, 2)


def test_bands_follow_each_other_without_a_gap() -> None:
    assert AGE_BANDS[0].low == 0
    assert AGE_BANDS[-1].high is None
    assert [band.low for band in AGE_BANDS[1:]] == [
        band.high + 1 for band in AGE_BANDS if band.high is not None
    ]
