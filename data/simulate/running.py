"""One simulation from plan to aggregates, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine

from data import rollups
from data.engine import writing
from data.intake import locality_periods
from data.rollups import cases
from data.rollups.cases_bulk import bare, settle
from data.rollups.cases_days import FACTS, CaseKind
from data.rollups.cases_parts import prepare_months
from data.rules.working_time import VIETNAM, Calendar, vietnam_days
from data.schema import UNKNOWN_START
from data.simulate import places
from data.simulate.anomalies import Planted, plant
from data.simulate.drawing import NONE, World, day_loads, draw_month
from data.simulate.figures import add_figures
from data.simulate.outlines import outlines
from data.simulate.plan import Plan
from data.simulate.storing import MOMENTS, store
from data.simulate.working_clock import Seconds, WorkingClock

CLOCK_YEARS_AFTER = 4
"""How long after its end a case may still be closed, in the drawing: outliers take a year."""

MIDDLE_OF_MONTH = 15


class SimulationExistsError(Exception):
    """The database holds a simulation already: one is enough, and two would share their codes."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was made: cases by kind, the truth about planted anomalies, the outlines as GeoJSON."""

    written: Mapping[CaseKind, int]
    truth: Mapping[str, Any]
    outlines: Mapping[str, Any]


def simulate(engine: Engine, plan: Plan, *, loaded_by: str, now: dt.datetime) -> Report:
    """Write a simulated province (or country) with its cases, and rebuild all aggregates.

    Raises SimulationExistsError where there is one already.
    """
    months = places.months_of(plan)
    planted = {kind: plant(kind, plan.communes, months, plan.seed) for kind in FACTS}
    with writing(engine) as connection:
        if places.is_simulated(connection):
            raise SimulationExistsError
        source = places.add_source(connection, plan, loaded_by, now)
        places.add_periods(connection, months)
        units = places.add_places(connection, plan, source)
        categories = places.add_vocabularies(connection)
        places.add_meetings(connection, months)
        add_figures(connection, plan, months, source)
        with cases.quiet(connection), bare(connection, [*FACTS.values(), *cases.AGGREGATES]):
            written = {
                kind: _write(
                    connection, _world(plan, kind, months, planted[kind]), units, categories[kind], source
                )
                for kind in FACTS
            }
            cases.rebuild(connection, now)
        locality_periods.refresh(connection)
        cases.publish(
            connection, ("units", "feedback", "dossiers", "scores", "budget", "indicators", "targets"), now
        )
        rollups.rebuild(connection, now)
    settle(engine, [*FACTS.values(), *cases.AGGREGATES])
    return Report(written, _truth(plan, planted), outlines(plan))


def _world(plan: Plan, kind: CaseKind, months: Sequence[dt.date], planted: Sequence[Planted]) -> World:
    first = dt.date(months[0].year, 1, 1)
    last = dt.date(months[-1].year + CLOCK_YEARS_AFTER, 1, 1)
    calendar = Calendar(vietnam_days(range(first.year, last.year)))
    return World.make(plan, kind, WorkingClock(calendar, first, (last - first).days), months, planted)


def _write(
    connection: Connection, world: World, units: Sequence[int], categories: Sequence[int], source: int
) -> int:
    """Draw and write month by month; the number of cases."""
    loads, written = day_loads(world), 0
    middles = [
        dt.datetime(month.year, month.month, MIDDLE_OF_MONTH, tzinfo=VIETNAM) for month in world.months
    ]
    prepare_months(connection, world.kind, middles)
    for at in range(len(world.months)):
        drawn = draw_month(world, loads, at)
        if size := len(drawn["received"]):
            store(connection, world.kind, _as_stored(world, drawn, units, categories, written), source)
        written += size
    return written


def _as_stored(
    world: World, drawn: dict[str, Seconds], units: Sequence[int], categories: Sequence[int], before: int
) -> dict[str, Seconds]:
    """Ids for positions, Unix times for moments, running numbers from `before` on."""
    stored = {name: array for name, array in drawn.items() if name not in ("commune", "category")}
    stored["unit"] = np.array(units)[drawn["commune"]]
    stored["category"] = np.array(categories)[drawn["category"]]
    stored["number"] = np.arange(before, before + len(drawn["received"])) + 1
    for name in MOMENTS.values():
        stored[name] = np.where(drawn[name] == NONE, NONE, drawn[name] + world.clock.epoch)
    return stored


def _truth(plan: Plan, planted: Mapping[CaseKind, Sequence[Planted]]) -> dict[str, Any]:
    """What was planted, to hold the finders of anomalies to."""
    named = places.commune_names(plan)
    told = [
        {
            "kind": kind,
            "anomaly": each.anomaly,
            "unit": f"{named[each.commune][1]}@{UNKNOWN_START.isoformat()}",
            "unit_name": named[each.commune][3],
            "month": f"{each.month:%Y-%m}",
            "months": each.months,
            "factor": each.factor,
        }
        for kind, found in planted.items()
        for each in found
    ]
    return {"seed": plan.seed, "until": plan.until.isoformat(), "planted": told}
