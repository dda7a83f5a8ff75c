"""Dossiers as plans report them: counts by field, and what is promised and known of going online."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Subquery, and_, select

from data.contracts import Request
from data.rollups.stacking import stacked
from data.rollups.targets import targets_with_results
from data.rollups.units import address_of
from data.rules.services import EVERY_CODE
from data.schema import DossierCount, Indicator, IndicatorValue, Locality, Period, Unit

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


def counts(request: Request) -> Select[Any]:
    """Select the reported counts of a locality's units in a period: a row a field, and printed totals."""
    return (
        select(*_COUNTS)
        .select_from(DossierCount)
        .join(Locality, and_(Locality.id == DossierCount.locality_id, Locality.slug == request.locality))
        .join(Period, and_(Period.id == DossierCount.period_id, Period.code == request.period))
        .join(Unit, Unit.id == DossierCount.unit_id)
    )


def online(request: Request) -> Subquery:
    """Stack targets about online procedures (`targets_with_results`) and the period's results about them."""
    return stacked({PROMISED: _promised(request), REPORTED: _reported(request)})


def everything(request: Request) -> Subquery:
    """Stack counts and what `online` gives: all that an exception can be found in."""
    parts = {COUNTED: counts(request), PROMISED: _promised(request), REPORTED: _reported(request)}
    return stacked(parts)


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
