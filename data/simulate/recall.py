"""How many of the planted anomalies the product names, and what it names that nobody planted.

A lateness or discontent planted into the cases received in a month shows when they are closed, so findings of
the month after it count too. Later findings of what sums up several months, while these reach back to what
was planted, and discontent with planted lateness, are echoes: neither found nor false.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from data.contracts import Answer, Catalogue, Ratio
from data.rollups.case_months import shifted
from data.rules.unusual import MONTHS_BEFORE, WINDOW

Ask: TypeAlias = Callable[[str, str, str], Answer]
"""Answers a question by its name, about a locality by its slug, in a period by its code."""

SHOWS_LATER = frozenset({"slowdown", "dissatisfaction"})


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, or what was planted: kind of case, what it is, its unit, first day of the (first) month.

    `months` says how long what was planted lasts; it does not part two findings.
    """

    kind: str
    anomaly: str
    unit: str
    month: dt.date
    months: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Score:
    """Planted anomalies found of those in months judged, by what they are; other findings of unit-months."""

    recall: Mapping[str, Ratio]
    false_alarms: Mapping[str, Ratio]
    unjudged: int


def planted(truth: Mapping[str, Any]) -> list[Found]:
    """Read what was planted from the truth that the simulation wrote."""
    return [
        Found(
            each["kind"],
            each["anomaly"],
            each["unit"],
            dt.date.fromisoformat(f"{each['month']}-01"),
            each["months"],
        )
        for each in truth["planted"]
    ]


def found_in(
    catalogue: Catalogue, kinds: Sequence[str], ask: Ask
) -> tuple[list[Found], dict[str, list[dt.date]], int]:
    """Ask every simulated place about every month that has a year before it, as a leader would.

    Gives the findings, the months asked about by locality, and how many units they have together.
    """
    found, months, units = [], {}, 0
    for place in (ref for ref in catalogue.localities if ref.is_simulated):
        known = [period for period in place.periods if period.kind == "month"]
        judged = known[MONTHS_BEFORE:-1]
        months[place.slug] = [period.start for period in judged]
        units += sum(unit.is_commune for unit in place.units)
        for period in judged:
            for kind in kinds:
                answer = ask(f"{kind}_unusual", place.slug, period.code)
                found += [
                    Found(kind, row["kind"], row["unit_address"], period.start)
                    for row in answer.frame.to_dict("records")
                    if row["kind"]
                ]
    return found, months, units


def score(truth: Sequence[Found], found: Collection[Found], months: Collection[dt.date], units: int) -> Score:
    """Hold findings against what was planted, of the months judged."""
    judged = [each for each in truth if each.month in months]
    told = frozenset(found)
    explained = {trace for each in truth for trace in (*_traces(each), *_echoes(each))}
    kinds = sorted({each.anomaly for each in truth})
    recall = {
        kind: Ratio(
            sum(any(trace in told for trace in _traces(each)) for each in judged if each.anomaly == kind),
            sum(each.anomaly == kind for each in judged),
        )
        for kind in kinds
    }
    unit_months = units * len(months)
    alarms = {
        kind: Ratio(sum(each.anomaly == kind and each not in explained for each in told), unit_months * 2)
        for kind in kinds
    }
    return Score(recall, alarms, len(truth) - len(judged))


def _traces(each: Found) -> list[Found]:
    """Where a planted anomaly shows: in its months; in the next one what shows when cases are closed."""
    months = each.months + (each.anomaly in SHOWS_LATER)
    return [replace(each, month=shifted(each.month, at)) for at in range(months)]


def _echoes(each: Found) -> list[Found]:
    """Findings that a planted anomaly brings about besides."""
    if each.anomaly == "dissatisfaction":
        late = range(each.months + 1, each.months + WINDOW)
        return [replace(each, month=shifted(each.month, at)) for at in late]
    if each.anomaly == "slowdown":
        angry = replace(each, anomaly="dissatisfaction")
        return [replace(angry, month=shifted(each.month, at)) for at in range(each.months + WINDOW)]
    return []
