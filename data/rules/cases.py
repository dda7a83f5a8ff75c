"""Single cases as of any moment: their state, on-time rates, bands of age for what is open.

Feedback and dossiers alike. Moments are aware datetimes; what happened after `as_of` is not known yet, so
that the past can be asked about. Source: domain.md sections 1 (states) and 2 (on-time rate, due dates).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from data.contracts import Ratio
from data.rules import timeliness
from data.rules.working_time import local

Outcome: TypeAlias = Literal["resolved", "rejected", "forwarded"]
State: TypeAlias = Literal[
    "open_in_time",
    "open_due_soon",
    "open_overdue",
    "closed_early",
    "closed_on_time",
    "closed_late",
    "rejected",
    "forwarded",
]

STATES: tuple[State, ...] = get_args(State)
OPEN: tuple[State, ...] = ("open_in_time", "open_due_soon", "open_overdue")


@dataclass(frozen=True, slots=True)
class CaseTimes:
    """When things happened to one case. `due_at` is None only while its clock stands still.

    `closed_at` is the last closing, also of rejected and forwarded cases. Raises ValueError for moments that
    contradict each other, and for a resolved case that nothing was due for.
    """

    received_at: dt.datetime
    due_at: dt.datetime | None
    accepted_at: dt.datetime | None = None
    first_response_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    outcome: Outcome | None = None
    reopened: int = 0

    def __post_init__(self) -> None:
        if (self.closed_at is None) != (self.outcome is None):
            raise ValueError("a case is closed with an outcome, and open without one")
        if self.outcome == "resolved" and self.due_at is None:
            raise ValueError("a resolved case needs a due date to be judged by")
        later = (self.accepted_at, self.first_response_at, self.closed_at)
        if any(moment is not None and moment < self.received_at for moment in later):
            raise ValueError(f"something happened before the receipt at {self.received_at}")


@dataclass(frozen=True, slots=True)
class Tally:
    """Number of cases in each state."""

    open_in_time: int = 0
    open_due_soon: int = 0
    open_overdue: int = 0
    closed_early: int = 0
    closed_on_time: int = 0
    closed_late: int = 0
    rejected: int = 0
    forwarded: int = 0


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Cases open for `low` to `high` days, both included; no `high` where the band has no end."""

    label: str
    low: int
    high: int | None


AGE_BANDS: tuple[AgeBand, ...] = (
    AgeBand("dưới 1 ngày", 0, 0),
    AgeBand("1\N{EN DASH}3 ngày", 1, 3),
    AgeBand("4\N{EN DASH}7 ngày", 4, 7),
    AgeBand("8\N{EN DASH}15 ngày", 8, 15),
    AgeBand("16\N{EN DASH}30 ngày", 16, 30),
    AgeBand("trên 30 ngày", 31, None),
)
"""The rungs of the ageing ladder, our choice, in calendar days: citizens wait on Sundays too."""


def is_received(case: CaseTimes, as_of: dt.datetime) -> bool:
    """Tell whether a case existed at a moment."""
    return case.received_at <= as_of


def is_open(case: CaseTimes, as_of: dt.datetime) -> bool:
    """Tell whether a case had been received and not yet closed at a moment."""
    return is_received(case, as_of) and (case.closed_at is None or case.closed_at > as_of)


def state(case: CaseTimes, as_of: dt.datetime, soon: dt.timedelta) -> State | None:
    """Tell where a case stood at a moment; None where it had not been received yet.

    Due soon: due within `soon`, the due moment itself included. Nothing is overdue or late at that moment.
    """
    if not is_received(case, as_of):
        return None
    return _open_state(case, as_of, soon) if is_open(case, as_of) else _closed_state(case)


def state_on(case: CaseTimes, day: dt.date) -> State | None:
    """Tell where a case stood at the end of a day, counted by days as pages count: overdue from the next day.

    None where it had not been received by then.
    """
    if local(case.received_at).date() > day:
        return None
    if case.closed_at is not None and local(case.closed_at).date() <= day:
        return _closed_state(case)
    if case.due_at is None or local(case.due_at).date() > day:
        return "open_in_time"
    return "open_overdue" if local(case.due_at).date() < day else "open_due_soon"


def _open_state(case: CaseTimes, as_of: dt.datetime, soon: dt.timedelta) -> State:
    if case.due_at is None or case.due_at > as_of + soon:
        return "open_in_time"
    return "open_overdue" if case.due_at < as_of else "open_due_soon"


def _closed_state(case: CaseTimes) -> State | None:
    """Judge a closing: early is on a day before the due day, in Vietnam; on time is by the due moment."""
    if case.outcome != "resolved":
        return case.outcome
    if case.closed_at is None or case.due_at is None:
        return None
    if case.closed_at > case.due_at:
        return "closed_late"
    return "closed_early" if local(case.closed_at).date() < local(case.due_at).date() else "closed_on_time"


def tally(cases: Iterable[CaseTimes], as_of: dt.datetime, soon: dt.timedelta) -> Tally:
    """Count cases by their state at a moment; those received later are not counted."""
    found = [state(case, as_of, soon) for case in cases]
    return Tally(**{name: found.count(name) for name in STATES})


def on_time(counts: Tally) -> Ratio:
    """On-time rate, early included, of resolved cases; rejected and forwarded ones are left out.

    Source: domain.md section 1 (they leave the denominator).
    """
    return timeliness.on_time(counts.closed_early + counts.closed_on_time, counts.closed_late)


def strict(counts: Tally) -> Ratio:
    """On-time rate that counts open overdue cases as failures."""
    return timeliness.strict(
        counts.closed_early + counts.closed_on_time, counts.closed_late, counts.open_overdue
    )


def reopened(cases: Iterable[CaseTimes], as_of: dt.datetime) -> Ratio:
    """Cases that had to be opened again, of all received by a moment."""
    received = [case for case in cases if is_received(case, as_of)]
    return Ratio(sum(case.reopened > 0 for case in received), len(received))
