"""The overview's aggregate, one row a measure, locality and period: keeping it, and reading it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, and_, delete, insert, or_, select, union_all

from data.contracts import Request
from data.rollups.overview_cases import TOLD
from data.rollups.overview_measures import measures
from data.rollups.overview_rows import COLUMNS, only_of
from data.schema import Locality, OverviewRollup, Period

READ = COLUMNS[2:-1]
"""The columns that pages read; beside them stands `evidence_id`, the source of the row."""


def rebuild(connection: Connection, locality_id: int | None = None) -> None:
    """Fill the aggregate anew from the fact tables and the feedback aggregate, of one locality or of all."""
    kept, told = delete(OverviewRollup), measures()
    if locality_id is not None:
        kept = kept.where(OverviewRollup.locality_id == locality_id)
        told = tuple(only_of(measure, locality_id) for measure in told)
    connection.execute(kept)
    connection.execute(insert(OverviewRollup).from_select(COLUMNS, union_all(*told)))


def measures_of(request: Request, *wanted: tuple[str, str]) -> Select[Any]:
    """Select measures of a locality and period; `wanted` are subjects and measures (`overview_measures`).

    Where a locality has single cases, these tell what the aggregate would tell of its reports.
    """
    kept, told = _kept(request, wanted), []
    for subject in sorted(TOLD.keys() & {subject for subject, _ in wanted}):
        cases = TOLD[subject](request)
        kept = kept.where(or_(OverviewRollup.subject != subject, ~cases.is_known))
        told += [cases.measures[measure] for about, measure in wanted if about == subject]
    rows = union_all(kept, *told).subquery("measured") if told else kept.subquery("measured")
    return select(*(rows.c[name] for name in READ), rows.c.source_id.label("evidence_id"))


def _kept(request: Request, wanted: tuple[tuple[str, str], ...]) -> Select[Any]:
    is_wanted = [
        and_(OverviewRollup.subject == subject, OverviewRollup.measure == measure)
        for subject, measure in wanted
    ]
    return (
        select(*(getattr(OverviewRollup, name) for name in COLUMNS))
        .join(Locality, Locality.id == OverviewRollup.locality_id)
        .join(Period, Period.id == OverviewRollup.period_id)
        .where(Locality.slug == request.locality, Period.code == request.period, or_(*is_wanted))
    )
