"""Dossiers by unit and field, reported or counted by case, and what is promised and known of going online."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import (
    CTE,
    Integer,
    Select,
    Subquery,
    and_,
    cast,
    false,
    literal,
    null,
    select,
    union_all,
)

from data.contracts import Request
from data.rollups.case_counts import dossiers_by_field, units_with_dossiers
from data.rollups.case_pages import first_source
from data.rollups.stacking import stacked
from data.rollups.targets import targets_with_results
from data.rollups.units import address_of
from data.rules.dossiers import OF_CASES
from data.rules.services import EVERY_CODE
from data.schema import DossierCount, Indicator, IndicatorValue, Locality, Period, Unit

Row: TypeAlias = Mapping[str, Any]

COUNTED, PROMISED, REPORTED = "counted", "promised", "reported"
"""Parts of `everything`: counts by field, targets with comparable results, results of the period."""

_COUNTS: tuple[Any, ...] = (
    Unit.name.label("unit_name"),
    address_of(Unit).label("unit_address"),
    DossierCount.field,
    DossierCount.position,
    DossierCount.is_total,
    DossierCount.received,
    DossierCount.share_printed,
    DossierCount.returned,
    DossierCount.returned_share_printed,
    DossierCount.in_progress,
    DossierCount.in_progress_printed,
    DossierCount.closed_early,
    DossierCount.closed_early_share_printed,
    DossierCount.closed_on_time,
    DossierCount.closed_late,
    DossierCount.note.label("count_note"),
    DossierCount.source_id.label("evidence_id"),
)

_RESULTS: tuple[Any, ...] = (
    IndicatorValue.id.label("result_id"),
    IndicatorValue.key.label("result_key"),
    IndicatorValue.label.label("result_label"),
    IndicatorValue.scope.label("result_scope"),
    IndicatorValue.value.label("result_value"),
    IndicatorValue.numerator,
    IndicatorValue.denominator,
    Indicator.measure.label("result_measure"),
    Indicator.measure_label,
    Indicator.code.label("indicator_code"),
    Period.code.label("result_period"),
    IndicatorValue.source_id.label("evidence_id"),
)


def counts(request: Request, by: Callable[[Request], CTE] = dossiers_by_field) -> Select[Any]:
    """Select counts of a locality's units in a period, each with its `evidence_id`.

    Of units that have single cases, what `by` counts of these; else what they reported: a row a field, and
    printed totals (domain.md section 2: cases win). OF_CASES is told by cases only.
    """
    rows = union_all(_reported_counts(request), _counted(by(request), request)).subquery("counts")
    return select(*rows.c)


def _counted(cases: CTE, request: Request) -> Select[Any]:
    """Select counts of cases in the columns of the report, what only a print has left empty."""
    evidence = first_source("dossier", request).label("evidence_id")
    own = {**{column.name: column for column in cases.c}, "evidence_id": evidence}
    flags = {"is_total": false(), "count_note": literal("")}
    columns = [
        own.get(column.name, flags.get(column.name, literal(""))).label(column.name) for column in _COUNTS
    ]
    return select(*columns, *(cases.c[name] for name in OF_CASES))


def _reported_counts(request: Request) -> Select[Any]:
    untold = (cast(null(), Integer).label(name) for name in OF_CASES)
    return (
        select(*_COUNTS, *untold)
        .select_from(DossierCount)
        .join(Locality, and_(Locality.id == DossierCount.locality_id, Locality.slug == request.locality))
        .join(Period, and_(Period.id == DossierCount.period_id, Period.code == request.period))
        .join(Unit, Unit.id == DossierCount.unit_id)
        .where(DossierCount.unit_id.not_in(units_with_dossiers(request)))
    )


def online(request: Request) -> Subquery:
    """Stack targets about online procedures (`targets_with_results`), results about them."""
    return stacked(_about_online(request))


def everything(request: Request) -> Subquery:
    """Stack counts and what `online` gives: all that an exception can be found in."""
    return stacked({COUNTED: counts(request), **_about_online(request)})


def _about_online(request: Request) -> dict[str, Select[Any]]:
    return {PROMISED: _promised(request), REPORTED: _reported(request)}


def _promised(request: Request) -> Select[Any]:
    rows = targets_with_results(request).subquery("targets")
    return select(*rows.c).where(rows.c.indicator_code.in_(sorted(EVERY_CODE)))


def _reported(request: Request) -> Select[Any]:
    return (
        select(*_RESULTS)
        .select_from(IndicatorValue)
        .join(Locality, and_(Locality.id == IndicatorValue.locality_id, Locality.slug == request.locality))
        .join(Period, and_(Period.id == IndicatorValue.period_id, Period.code == request.period))
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .where(Indicator.code.in_(sorted(EVERY_CODE)))
    )
