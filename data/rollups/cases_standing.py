"""What was open at the end of each month that is over, from rows in the shape of `case_day`.

A case stands in every month from that of its receipt to the one before it ended. What is still open would
stand in all months to come: a month is counted once something came or ended after it (`case_horizon`), so
that a case in work is written once a month and not beforehand. Reasoning: docs/adr/0007.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    FromClause,
    Row,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    type_coerce,
)

from data.intake.batch import table_of
from data.rollups.cases_days import DaysLater, MonthOf
from data.rollups.cases_totals import with_totals
from data.schema import NEVER, CaseStanding
from data.schema.cases import LONG_DAYS

OPEN_STATES: Sequence[str] = ("open_in_time", "open_due_soon", "open_overdue")
STANDING_KEY: Sequence[str] = tuple(column.name for column in table_of(CaseStanding).primary_key)
ALWAYS = dt.date(1900, 1, 1)
"""Before every case: bounds that begin with it leave no month out."""

STANDING: Sequence[str] = (*STANDING_KEY, *OPEN_STATES)


def at_ends(days: FromClause, bounds: FromClause) -> Select[Any]:
    """Select rows in the shape of `case_standing` (columns STANDING), of units and of their localities.

    `days` are rows in the shape of `case_day`, signed ones too. `bounds` has one row a `locality_id` and
    `kind` with the months that are counted: from `first` (a first day) to `until`, exclusive. Others count
    nothing.
    """
    spells = _spells(days, bounds)
    months = _months(spells)
    s, month = spells.c, months.c.month
    keys = [s.locality_id, s.kind, month, s.unit_id]
    # A case due within the month was overdue at its end, unless it was due on the last day itself.
    conditions = (s.due > month, and_(s.due == month, s.on_last), _is_late(spells, month))
    sums = [
        func.sum(case((condition, s.cases), else_=0)).label(name)
        for name, condition in zip(OPEN_STATES, conditions, strict=True)
    ]
    own = (
        select(*keys, *sums)
        .join_from(spells, months, and_(month >= s.first, month < s.until))
        .group_by(*keys)
        .cte("own")
    )
    return with_totals(own, STANDING_KEY, OPEN_STATES)


def at_new_ends(days: FromClause, found: Row[Any]) -> Select[Any]:
    """Select what `at_ends` does for one locality, kind and span of months, a row of `months_over`."""
    d = days.c
    here = select(days).where(
        d.locality_id == found.locality_id,
        d.kind == found.kind,
        # Both values of the flag, so that the index that begins with it serves closing days.
        d.is_long.in_([True, False]),
        d.closed_on >= found.first,
    )
    bounds = select(
        literal(found.locality_id).label("locality_id"),
        literal(found.kind).label("kind"),
        literal(found.first, Date).label("first"),
        literal(found.until, Date).label("until"),
    )
    return at_ends(here.subquery("days"), bounds.subquery("bounds"))


def every_month(horizons: FromClause) -> Select[Any]:
    """Select bounds for `at_ends`: all months that are over by `horizons` (in the shape of their table)."""
    h = horizons.c
    until = type_coerce(MonthOf(h.last_on), Date).label("until")
    return select(h.locality_id, h.kind, literal(ALWAYS, Date).label("first"), until)


def months_over(horizons: FromClause, before: FromClause) -> Select[Any]:
    """Select bounds for `at_ends`: the months that are over by `horizons` and were not by those `before`."""
    h, b = horizons.c, before.c
    known = and_(b.locality_id == h.locality_id, b.kind == h.kind)
    first = type_coerce(func.coalesce(MonthOf(b.last_on), literal(ALWAYS, Date)), Date)
    until = type_coerce(MonthOf(h.last_on), Date)
    rows = select(h.locality_id, h.kind, first.label("first"), until.label("until"))
    return rows.join_from(horizons, before, known, isouter=True).where(first < until)


def _is_late(spells: CTE, month: ColumnElement[Any]) -> ColumnElement[bool]:
    s = spells.c
    return or_(s.due < month, and_(s.due == month, not_(s.on_last)))


def _spells(days: FromClause, bounds: FromClause) -> CTE:
    """Sums of cases that stood in the same months and were due in the same one; `on_last` on its last day."""
    d, b = days.c, bounds.c
    came, ended, due = MonthOf(d.received_on), MonthOf(d.closed_on), MonthOf(d.due_on)
    first = case((came > b.first, came), else_=b.first)
    until = case((ended < b.until, ended), else_=b.until)
    on_last = case((d.due_on == NEVER, false()), else_=MonthOf(DaysLater(d.due_on, 1)) > due)
    keys = [
        d.locality_id,
        d.kind,
        d.unit_id,
        *(type_coerce(day, Date).label(name) for name, day in (("first", first), ("until", until))),
        due.label("due"),
        on_last.label("on_last"),
    ]
    cases = func.sum(d.cases)
    return (
        select(*keys, cases.label("cases"))
        .join_from(days, bounds, and_(d.locality_id == b.locality_id, d.kind == b.kind))
        .where(came < ended, first < until)
        .group_by(*keys)
        .having(cases != 0)
        .cte("spells")
    )


def _months(spells: CTE) -> CTE:
    """First days of all months in which any spell stands."""
    months = select(func.min(spells.c.first, type_=Date).label("month")).cte("months", recursive=True)
    last = select(func.max(spells.c.until)).scalar_subquery()
    following = type_coerce(MonthOf(DaysLater(months.c.month, LONG_DAYS)), Date)
    return months.union_all(select(following).where(following < last))
