"""Drawing the cases of a month for all communes at once, as arrays of whole numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.rollups.cases_days import CaseKind
from data.simulate.anomalies import Anomaly, Planted
from data.simulate.plan import (
    CATEGORIES,
    CHANNELS,
    DAY_OFF,
    GROWTH_A_MONTH,
    SEASON,
    URGENCY_SHARES,
    URGENT_HOURS,
    WEEKDAYS,
    Plan,
)
from data.simulate.working_clock import DAY_SECONDS, Seconds, WorkingClock

NONE = -1
"""Stands for NULL in every column."""

OUTCOME_SHARES = (0.93, 0.04, 0.03)
RATED = 0.3
DISSATISFIED = 0.09
LATE_DISSATISFIED = 0.3
BACKLOG = 0.004
"""Share of cases that nobody closes."""

IN_OFFICE_HOURS = 0.82
OUTLIERS = 0.006
USUAL_RATIO = 0.55
"""Median of handling time over the limit."""


@dataclass(frozen=True, slots=True)
class World:
    """What stays the same in all months: weights and slowness of communes, clock, end of what is known."""

    plan: Plan
    kind: CaseKind
    clock: WorkingClock
    months: Sequence[dt.date]
    planted: Sequence[Planted]
    weights: npt.NDArray[np.float64]
    slowness: npt.NDArray[np.float64]
    end: int

    @classmethod
    def make(
        cls,
        plan: Plan,
        kind: CaseKind,
        clock: WorkingClock,
        months: Sequence[dt.date],
        planted: Sequence[Planted],
    ) -> World:
        """Draw what communes are like: sizes differ severalfold, ways of working by a tenth."""
        draw = np.random.default_rng([plan.seed, 1, len(kind)])
        weights = draw.lognormal(0, 0.55, plan.communes)
        slowness = draw.lognormal(0, 0.1, plan.communes)
        end = int(plan.until.timestamp()) - clock.epoch
        return cls(plan, kind, clock, months, planted, weights / weights.sum(), slowness, end)

    def factors(self, month: dt.date, anomaly: Anomaly) -> npt.NDArray[np.float64]:
        """How many times the usual each commune has in a month: 1 without an anomaly."""
        found = np.ones(self.plan.communes)
        for planted in self.planted:
            if planted.anomaly == anomaly and planted.covers(month):
                found[planted.commune] = planted.factor
        return found


def day_loads(world: World) -> npt.NDArray[np.float64]:
    """Share of all cases that each day of the clock gets: growth, season, weekday, days off."""
    start, last = world.months[0], world.plan.until.date()
    loads = np.zeros(len(world.clock.is_working))
    for passed in range((start - world.clock.first).days, (last - world.clock.first).days + 1):
        day = world.clock.first + dt.timedelta(days=passed)
        months = (day.year - start.year) * 12 + day.month - start.month
        is_off = not world.clock.is_working[passed] and WEEKDAYS[day.weekday()] > DAY_OFF * 2
        usual = DAY_OFF if is_off else WEEKDAYS[day.weekday()]
        loads[passed] = usual * SEASON[day.month - 1] * GROWTH_A_MONTH**months
    shares: npt.NDArray[np.float64] = loads / loads.sum()
    return shares


def draw_month(world: World, loads: npt.NDArray[np.float64], at: int) -> dict[str, Seconds]:
    """Draw the cases received in month `at`: one array a column, moments in seconds of the clock."""
    month = world.months[at]
    draw = np.random.default_rng([world.plan.seed, 2, len(world.kind), at])
    commune, received = _receipts(world, loads, month, draw)
    size = len(commune)
    categories = CATEGORIES[world.kind]
    category = draw.choice(len(categories), size, p=[category.share for category in categories])
    is_feedback = world.kind == "feedback"
    urgency = draw.choice(3, size, p=URGENCY_SHARES) if is_feedback else np.zeros(size, dtype=np.int64)
    due = _due(world, received, category, urgency)
    moments = _handled(world, month, commune, received, due, draw)
    outcome = np.where(moments["closed"] == NONE, NONE, draw.choice(3, size, p=OUTCOME_SHARES))
    is_late = (moments["closed"] > due) & (outcome == 0)
    more = world.factors(month, "dissatisfaction")[commune]
    extra = {} if is_feedback else _dossier(at, len(world.months), draw, size)
    return {
        "commune": commune,
        "category": category,
        "urgency": urgency,
        "channel": draw.integers(0, len(CHANNELS[world.kind]), size),
        "received": received,
        "due": due,
        **moments,
        "outcome": outcome,
        "rating": _ratings(outcome, is_late, more, draw),
        "reopened": np.where(_some(draw, size, 0.02), 1 + _some(draw, size, 0.1), 0),
        **extra,
    }


def _receipts(
    world: World, loads: npt.NDArray[np.float64], month: dt.date, draw: np.random.Generator
) -> tuple[Seconds, Seconds]:
    """Communes and moments of receipt: most in office hours, some in the evening, none after the end."""
    first = (month - world.clock.first).days
    last = ((month + dt.timedelta(days=31)).replace(day=1) - world.clock.first).days
    load = world.factors(month, "surge") * world.factors(month, "silence") * world.weights
    expected = np.outer(load, loads[first:last]) * world.plan.expected.of(world.kind)
    numbers = draw.poisson(expected)
    commune, day = np.nonzero(numbers)
    times = numbers[commune, day]
    commune, day = np.repeat(commune, times), np.repeat(day + first, times)
    hour = np.where(
        _some(draw, len(day), IN_OFFICE_HOURS),
        draw.triangular(7, 9, 17, len(day)),
        draw.uniform(6, 22, len(day)),
    )
    received = day * DAY_SECONDS + (hour * 3600).astype(np.int64)
    known = received <= world.end
    return commune[known], received[known]


def _due(world: World, received: Seconds, category: Seconds, urgency: Seconds) -> Seconds:
    days = np.array([category.days for category in CATEGORIES[world.kind]])[category]
    due = world.clock.closing_after(received, days)
    hours = np.array([0, *URGENT_HOURS.values()])[urgency]
    is_urgent = urgency > 0
    due[is_urgent] = world.clock.reached(world.clock.worked(received[is_urgent]) + hours[is_urgent] * 3600)
    return due


def _handled(
    world: World,
    month: dt.date,
    commune: Seconds,
    received: Seconds,
    due: Seconds,
    draw: np.random.Generator,
) -> dict[str, Seconds]:
    """Moments of acceptance, first response and closing, in working time; NONE for what has not happened."""
    size, clock = len(received), world.clock
    start = clock.worked(received)
    span = np.maximum(clock.worked(due) - start, 1)
    pace = world.slowness * world.factors(month, "slowdown")
    ratio = USUAL_RATIO * draw.lognormal(0, 0.33, size) * pace[commune]
    ratio = np.where(_some(draw, size, OUTLIERS), ratio * draw.uniform(3, 12, size), ratio)
    taken = np.maximum((ratio * span).astype(np.int64), 60)
    closed = clock.reached(start + taken)
    accepted = clock.reached(start + np.maximum((taken * draw.uniform(0.01, 0.15, size)).astype(np.int64), 1))
    responded = clock.reached(start + np.maximum((taken * draw.uniform(0.15, 0.9, size)).astype(np.int64), 1))
    unanswered, abandoned = _some(draw, size, 0.1), _some(draw, size, BACKLOG)
    return {
        "accepted": np.where(accepted > world.end, NONE, accepted),
        "responded": np.where((responded > world.end) | unanswered | abandoned, NONE, responded),
        "closed": np.where((closed > world.end) | abandoned, NONE, closed),
    }


def _ratings(
    outcome: Seconds, is_late: npt.NDArray[np.bool_], more: npt.NDArray[np.float64], draw: np.random.Generator
) -> Seconds:
    """0 satisfied, 1 accepted, 2 dissatisfied: of resolved cases, some are rated."""
    size = len(outcome)
    dissatisfied = draw.random(size) < np.where(is_late, LATE_DISSATISFIED, DISSATISFIED) * more
    rating = np.where(dissatisfied, 2, _some(draw, size, 0.32).astype(np.int64))
    is_rated = (outcome == 0) & _some(draw, size, RATED)
    return np.where(is_rated, rating, NONE)


def _dossier(at: int, months: int, draw: np.random.Generator, size: int) -> dict[str, Seconds]:
    """Online and digitised dossiers grow in share; of those with a fee, most online ones are paid online."""
    grown = at / months
    online = _some(draw, size, 0.4 + 0.35 * grown)
    digitised = _some(draw, size, 0.55 + 0.3 * grown)
    paid = online & _some(draw, size, 0.8)
    return {
        "online": online.astype(np.int64),
        "digitised": digitised.astype(np.int64),
        "paid": np.where(_some(draw, size, 0.4), NONE, paid.astype(np.int64)),
    }


def _some(draw: np.random.Generator, size: int, share: float) -> npt.NDArray[np.bool_]:
    """Choose a share of so many, each by itself."""
    return draw.random(size) < share
