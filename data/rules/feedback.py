"""Counts of citizens' feedback: who has figures, what they sum up to, and whether a printed total agrees.

Source: domain.md sections 1 (states of a case) and 2 (no figure is not zero; conflicts).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeAlias

from data.contracts import Interval, Ratio
from data.rules.conflicts import total_agrees
from data.rules.timeliness import Satisfaction, satisfaction

Row: TypeAlias = Mapping[str, Any]

_MINUTES_OF_HOUR = 60


@dataclass(frozen=True, slots=True)
class Counts:
    """Cases by state (received is all of them) and, for those that were rated, by rating."""

    received: int = 0
    open_in_time: int = 0
    open_overdue: int = 0
    closed_on_time: int = 0
    closed_late: int = 0
    satisfied: int = 0
    accepted: int = 0
    dissatisfied: int = 0


COUNTS = tuple(field.name for field in fields(Counts))

OF_CASES = ("came", "failed", "responded", "reopened", "response_minutes")
"""What only single cases tell of a unit: cases received in the period, late or dissatisfied ones each once,
those answered a first time, opened again, minutes until the first answers. None where it reported counts."""


@dataclass(frozen=True, slots=True)
class Service:
    """What cases received in a period tell beyond the form: None where no unit has single cases.

    `responded` and `reopened` are of the cases received; `response_hours` is the mean until the first answer,
    round the clock, since citizens wait on Sundays too.
    """

    responded: Ratio | None = None
    reopened: Ratio | None = None
    response_hours: float | None = None


def with_figures(rows: Iterable[Row]) -> list[Row]:
    """Keep rows that have counts: a unit that no source mentions has none, which is not zero."""
    return [row for row in rows if row["received"] is not None]


def summed(rows: Iterable[Row]) -> Counts:
    """Add up rows that have counts; of no row all counts are 0, so ask first whether there is one."""
    known = list(rows)
    return Counts(**{name: sum(int(row[name]) for row in known) for name in COUNTS})


def by_case(rows: Iterable[Row]) -> list[Row]:
    """Keep rows whose counts are those of single cases."""
    return [row for row in rows if row["failed"] is not None]


def served(rows: Iterable[Row]) -> Service:
    """Sum up first answers and re-openings of the units that have cases.

    Both belong to the month of receipt, and are known as of today: a first answer after the day asked for is
    counted, since the aggregates keep no day of it.
    """
    found = by_case(rows)
    if not found:
        return Service()
    came, responded, reopened, minutes = (
        sum(int(row[name]) for row in found) for name in ("came", "responded", "reopened", "response_minutes")
    )
    hours = minutes / _MINUTES_OF_HOUR / responded if responded else None
    return Service(Ratio(responded, came), Ratio(reopened, came), hours)


def satisfied(rows: Iterable[Row]) -> Satisfaction:
    """Three figures of satisfaction of some units together, rows with figures only.

    Of single cases it is known which are late and dissatisfied at once, so their part of the figure of Quyết
    định 766/QĐ-TTg is exact; reported counts leave an interval.
    """
    known = list(rows)
    exact = by_case(known)
    told = summed(row for row in known if row["failed"] is None)
    own = summed(exact)
    left = own.received - sum(int(row["failed"]) for row in exact)
    reported = _satisfaction(told).decision_766
    return replace(
        _satisfaction(summed(known)),
        decision_766=Interval(reported.low + left, reported.high + left, reported.total + own.received),
    )


def _satisfaction(counts: Counts) -> Satisfaction:
    return satisfaction(
        counts.received, counts.closed_late, counts.satisfied, counts.accepted, counts.dissatisfied
    )


def compared(units: Iterable[Row], printed: Iterable[Row]) -> dict[str, bool]:
    """Tell for each count whether every printed total is the sum of the units; empty where none is printed.

    Example: S0 line 373 prints 37 received, which is the sum of lines 374-382.
    """
    known, totals = list(units), list(printed)
    parts = {name: [int(row[name]) for row in known] for name in COUNTS}
    return {
        name: all(total_agrees(total[name], parts[name]) is not False for total in totals)
        for name in COUNTS
        if totals and known
    }
