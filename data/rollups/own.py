"""Narrowing what is read to the requested unit, where whoever asks may see single units only."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Subquery, and_, case, not_, or_, select, true

from data.contracts import Request
from data.rollups.targets import targets_with_results
from data.rollups.units import is_chosen
from data.schema import IndicatorValue, Target, Unit

OF_RESULT = frozenset(
    {
        "result_id",
        "result_key",
        "result_label",
        "result_scope",
        "result_value",
        "numerator",
        "denominator",
        "result_measure",
        "result_period",
        "result_starts",
        "result_ends",
        "case_kind",
    }
)
"""Columns of `targets_with_results` that tell the figure of the unit that a result is about."""


def only_own(request: Request) -> ColumnElement[bool]:
    """Condition on `Unit`: the requested one, where a scope is set; else any."""
    return true() if request.scope is None else is_chosen(request)


def targets_with_own_results(request: Request) -> Subquery:
    """Select what `targets_with_results` does; where a scope is set, with results of the requested unit only.

    A target that only others have results for then reads like one without any.
    """
    found = targets_with_results(request)
    rows = found.subquery("targets")
    return rows if request.scope is None else _without_others(rows, found.subquery("known"), request)


def _without_others(rows: Subquery, known: Subquery, request: Request) -> Subquery:
    """Blank the results of other units, and keep such a target once: by its own clause, if it has no result.

    `known` is `rows` once more: it tells which targets have a result of the requested unit.
    """
    has_own = rows.c.target_id.in_(select(known.c.target_id).where(_is_own(known, request)))
    is_own = _is_own(rows, request)
    columns = [
        case((is_own, column)).label(column.name) if column.name in OF_RESULT else column for column in rows.c
    ]
    return (
        select(*columns)
        .join(Target, Target.id == rows.c.target_id)
        .where(or_(is_own, and_(not_(has_own), rows.c.evidence_id == Target.source_id)))
        .subquery("own_targets")
    )


def _is_own(rows: Subquery, request: Request) -> ColumnElement[bool]:
    own = select(IndicatorValue.id).join(Unit, Unit.id == IndicatorValue.unit_id).where(is_chosen(request))
    return rows.c.result_id.in_(own)
