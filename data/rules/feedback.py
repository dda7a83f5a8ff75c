"""Counts of citizens' feedback: who has figures, what they sum up to, and whether a printed total agrees.

Source: domain.md sections 1 (states of a case) and 2 (no figure is not zero; conflicts).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

from data.rules.conflicts import total_agrees

Row: TypeAlias = Mapping[str, Any]


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


def with_figures(rows: Iterable[Row]) -> list[Row]:
    """Keep rows that have counts: a unit that no source mentions has none, which is not zero."""
    return [row for row in rows if row["received"] is not None]


def summed(rows: Iterable[Row]) -> Counts:
    """Add up rows that have counts; of no row all counts are 0, so ask first whether there is one."""
    known = list(rows)
    return Counts(**{name: sum(int(row[name]) for row in known) for name in COUNTS})


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
