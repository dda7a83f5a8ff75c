"""What questions about single cases share: span of time, the chosen unit, names of units, a source."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, ScalarSelect, Select, Subquery, select, true

from data.contracts import Ratio, Request
from data.intake.batch import table_of
from data.provenance import with_source
from data.rollups.cases_days import CaseKind
from data.rollups.cases_states import CaseSpan
from data.rollups.units import address_of, is_chosen
from data.rules.periods import parse
from data.schema import CaseHorizon, Locality, Unit

Columns: TypeAlias = list[ColumnElement[Any]]


def span(kind: CaseKind, request: Request) -> CaseSpan:
    """Give the span of a request: its whole period, seen from the end of its day."""
    period = parse(request.period)
    return CaseSpan(kind, (request.locality,), period.start, period.end, request.as_of)


def of_unit(unit_id: ColumnElement[int], request: Request) -> ColumnElement[bool]:
    """Condition that leaves the chosen unit; everything where none is chosen."""
    if not request.unit:
        return true()
    return unit_id == select(Unit.id).where(is_chosen(request)).scalar_subquery()


def with_units(rows: Subquery) -> Select[Any]:
    """Select rows that have a `unit_id`, with the unit's name and address."""
    names: Columns = [Unit.name.label("unit_name"), address_of(Unit).label("unit_address")]
    return select(*names, *rows.c).join(Unit, Unit.id == rows.c.unit_id)


def on_time(row: Any) -> Ratio:
    """On-time rate, early included, of resolved cases; rejected and forwarded ones leave the denominator."""
    in_time = int(row["closed_early"] or 0) + int(row["closed_on_time"] or 0)
    return Ratio(in_time, in_time + int(row["closed_late"] or 0))


def first_source(kind: CaseKind, request: Request) -> ScalarSelect[Any]:
    """Give the id of the newest source of the locality's cases, kept beside their aggregates."""
    h, home = table_of(CaseHorizon).c, table_of(Locality).alias("home").c
    own = select(home.id).where(home.slug == request.locality).scalar_subquery()
    return select(h.source_id).where(h.locality_id == own, h.kind == kind).scalar_subquery()


def sourced(kind: CaseKind, request: Request, statement: Select[Any]) -> Select[Any]:
    """Add the source of the locality's cases."""
    rows = statement.subquery("answer")
    return with_source(select(*rows.c).select_from(rows), first_source(kind, request))
