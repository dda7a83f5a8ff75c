"""Feedback by unit and period: keeping the aggregate, and the one way in which pages read it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Text,
    and_,
    cast,
    delete,
    false,
    insert,
    literal,
    or_,
    select,
    true,
    union_all,
)

from data.contracts import Request
from data.provenance import with_source
from data.rules.feedback import COUNTS
from data.schema import COMMUNE_KINDS, FeedbackCount, FeedbackRollup, Locality, Period, Unit

UNIT = (
    Unit.code,
    Unit.valid_from,
    (Unit.code + literal("@") + cast(Unit.valid_from, Text)).label("unit_address"),
)
"""Who a row is about; the address is the same text on both databases."""


def rebuild(connection: Connection) -> None:
    """Fill the aggregate anew from reported counts. Printed totals stay out: they are only compared."""
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
    connection.execute(delete(FeedbackRollup))
    connection.execute(insert(FeedbackRollup).from_select(columns, rows))


def units_with_counts(request: Request) -> Select[Any]:
    """Select the units of a locality with their counts in a period.

    Communes that existed in the period and have no row come with NULLs: no figure, which is not zero.
    Other bodies (offices) come only where they have a row.
    """
    existed = and_(
        Unit.kind.in_(COMMUNE_KINDS),
        Unit.valid_from < Period.ends_on,
        or_(Unit.valid_to.is_(None), Unit.valid_to >= Period.ends_on),
    )
    return (
        select(
            *UNIT,
            Unit.name.label("unit_name"),
            Unit.kind.in_(COMMUNE_KINDS).label("is_commune"),
            *(getattr(FeedbackRollup, name) for name in COUNTS),
        )
        .select_from(Locality)
        .join(Period, Period.code == request.period)
        .join(Unit, Unit.locality_id == Locality.id)
        .outerjoin(
            FeedbackRollup, and_(FeedbackRollup.unit_id == Unit.id, FeedbackRollup.period_id == Period.id)
        )
        .where(Locality.slug == request.locality, or_(FeedbackRollup.unit_id.is_not(None), existed))
    )


def units_with_printed_total(request: Request) -> Select[Any]:
    """Select what `units_with_counts` does, the total that the source prints (`is_total`), and their sources.

    The printed total has no part in any sum: it is there to be compared with them.
    """
    units = units_with_counts(request).add_columns(false().label("is_total"), FeedbackRollup.source_id)
    printed = (
        select(
            *UNIT,
            FeedbackCount.unit_printed,
            false(),
            *(getattr(FeedbackCount, name) for name in COUNTS),
            true(),
            FeedbackCount.source_id,
        )
        .join(Unit, Unit.id == FeedbackCount.unit_id)
        .join(Locality, Locality.id == FeedbackCount.locality_id)
        .join(Period, Period.id == FeedbackCount.period_id)
        .where(
            Locality.slug == request.locality, Period.code == request.period, FeedbackCount.is_total.is_(True)
        )
    )
    both = union_all(units, printed).subquery("feedback")
    return with_source(select(*both.c), both.c.source_id)
