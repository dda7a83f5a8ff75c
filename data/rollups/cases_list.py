"""Single cases, the end of a drill-down: a bounded list of codes, by due date. No text, no names."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, or_, select, union

from data.intake.batch import table_of
from data.rollups.cases_days import FACTS, CaseKind
from data.schema import CaseCategory, Locality, Unit

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MOST = 200
"""No list is longer: it is read by people."""


def open_list(
    kind: CaseKind,
    locality: str,
    as_of: dt.date,
    *,
    due_from: dt.date | None = None,
    due_before: dt.date,
    unit_id: int | None = None,
) -> Select[Any]:
    """Select cases open at the end of `as_of` and due within days, the earliest due first, at most MOST.

    Columns: `code`, `unit_id`, `unit_name`, `category_id`, `category`, `urgency`, `received_at`, `due_at`
    (UTC). `due_before` is exclusive. `unit_id` is internal; None for every unit of the locality (by slug).
    """
    facts = table_of(FACTS[kind])
    c = facts.c
    over = _start(as_of + dt.timedelta(days=1))
    wanted = [
        c.received_at < over,
        or_(c.closed_at.is_(None), c.closed_at >= over),
        c.due_at < _start(due_before),
    ]
    if due_from is not None:
        wanted.append(c.due_at >= _start(due_from))
    own = select(Locality.id).where(Locality.slug == locality).scalar_subquery()
    theirs, unit = _units(locality, unit_id).subquery("theirs"), table_of(Unit).c
    return (
        select(
            c.code,
            c.unit_id,
            unit.name.label("unit_name"),
            c.category_id,
            CaseCategory.name.label("category"),
            c.urgency,
            c.received_at,
            c.due_at,
        )
        .join_from(theirs, facts, facts.c.unit_id == theirs.c.id)
        .join(Unit, unit.id == c.unit_id)
        .join(CaseCategory, CaseCategory.id == c.category_id)
        .where(c.locality_id == own, *wanted)
        .order_by(c.due_at, c.code)
        .limit(MOST)
    )


def _units(locality: str, unit_id: int | None) -> Select[Any]:
    """Select the ids of a locality's units: cases are looked up unit by unit, by their due days.

    Asked for by the locality alone, every case that it ever had would be looked through.
    """
    own = select(Unit.id).join(Locality, Locality.id == Unit.locality_id).where(Locality.slug == locality)
    home = select(Locality.unit_id.label("id")).where(Locality.slug == locality)
    theirs = union(own, home).subquery("units")
    found = select(theirs.c.id)
    return found if unit_id is None else found.where(theirs.c.id == unit_id)


def _start(day: dt.date) -> dt.datetime:
    """First moment of a day in Vietnam."""
    return dt.datetime.combine(day, dt.time(), VIETNAM)
