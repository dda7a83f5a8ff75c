"""Feedback by unit and period: keeping the aggregate, and the one way in which pages read it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    case,
    cast,
    delete,
    exists,
    false,
    insert,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from data.contracts import Request
from data.provenance import with_source
from data.rollups.case_counts import feedback_by_unit
from data.rollups.case_pages import first_source
from data.rules.feedback import COUNTS, OF_CASES
from data.schema import COMMUNE_KINDS, FeedbackCount, FeedbackRollup, Locality, Period, Unit

UNIT = (
    Unit.code,
    Unit.valid_from,
    (Unit.code + literal("@") + cast(Unit.valid_from, Text)).label("unit_address"),
)
"""Who a row is about; the address is the same text on both databases."""


def rebuild(connection: Connection, locality_id: int | None = None) -> None:
    """Fill the aggregate anew from reported counts, of one locality or of all.

    Printed totals stay out: they are only compared.
    """
    counts = [getattr(FeedbackCount, name) for name in COUNTS]
    rows = select(
        FeedbackCount.unit_id,
        FeedbackCount.period_id,
        FeedbackCount.locality_id,
        literal("reported"),
        *counts,
        FeedbackCount.source_id,
    ).where(FeedbackCount.is_total.is_(False))
    columns = ["unit_id", "period_id", "locality_id", "basis", *COUNTS, "source_id"]
    kept = delete(FeedbackRollup)
    if locality_id is not None:
        rows = rows.where(FeedbackCount.locality_id == locality_id)
        kept = kept.where(FeedbackRollup.locality_id == locality_id)
    connection.execute(kept)
    connection.execute(insert(FeedbackRollup).from_select(columns, rows))


def units_with_counts(request: Request) -> Select[Any]:
    """Select the units of a locality with their counts in a period, and the `evidence_id` of each.

    Where a unit has single cases, its counts are theirs, and OF_CASES is known; else what it reported
    (domain.md section 2: cases win). Communes that existed in the period and have neither come with NULLs: no
    figure, which is not zero. Other bodies (offices) come only where they have figures.
    """
    existed = and_(
        Unit.kind.in_(COMMUNE_KINDS),
        Unit.valid_from < Period.ends_on,
        or_(Unit.valid_to.is_(None), Unit.valid_to >= Period.ends_on),
    )
    counted = feedback_by_unit(request)
    has_cases = counted.c.unit_id.is_not(None)
    reported = {name: getattr(FeedbackRollup, name) for name in (*COUNTS, "source_id")}
    counts = [case((has_cases, counted.c[name]), else_=reported[name]).label(name) for name in COUNTS]
    evidence = case((has_cases, first_source("feedback", request)), else_=reported["source_id"])
    return (
        select(
            *UNIT,
            Unit.name.label("unit_name"),
            Unit.kind.in_(COMMUNE_KINDS).label("is_commune"),
            *counts,
            *(counted.c[name] for name in OF_CASES),
            evidence.label("evidence_id"),
        )
        .select_from(Locality)
        .join(Period, Period.code == request.period)
        .join(Unit, Unit.locality_id == Locality.id)
        .outerjoin(
            FeedbackRollup, and_(FeedbackRollup.unit_id == Unit.id, FeedbackRollup.period_id == Period.id)
        )
        .outerjoin(counted, counted.c.unit_id == Unit.id)
        .where(
            Locality.slug == request.locality, or_(FeedbackRollup.unit_id.is_not(None), has_cases, existed)
        )
    )


def units_with_sources(request: Request, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Select what `units_with_counts` does under conditions on `Unit`, with where each figure came from."""
    rows = units_with_counts(request).where(*conditions).subquery("feedback")
    return with_source(select(*rows.c), rows.c.evidence_id)


def units_with_printed_total(request: Request) -> Select[Any]:
    """Select what `units_with_counts` does, the total that the source prints (`is_total`), and their sources.

    The printed total has no part in any sum: it is there to be compared with them, which it can only be
    while every unit's counts are the reported ones.
    """
    units = units_with_counts(request).add_columns(false().label("is_total"))
    counted = feedback_by_unit(request)
    printed = (
        select(
            *UNIT,
            FeedbackCount.unit_printed,
            false(),
            *(getattr(FeedbackCount, name) for name in COUNTS),
            *(null() for _ in OF_CASES),
            FeedbackCount.source_id,
            true(),
        )
        .join(Unit, Unit.id == FeedbackCount.unit_id)
        .join(Locality, Locality.id == FeedbackCount.locality_id)
        .join(Period, Period.id == FeedbackCount.period_id)
        .where(
            Locality.slug == request.locality,
            Period.code == request.period,
            FeedbackCount.is_total.is_(True),
            ~exists(select(counted.c.unit_id)),
        )
    )
    both = union_all(units, printed).subquery("feedback")
    return with_source(select(*both.c), both.c.evidence_id)
