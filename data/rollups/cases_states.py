"""The one way in which pages read cases: what came and ended within a span, what is open on a day.

Every function builds SQL over the aggregates, right for any day, and reads a bounded part of them
(docs/adr/0007): whole months of `case_month`; `case_standing` for what was open at the end of a month that is
over; `case_locality_day` for localities as a whole on any other day; `case_day` for units on such a day, in a
month that goes on after it and for what was open. Days are those of Asia/Ho_Chi_Minh, and a day counts to its
end. Rows are given as common table expressions: nested in each other, as pages use them, they are too deep
for the parser of SQLite.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)

from data.intake.batch import table_of
from data.rollups.among import among
from data.rollups.cases_days import CaseKind, DaysLater, MonthOf
from data.rollups.cases_merge import ENDED, MONTH_MEASURES, flow
from data.rollups.cases_standing import OPEN_STATES
from data.schema import (
    CaseDay,
    CaseHorizon,
    CaseLocalityDay,
    CaseMonth,
    CaseStanding,
    CaseUnitMonth,
    Locality,
    Unit,
)
from data.schema.cases import LONG_DAYS

DIMENSIONS: Sequence[str] = ("locality_id", "unit_id", "category_id")
NOTHING: ColumnElement[int] = literal_column("0", Integer)
"""Written out: as parameters the many zeros of a union would be sent and typed one by one."""

STATES: Sequence[str] = (*OPEN_STATES, *ENDED)
"""States of cases in the words of domain.md section 1; here `closed_on_time` does not include the early."""


@dataclass(frozen=True, slots=True)
class CaseSpan:
    """What is asked about: cases of a kind in localities (slugs; all where none is named), in a span of days.

    `start` and `end` (exclusive) are first days of months. The state is that at the end of `as_of`. Open
    cases due before `overdue_before` are overdue: the default, `as_of` itself, counts a case from the day
    after its due day, as a page does while its day lasts; the day after `as_of` judges a day that is over.
    Others due up to `soon_until` (inclusive) are due soon; the default is `as_of`.
    """

    kind: CaseKind
    localities: tuple[str, ...]
    start: dt.date
    end: dt.date
    as_of: dt.date
    overdue_before: dt.date | None = None
    soon_until: dt.date | None = None

    def __post_init__(self) -> None:
        if self.start.day != 1 or self.end.day != 1 or self.start >= self.end:
            raise ValueError(f"not a span of whole months: {self.start} to {self.end}")


def flows(
    span: CaseSpan,
    *,
    by: Sequence[str] = DIMENSIONS,
    totals: bool = False,
    measures: Sequence[str] = MONTH_MEASURES,
) -> CTE:
    """Rows of what came and ended in the span up to its `as_of`: `by`, `month`, `measures`.

    `by` are DIMENSIONS; without the category a tenth is read. With `totals` localities as a whole, under
    their own unit: a few rows instead of one a unit. A key may come in several rows: sum them up. Who names
    the `measures` that are needed (of MONTH_MEASURES) has a statement that is written and sent sooner.
    """
    months = table_of(CaseMonth if "category_id" in by else CaseUnitMonth)
    m, names = months.c, (*by, "month", *measures)
    rows = select(*(m[name] for name in names)).where(
        m.locality_id.in_(_localities(span)),
        m.kind == span.kind,
        m.is_total.is_(totals),
        m.month >= span.start,
        m.month < span.end,
        m.month <= span.as_of,
    )
    current = span.as_of.replace(day=1)
    goes_on = span.as_of + dt.timedelta(days=1) < min(span.end, _month_after(current))
    if not (span.start <= current and goes_on):
        return rows.cte()
    whole = rows.where(or_(m.month < current, not_(_has_more(span, m.locality_id))))
    if totals and "category_id" not in by:
        return union_all(whole, _days_of(span, current, names)).cte()
    parts = (_part(span, current, event, names, totals=totals) for event in ("received", "ended"))
    return union_all(whole, *parts).cte()


def open_cases(span: CaseSpan) -> CTE:
    """Rows of what was open at the end of `as_of`: DIMENSIONS, `received_on`, `due_on`, `cases`.

    `due_on` is 9999-12-31 while a clock stands still. The span's start and end play no part.
    """
    return _open_in(span, _localities(span))


def due_before(span: CaseSpan, rows: FromClause, day: dt.date) -> ColumnElement[int]:
    """Sum of `cases` that are not overdue yet and will be on `day`, if nobody acts."""
    due = rows.c.due_on
    return _sum_if(and_(due >= (span.overdue_before or span.as_of), due < day), rows.c.cases)


def aged(span: CaseSpan, rows: FromClause, low: int, high: int | None) -> ColumnElement[int]:
    """Sum of `cases` that had been open for `low` to `high` midnights, both included, None without end."""
    youngest = rows.c.received_on <= span.as_of - dt.timedelta(days=low)
    oldest = true() if high is None else rows.c.received_on >= span.as_of - dt.timedelta(days=high)
    return _sum_if(and_(youngest, oldest), rows.c.cases)


def states(
    span: CaseSpan,
    by: Sequence[str] = ("unit_id",),
    *,
    totals: bool = False,
    measures: Sequence[str] = MONTH_MEASURES,
) -> Select[Any]:
    """Select flows and open states side by side, one row for each combination of `by` (DIMENSIONS).

    Columns: `by`, `measures` (of the span up to `as_of`), OPEN_STATES (at the end of `as_of`).
    """
    f = flows(span, by=by, totals=totals, measures=measures)
    moved = select(*(f.c[name] for name in (*by, *measures)), *_nothing(OPEN_STATES))
    standing = _standing(span, by, measures, totals=totals)
    both = union_all(moved, *standing).subquery("both")
    sums = [func.sum(both.c[name]).label(name) for name in (*measures, *OPEN_STATES)]
    keys = [both.c[name] for name in by]
    return select(*keys, *sums).group_by(*keys)


def _standing(
    span: CaseSpan, by: Sequence[str], measures: Sequence[str], *, totals: bool
) -> list[Select[Any]]:
    """Rows of `by`, no `measures`, OPEN_STATES: kept where the month of a locality is over, else counted."""
    if totals and "category_id" not in by and _is_judged_by_its_day(span):
        return [_moved(span, by, measures)]
    if "category_id" in by or not _is_kept(span):
        return [_counted(span, open_cases(span), by, measures, totals=totals)]
    is_over = _has_more(span, table_of(Locality).c.id)
    current = _open_in(span, _localities(span).where(not_(is_over)))
    return [
        _kept(span, by, measures, totals=totals),
        _counted(span, current, by, measures, totals=totals),
    ]


def _is_kept(span: CaseSpan) -> bool:
    """Whether `case_standing` tells what is asked for: the end of a month."""
    return (span.as_of + dt.timedelta(days=1)).day == 1 and _is_judged_by_its_day(span)


def _is_judged_by_its_day(span: CaseSpan) -> bool:
    """Whether open cases are judged by `as_of` or the day after it, as aggregates of their states do."""
    judged = span.overdue_before in (None, span.as_of, span.as_of + dt.timedelta(days=1))
    return judged and span.soon_until in (None, span.as_of)


def _judged(
    span: CaseSpan, in_time: ColumnElement[int], on_day: ColumnElement[int], overdue: ColumnElement[int]
) -> tuple[ColumnElement[int], ...]:
    """OPEN_STATES of cases by their due day: after `as_of`, on it, before it."""
    is_day_over = span.overdue_before not in (None, span.as_of)
    return (in_time, *_nothing(["on_day"]), overdue + on_day) if is_day_over else (in_time, on_day, overdue)


def _moved(span: CaseSpan, by: Sequence[str], measures: Sequence[str]) -> Select[Any]:
    """Localities as a whole: what was open at the end of the last month that was over, and moved since."""
    h, home, month = table_of(CaseHorizon).c, table_of(Locality).c, span.as_of.replace(day=1)
    # Two spans of days: with one for both cases PostgreSQL reads the days of all years.
    current = _since(span, literal(month, Date), h.last_on >= month)
    ended = _since(span, type_coerce(MonthOf(h.last_on), Date), h.last_on < month)
    both = union_all(*current, *ended).subquery("standing").c
    here = {"locality_id": both.locality_id, "unit_id": home.unit_id}
    states = _judged(span, both.open - both.late, both.fell_due, both.late - both.fell_due)
    return select(*(here[name] for name in by), *_nothing(measures), *states).join(
        table_of(Locality), home.id == both.locality_id
    )


def _since(
    span: CaseSpan, since: ColumnElement[dt.date], is_meant: ColumnElement[bool]
) -> tuple[Select[Any], Select[Any]]:
    """Rows of what was open and late before `since`, a first day, and what moved from it on, to `as_of`."""
    h, s, d = (table_of(model).c for model in (CaseHorizon, CaseStanding, CaseLocalityDay))
    here = and_(h.locality_id.in_(_localities(span)), h.kind == span.kind, is_meant)
    in_time, on_last, overdue = (s[name] for name in OPEN_STATES)
    stood = select(
        h.locality_id,
        (in_time + on_last + overdue).label("open"),
        (on_last + overdue).label("late"),
        *_nothing(["fell_due"]),
    ).where(
        here,
        s.locality_id == h.locality_id,
        s.kind == span.kind,
        s.is_total.is_(True),
        MonthOf(DaysLater(s.month, LONG_DAYS)) == since,
    )
    fell_due = case((d.day == span.as_of, d.fell_due), else_=NOTHING).label("fell_due")
    moved = select(h.locality_id, d.open_change, d.late_change, fell_due).where(
        here, d.locality_id == h.locality_id, d.kind == span.kind, d.day >= since, d.day <= span.as_of
    )
    return stood, moved


def _kept(span: CaseSpan, by: Sequence[str], measures: Sequence[str], *, totals: bool) -> Select[Any]:
    s = table_of(CaseStanding).c
    told = _judged(span, *(s[name] for name in OPEN_STATES))
    return select(*(s[name] for name in by), *_nothing(measures), *told).where(
        s.locality_id.in_(_localities(span)),
        s.kind == span.kind,
        s.is_total.is_(totals),
        s.month == span.as_of.replace(day=1),
        _has_more(span, s.locality_id),
    )


def _counted(
    span: CaseSpan, rows: CTE, by: Sequence[str], measures: Sequence[str], *, totals: bool
) -> Select[Any]:
    r, overdue_before = rows.c, span.overdue_before or span.as_of
    is_overdue, is_later = r.due_on < overdue_before, r.due_on > (span.soon_until or span.as_of)
    conditions = (and_(not_(is_overdue), is_later), and_(not_(is_overdue), not_(is_later)), is_overdue)
    homes = select(Locality.id, Locality.unit_id).subquery("homes")
    units = {"unit_id": homes.c.unit_id} if totals else {}
    counted = select(
        *(units.get(name, r[name]) for name in by),
        *_nothing(measures),
        *(case((condition, r.cases), else_=NOTHING) for condition in conditions),
    )
    return counted.join_from(rows, homes, homes.c.id == r.locality_id) if totals else counted


def _nothing(names: Sequence[str]) -> list[ColumnElement[int]]:
    return [NOTHING.label(name) for name in names]


def _open_in(span: CaseSpan, localities: Select[Any]) -> CTE:
    """Rows of `open_cases` of some localities."""
    d = table_of(CaseDay).c
    latest = min(span.as_of, dt.date.max - dt.timedelta(days=LONG_DAYS)) + dt.timedelta(days=LONG_DAYS)
    rows = select(*(d[name] for name in DIMENSIONS), d.received_on, d.due_on, d.cases).where(
        d.locality_id.in_(localities),
        d.kind == span.kind,
        d.received_on <= span.as_of,
        d.closed_on > span.as_of,
    )
    # Two statements, each a range of the index: with OR it would be read from end to end.
    short = rows.where(d.is_long.is_(False), d.closed_on <= latest)
    return union_all(short, rows.where(d.is_long.is_(True))).cte()


def _localities(span: CaseSpan) -> Select[Any]:
    found = select(Locality.id)
    if len(span.localities) == 1:
        return found.where(Locality.slug == span.localities[0])
    return found.where(among(Locality.slug, span.localities)) if span.localities else found


def _of_units(span: CaseSpan) -> ColumnElement[bool]:
    """Condition on `case_day` by unit, with which its keys begin."""
    d = table_of(CaseDay).c
    here = _localities(span)
    homes = select(Locality.unit_id).where(Locality.id.in_(here))
    units = select(Unit.id).where(or_(Unit.locality_id.in_(here), Unit.id.in_(homes)))
    return and_(d.unit_id.in_(units), d.locality_id.in_(here))


def _has_more(span: CaseSpan, locality_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether anything came or ended in a locality after the span's `as_of`."""
    h = table_of(CaseHorizon).c
    return exists().where(h.locality_id == locality_id, h.kind == span.kind, h.last_on > span.as_of)


def _part(span: CaseSpan, month: dt.date, event: str, names: Sequence[str], *, totals: bool) -> Select[Any]:
    """Rows of the month that goes on after `as_of`, up to it: of localities where there is more to come."""
    d = table_of(CaseDay).c
    day = d.received_on if event == "received" else d.closed_on
    # Both values of the flag, so that the index that begins with it serves closing days.
    either = true() if event == "received" else d.is_long.in_([True, False])
    days = (
        select(table_of(CaseDay))
        .where(_of_units(span), d.kind == span.kind, either, day >= month, day <= span.as_of)
        .where(_has_more(span, d.locality_id))
        .subquery(f"days_{event}")
    )
    rows = flow(days, event).subquery(f"part_{event}")
    if not totals:
        return select(*(rows.c[name] for name in names))
    home = table_of(Locality).c.unit_id.label("unit_id")
    columns = [home if name == "unit_id" else rows.c[name] for name in names]
    return select(*columns).join_from(rows, Locality, Locality.id == rows.c.locality_id)


def _days_of(span: CaseSpan, month: dt.date, names: Sequence[str]) -> Select[Any]:
    """Rows of the month that goes on after `as_of`, up to it, of localities as a whole."""
    d, home = table_of(CaseLocalityDay).c, table_of(Locality).alias("home")
    special = {"unit_id": home.c.unit_id, "month": literal(month, Date).label("month")}
    return (
        select(*(special[name] if name in special else d[name] for name in names))
        .join(home, home.c.id == d.locality_id)
        .where(d.locality_id.in_(_localities(span)), d.kind == span.kind, d.day >= month, d.day <= span.as_of)
        .where(_has_more(span, d.locality_id))
    )


def _month_after(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=LONG_DAYS)).replace(day=1)


def _sum_if(condition: ColumnElement[bool], counted: ColumnElement[int]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, counted), else_=0)), 0)
