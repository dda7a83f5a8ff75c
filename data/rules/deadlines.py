"""When a case is due: limits in working days or hours, a clock for acceptance and one for handling, pauses.

Source: domain.md section 2 (due dates). A term in days does not count its first day (Bộ luật Dân sự 2015,
Điều 147 khoản 2) and ends when the office closes on its last one: our choice, since nobody takes a result
home after hours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from data.rules.working_time import (
    Calendar,
    add_working_days,
    add_working_hours,
    add_working_time,
    counting_day,
    working_time_between,
)

Clock: TypeAlias = Literal["acceptance", "handling"]


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a clock may run, in working days or working hours, and the document that says so.

    An empty category or urgency stands for any. Raises ValueError for less than one day or hour.
    """

    amount: int
    unit: Literal["days", "hours"]
    category: str
    urgency: str
    document: str
    clock: Clock = "handling"

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"a limit of {self.amount} {self.unit} leaves no time")


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that is not the office's, such as waiting for the citizen; without an `end` it lasts still.

    Raises ValueError where it ends before it starts.
    """

    start: dt.datetime
    end: dt.datetime | None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a pause ends at {self.end}, before its start at {self.start}")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a case's due dates depend on. Raises ValueError where it was accepted before it was received."""

    received_at: dt.datetime
    category: str = ""
    urgency: str = ""
    accepted_at: dt.datetime | None = None
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        if self.accepted_at is not None and self.accepted_at < self.received_at:
            raise ValueError(f"accepted at {self.accepted_at}, before the receipt at {self.received_at}")


@dataclass(frozen=True, slots=True)
class Due:
    """Until when a case must be accepted and handled; None without a limit and while a clock stands still."""

    acceptance_by: dt.datetime | None
    handling_by: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Run:
    """A clock's way from its start to its due moment, None while it stands still, and what stopped it."""

    limit: Limit
    start: dt.datetime
    due: dt.datetime | None
    pauses: tuple[Pause, ...]


def find_limit(limits: Iterable[Limit], clock: Clock, category: str, urgency: str) -> Limit | None:
    """Give the most specific limit of a clock: by both, by category, by urgency, for any; None for none.

    Raises ValueError where two limits say the same of different terms: a case has one due date.
    """
    fitting = [
        limit
        for limit in limits
        if limit.clock == clock and limit.category in ("", category) and limit.urgency in ("", urgency)
    ]
    if len({(limit.category, limit.urgency) for limit in fitting}) < len(fitting):
        raise ValueError(f"two limits for the {clock} of category {category!r}, urgency {urgency!r}")
    return max(fitting, key=lambda limit: (bool(limit.category), bool(limit.urgency)), default=None)


def due(receipt: Receipt, limits: Sequence[Limit], calendar: Calendar) -> Due:
    """Compute until when a case must be accepted and handled.

    Received out of hours counts from the next working minute. Handling starts with the acceptance, at the
    latest when that was due, and with the receipt where no limit is set for accepting: accepting late must
    not move what the citizen was promised.
    """
    acceptance, handling = runs(receipt, limits, calendar)
    return Due(
        acceptance_by=acceptance.due if acceptance else None,
        handling_by=handling.due if handling else None,
    )


def runs(receipt: Receipt, limits: Sequence[Limit], calendar: Calendar) -> tuple[Run | None, Run | None]:
    """Let the clocks of acceptance and handling run; None where no limit is set or no start is known yet."""
    acceptance = _run("acceptance", receipt.received_at, receipt, limits, calendar)
    return acceptance, _run("handling", _start_of_handling(receipt, acceptance), receipt, limits, calendar)


def _start_of_handling(receipt: Receipt, acceptance: Run | None) -> dt.datetime | None:
    if acceptance is None:
        return receipt.received_at
    known = [moment for moment in (receipt.accepted_at, acceptance.due) if moment is not None]
    return min(known, default=None)


def _run(
    clock: Clock,
    start: dt.datetime | None,
    receipt: Receipt,
    limits: Sequence[Limit],
    calendar: Calendar,
) -> Run | None:
    limit = find_limit(limits, clock, receipt.category, receipt.urgency)
    if limit is None or start is None:
        return None
    return _paused(Run(limit, start, _without_pauses(limit, start, calendar), ()), receipt.pauses, calendar)


def _paused(run: Run, pauses: Iterable[Pause], calendar: Calendar) -> Run:
    """Let pauses stop a clock: each moves the due moment by exactly its own working time."""
    for pause in _apart(pauses, run.start):
        if run.due is None or pause.start >= run.due:
            break
        moved = pause.end and add_working_time(
            calendar, run.due, working_time_between(calendar, pause.start, pause.end)
        )
        run = replace(run, due=moved, pauses=(*run.pauses, pause))
    return run


def _without_pauses(limit: Limit, start: dt.datetime, calendar: Calendar) -> dt.datetime:
    if limit.unit == "hours":
        return add_working_hours(calendar, start, limit.amount)
    return calendar.closing(add_working_days(calendar, counting_day(calendar, start), limit.amount))


def _apart(pauses: Iterable[Pause], start: dt.datetime) -> list[Pause]:
    """Give the pauses after `start` in order, those that overlap cut so that no minute counts twice."""
    found: list[Pause] = []
    reached: dt.datetime | None = start
    for pause in sorted(pauses, key=lambda pause: pause.start):
        if reached is None:
            break
        if pause.end is None or pause.end > reached:
            found.append(Pause(max(pause.start, reached), pause.end, pause.reason))
            reached = pause.end
    return found
