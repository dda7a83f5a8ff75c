"""Results of targets that single cases of the period tell, in the columns of reported results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Float,
    Integer,
    ScalarSelect,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from data.contracts import Request
from data.intake.batch import table_of
from data.rollups.cases_days import FACTS
from data.rollups.cases_merge import flow
from data.rules.periods import parse
from data.rules.targets import PERCENT
from data.rules.told_targets import COVERED, TOLD
from data.schema import (
    CaseDay,
    CaseHorizon,
    CaseLocalityDay,
    CaseUnitMonth,
    Indicator,
    Locality,
    Target,
    Unit,
)

CASES = "cases"
"""Begins the key of a result that single cases tell."""

_WHOLE = "whole"
_MEASURES = tuple(dict.fromkeys(name for told in TOLD.values() for name in (*told.part, *told.whole)))
_DAY = dt.timedelta(days=1)


def with_told(targets: CTE, shown: Sequence[ColumnElement[Any]], request: Request) -> Select[Any]:
    """Select columns of targets (`shown`), with what cases tell of each in the columns of a reported result.

    Counted are the cases of the units that a target covers (communes, others, or everybody), of the period
    asked for up to its `as_of`. Fewer than the minimum N of its indicator say nothing of a target. The result
    of a period that goes on ends with the day that is looked from.
    """
    period, t, sums, horizon = parse(request.period), targets.c, _sums(request), table_of(CaseHorizon)
    end = min(period.end, request.as_of + _DAY)
    part, whole = (_sum_of(side, t.indicator_code, sums) for side in ("part", "whole"))
    result: list[ColumnElement[Any]] = [
        cast(null(), Integer).label("result_id"),
        (literal(f"{CASES}:") + t.target_key).label("result_key"),
        t.target_name.label("result_label"),
        t.target_scope.label("result_scope"),
        cast(null(), Float).label("result_value"),
        cast(part, Integer).label("numerator"),
        cast(whole, Integer).label("denominator"),
        literal("count").label("result_measure"),
        literal(period.code).label("result_period"),
        literal(period.start, Date).label("result_starts"),
        literal(end, Date).label("result_ends"),
        sums.c.kind.label("case_kind"),
        horizon.c.source_id.label("evidence_id"),
    ]
    is_own = and_(horizon.c.locality_id == t.locality_id, horizon.c.kind == sums.c.kind)
    return (
        select(*shown, *result)
        .join_from(targets, sums, and_(sums.c.scope == t.target_scope, t.target_measure == PERCENT))
        .outerjoin(horizon, is_own)
        .where(whole >= t.minimum_total)
    )


def _sums(request: Request) -> CTE:
    """Sums of cases that targets may be held against, by `kind` and by the `scope` of a target."""
    sums = union_all(_of_all(request), _of_units(request)).cte("told")
    # Else PostgreSQL would sum up anew for each target.
    return sums.prefix_with("MATERIALIZED", dialect="postgresql")


def _of_all(request: Request) -> Select[Any]:
    """Sums of a locality as a whole: days of all its units together are a few hundred short rows."""
    d, period = table_of(CaseLocalityDay).c, parse(request.period)
    return (
        select(d.kind, literal(_WHOLE).label("scope"), *_summed(d))
        .where(d.locality_id == _own(request), d.day >= period.start)
        .where(d.day < period.end, d.day <= request.as_of)
        .group_by(d.kind)
    )


def _of_units(request: Request) -> Select[Any]:
    """Sums of the units that a scope covers, where a target that cases may tell of has such a one.

    The database asks first whether there is any, and reads no unit where there is none.
    """
    asked, measured = aliased(Target), aliased(Indicator)
    is_asked = (
        exists()
        .where(asked.indicator_id == measured.id, asked.locality_id == _own(request))
        .where(asked.scope != _WHOLE, measured.code.in_(TOLD))
    )
    rows = union_all(*_rows_of_units(request)).subquery("of_units")
    level = Unit.level == "commune"
    scope = case(*((level.in_(covered), name) for name, covered in COVERED.items() if name != _WHOLE))
    return (
        select(rows.c.kind, scope.label("scope"), *_summed(rows.c))
        .join_from(rows, Unit, Unit.id == rows.c.unit_id)
        .where(is_asked)
        .group_by(rows.c.kind, scope)
    )


def _rows_of_units(request: Request) -> Iterator[Select[Any]]:
    """Rows of `kind`, `unit_id` and sums: months that are over as the day ends, days of one that is not."""
    period, own = parse(request.period), _own(request)
    current = (request.as_of + _DAY).replace(day=1)
    m, d = table_of(CaseUnitMonth).c, table_of(CaseDay).c
    yield select(m.kind, m.unit_id, *(m[name] for name in _MEASURES)).where(
        m.locality_id == own,
        m.kind.in_(FACTS),
        m.is_total.is_(False),
        m.month >= period.start,
        m.month < min(period.end, current),
    )
    if not (current <= request.as_of and period.start <= current < period.end):
        return
    units = select(Unit.id).where(or_(Unit.locality_id == own, Unit.id == _home(request)))
    # Each with the beginning of an index on either day.
    begins = {"received": d.unit_id.in_(units), "ended": d.is_long.in_([True, False])}
    for event, begin in begins.items():
        day = d.received_on if event == "received" else d.closed_on
        days = flow(table_of(CaseDay), event)
        known = days.selected_columns
        yield days.with_only_columns(known.kind, known.unit_id, *(known[name] for name in _MEASURES)).where(
            d.locality_id == own, d.kind.in_(FACTS), begin, day >= current, day <= request.as_of
        )


def _summed(columns: ReadOnlyColumnCollection[str, Any]) -> Iterator[ColumnElement[int]]:
    return (func.sum(columns[name]).label(name) for name in _MEASURES)


def _own(request: Request) -> ScalarSelect[int]:
    home = aliased(Locality)
    return select(home.id).where(home.slug == request.locality).scalar_subquery()


def _home(request: Request) -> ScalarSelect[int]:
    home = aliased(Locality)
    return select(home.unit_id).where(home.slug == request.locality).scalar_subquery()


def _sum_of(side: str, code: ColumnElement[str], sums: CTE) -> ColumnElement[int]:
    """Sum of the counts that are n or N (`side`) of an indicator; none of cases of another kind."""
    by_sum: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for known, told in TOLD.items():
        by_sum.setdefault((told.kind, getattr(told, side)), []).append(known)
    whens = [
        (
            and_(sums.c.kind == kind, code.in_(codes)),
            sum((sums.c[name] for name in names[1:]), start=sums.c[names[0]]),
        )
        for (kind, names), codes in by_sum.items()
    ]
    return case(*whens)
