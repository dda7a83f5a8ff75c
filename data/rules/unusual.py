"""What a unit's month has that chance and season do not explain: more or fewer cases, lateness, discontent.

A month is held against the unit's own twelve months before. Every comparison is binomial: of 10.000 units
like themselves at most one is named by chance, in each direction; by discontent one of 1.000, in the month
or in the last three months together, since few cases are rated (docs/anomalies.md says what each choice
finds). Source: issue "Timeliness" (anomalies); Przyborowski and Wilenski (1940) for two counts compared
through their sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal, TypeAlias

from data.rules.funnel import ALARM, limits

Kind: TypeAlias = Literal["surge", "silence", "slowdown", "dissatisfaction"]

LEVEL = 0.9998
"""Two-sided: 1 of 10.000 on each side."""

MONTHS_BEFORE = 12
WINDOW = 3
"""Months that ratings are summed up over, the month judged the last: a dozen a month tell too little."""

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

    @property
    def discontent(self) -> tuple[int, int]:
        """Dissatisfied of those rated."""
        return self.dissatisfied, self.rated


@dataclass(frozen=True, slots=True)
class Finding:
    """Something unusual: `n` where chance explains `low` to `high`, of `total` (0 for plain counts).

    `months` are those that were summed up, the month judged the last.
    """

    kind: Kind
    n: int
    low: int
    high: int
    total: int = 0
    months: int = 1


@dataclass(frozen=True, slots=True)
class Spans:
    """What is known of a unit, or of all units together.

    `now` is the month judged, `recent` the last WINDOW months with it, `before` the MONTHS_BEFORE before it.
    """

    now: Sums
    recent: Sums
    before: Sums

    @property
    def earlier(self) -> tuple[int, int]:
        """Discontent of the months before the window."""
        in_window = (self.recent.dissatisfied - self.now.dissatisfied, self.recent.rated - self.now.rated)
        return self.before.dissatisfied - in_window[0], self.before.rated - in_window[1]


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


def findings(unit: Spans, whole: Spans, factor: float) -> list[Finding]:
    """Name what is unusual in a unit's month; `whole` are all units, `factor` is the season's (`season`).

    Rates are held against the worse of the unit's own and all units' before: who is always slow is named by
    the league table, not here.
    """
    now, before = unit.now, unit.before
    if before.received < ENOUGH_BEFORE:
        return []
    usual = max(_share(before.late, before.closed), _share(whole.before.late, whole.before.closed))
    return [
        *_count(now.received, before.received, factor),
        *_rate("slowdown", (now.late, now.closed), usual, LEVEL),
        *_discontent(unit, whole),
    ]


def _discontent(unit: Spans, whole: Spans) -> list[Finding]:
    """Hold the ratings of the month against those before it; failing that, those of the window."""
    before = max(_share(*unit.before.discontent), _share(*whole.before.discontent))
    if found := _rate("dissatisfaction", unit.now.discontent, before, ALARM):
        return found
    earlier = max(_share(*unit.earlier), _share(*whole.earlier))
    recent = _rate("dissatisfaction", unit.recent.discontent, earlier, ALARM)
    return [replace(each, months=WINDOW) for each in recent]


def _count(n: int, before: int, factor: float) -> list[Finding]:
    """Compare two counts through their sum: exact, the uncertainty of the months before included."""
    total = n + before
    chance = limits(factor / (1 + factor), total, LEVEL)
    if n > chance.high:
        return [Finding("surge", n, chance.low, chance.high)]
    return [Finding("silence", n, chance.low, chance.high)] if n < chance.low else []


def _rate(kind: Kind, counts: tuple[int, int], usual: float, level: float) -> list[Finding]:
    n, total = counts
    chance = limits(usual, total, level)
    return [Finding(kind, n, chance.low, chance.high, total)] if n > chance.high else []


def _share(n: int, total: int) -> float:
    return n / total if total else 0.0
