"""What a unit's month has that chance and season do not explain: more or fewer cases, lateness, discontent.

A month is held against the unit's own twelve months before. Every comparison is binomial: of 10.000 units
like themselves at most one is named by chance, in each direction. Source: issue "Timeliness" (anomalies);
Przyborowski and Wilenski (1940) for two counts compared through their sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Literal, TypeAlias

from data.rules.funnel import limits

Kind: TypeAlias = Literal["surge", "silence", "slowdown", "dissatisfaction"]

LEVEL = 0.9998
"""Two-sided: 1 of 10.000 on each side."""

MONTHS_BEFORE = 12
ENOUGH_BEFORE = 30
"""Cases in the months before, below which a month cannot be called unusual."""

UNITS_FOR_SEASON = 5
"""Units from which their median tells the season; fewer could not tell it from what one of them does."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts of a unit in some months: received; closed, those late; rated, those dissatisfied."""

    received: int = 0
    closed: int = 0
    late: int = 0
    rated: int = 0
    dissatisfied: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something unusual: `n` where chance explains `low` to `high`, of `total` (0 for plain counts)."""

    kind: Kind
    n: int
    low: int
    high: int
    total: int = 0


def season(now: Mapping[str, Sums], before: Mapping[str, Sums], months: int) -> float:
    """Tell how many cases a month has for each that the months before had, by the median of the units.

    A median, so that no unit that is unusual itself makes the others look so. An even share of the months
    where units are few.
    """
    found = [
        now.get(unit, Sums()).received / sums.received
        for unit, sums in before.items()
        if sums.received >= ENOUGH_BEFORE
    ]
    return median(found) if len(found) >= UNITS_FOR_SEASON else 1 / max(months, 1)


def findings(now: Sums, before: Sums, whole_before: Sums, factor: float) -> list[Finding]:
    """Name what is unusual in a unit's month; `factor` is the season's (`season`).

    Rates are held against the worse of the unit's own and all units' before: who is always slow is named by
    the league table, not here.
    """
    if before.received < ENOUGH_BEFORE:
        return []
    return [
        *_count(now.received, before.received, factor),
        *_rate("slowdown", now.late, now.closed, _worse((before.late, before.closed), whole_before)),
        *_rate(
            "dissatisfaction",
            now.dissatisfied,
            now.rated,
            _worse_rating((before.dissatisfied, before.rated), whole_before),
        ),
    ]


def _count(n: int, before: int, factor: float) -> list[Finding]:
    """Compare two counts through their sum: exact, the uncertainty of the months before included."""
    total = n + before
    chance = limits(factor / (1 + factor), total, LEVEL)
    if n > chance.high:
        return [Finding("surge", n, chance.low, chance.high)]
    return [Finding("silence", n, chance.low, chance.high)] if n < chance.low else []


def _rate(kind: Kind, n: int, total: int, usual: float) -> list[Finding]:
    chance = limits(usual, total, LEVEL)
    return [Finding(kind, n, chance.low, chance.high, total)] if n > chance.high else []


def _worse(own: tuple[int, int], whole: Sums) -> float:
    return max(_share(*own), _share(whole.late, whole.closed))


def _worse_rating(own: tuple[int, int], whole: Sums) -> float:
    return max(_share(*own), _share(whole.dissatisfied, whole.rated))


def _share(n: int, total: int) -> float:
    return n / total if total else 0.0
