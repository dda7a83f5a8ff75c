"""Single cases, the end of a drill-down: a bounded list of codes, by due date. No text, no names."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, or_, select

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
    c = table_of(FACTS[kind]).c
    over = _start(as_of + dt.timedelta(days=1))
    wanted = [
        c.received_at < over,
        or_(c.closed_at.is_(None), c.closed_at >= over),
        c.due_at < _start(due_before),
    ]
    if due_from is not None:
        wanted.append(c.due_at >= _start(due_from))
    unit = table_of(Unit).c
    theirs = or_(unit.locality_id == c.locality_id, unit.id == table_of(Locality).c.unit_id)
    of_unit = theirs if unit_id is None else and_(theirs, unit.id == unit_id)
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
        .join(Locality, Locality.id == c.locality_id)
        .join(Unit, and_(unit.id == c.unit_id, of_unit))
        .join(CaseCategory, CaseCategory.id == c.category_id)
        .where(Locality.slug == locality, *wanted)
        .order_by(c.due_at, c.code)
        .limit(MOST)
    )


def _start(day: dt.date) -> dt.datetime:
    """First moment of a day in Vietnam."""
    return dt.datetime.combine(day, dt.time(), VIETNAM)
