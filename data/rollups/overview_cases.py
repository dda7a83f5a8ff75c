"""Measures of the overview that single cases tell, on the day asked for.

The aggregate of the overview holds what was reported; what is open or overdue depends on the day, so it is
worked out here, from the aggregates of cases, in the same rows (domain.md section 2: cases win).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import CTE, ColumnElement, Select, and_, exists, func, select

from data.contracts import Request
from data.rollups.case_counts import dossiers_by_unit
from data.rollups.case_pages import first_source
from data.rollups.feedback import units_with_counts
from data.rollups.overview_rows import measure_row
from data.schema import Locality, Period, Unit


class Told(NamedTuple):
    """What cases tell of a subject: selects by measure, and whether the locality has any cases at all."""

    measures: Mapping[str, Select[Any]]
    is_known: ColumnElement[bool]


def feedback(request: Request) -> Told:
    """Measures of feedback; units without cases come with what they reported."""
    units = units_with_counts(request).cte()
    has_cases = exists(select(units.c.unit_name).where(units.c.came.is_not(None)))
    received = units.c.received
    wholes = {
        "on_time": (units.c.closed_on_time, units.c.closed_on_time + units.c.closed_late),
        "satisfied": (units.c.satisfied, received),
        "accepted": (units.c.accepted, received),
        "dissatisfied": (units.c.dissatisfied, received),
    }
    parts = {"late": units.c.closed_late, "open_overdue": units.c.open_overdue}
    return Told(
        {
            **{name: _whole(request, units, name, *pair).where(has_cases) for name, pair in wholes.items()},
            **{
                name: _of_units(request, units, name, part).where(has_cases, received.is_not(None))
                for name, part in parts.items()
            },
            "missing": _of_units(request, units, "missing", None).where(
                has_cases, received.is_(None), units.c.is_commune
            ),
        },
        has_cases,
    )


def dossiers(request: Request) -> Told:
    """Measures of dossiers: on time is early or on the day, as in the aggregate of what was reported."""
    units = dossiers_by_unit(request)
    evidence = select(first_source("dossier", request)).scalar_subquery()
    on_time = _row(
        request,
        "dossiers",
        "on_time",
        numerator=func.sum(units.c.closed_early + units.c.closed_on_time),
        denominator=func.sum(units.c.returned),
        value=func.sum(units.c.received),
        source_id=evidence,
    )
    return Told(
        {"on_time": on_time.select_from(units).having(func.count() > 0)},
        exists(select(units.c.unit_id)),
    )


TOLD = {"feedback": feedback, "dossiers": dossiers}
"""Subjects that single cases tell of."""


def _whole(
    request: Request, units: CTE, measure: str, part: ColumnElement[Any], whole: ColumnElement[Any]
) -> Select[Any]:
    return _row(
        request,
        "feedback",
        measure,
        numerator=func.sum(part),
        denominator=func.sum(whole),
        source_id=func.min(units.c.evidence_id),
    ).having(func.count() > 0)


def _of_units(request: Request, units: CTE, measure: str, part: ColumnElement[Any] | None) -> Select[Any]:
    is_unit = and_(
        Unit.code == units.c.code, Unit.valid_from == units.c.valid_from, Unit.name == units.c.unit_name
    )
    counts = {} if part is None else {"numerator": part, "denominator": units.c.received}
    return _row(
        request,
        "feedback",
        measure,
        item=units.c.unit_address,
        label=units.c.unit_name,
        detail=Unit.kind,
        source_id=units.c.evidence_id,
        **counts,
    ).join_from(units, Unit, is_unit)


def _row(request: Request, subject: str, measure: str, **others: Any) -> Select[Any]:
    """Select a measure of the locality and period asked about."""
    locality = select(Locality.id).where(Locality.slug == request.locality).scalar_subquery()
    period = select(Period.id).where(Period.code == request.period).scalar_subquery()
    return measure_row(locality, period, subject, measure, **others)
