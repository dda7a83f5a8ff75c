"""Single cases against closed periods: what was said of a case in a closed month is not said otherwise.

What happens to a case later – it is answered, ended, rated – is news of later days and passes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, exists, or_, select, union

from data.intake.closing import guard_closed
from data.intake.standing import Span, closed_spans
from data.rollups.cases_days import LocalDay, MonthOf
from data.schema import Period

_SAID = (
    "received_at",
    "unit_id",
    "category_id",
    "procedure_id",
    "urgency",
    "channel",
    "due_at",
    "is_online",
    "is_digitised",
    "is_paid_online",
)
"""What a list says of a case on receipt: it counts in every month in which the case was open."""
_HAPPENED = ("accepted_at", "first_response_at")
"""What counts in its own month; moments of closing are guarded by whoever writes cases."""


def guard_retold(connection: Connection, locality_id: int, moves: FromClause, before: Select[Any]) -> None:
    """Raise RefusedError where known cases are told otherwise of a closed period.

    `moves` are cases as they will be, `before` the same ones as they were. Looks at them only where the
    locality has closed a period.
    """
    closed = closed_spans(connection, locality_id)
    touched = retold(connection, closed, moves, before)
    named = connection.scalars(select(Period.id).where(Period.code.in_(touched))).all()
    guard_closed(connection, locality_id, named)


def retold(
    connection: Connection, closed: Sequence[Span], moves: FromClause, before: Select[Any]
) -> frozenset[str]:
    """Codes of the closed periods of which known cases are told otherwise."""
    if not closed:
        return frozenset()
    times = [*_retold(connection, moves, before), *_moved(connection, moves, before)]
    return frozenset(
        span.code for span in closed if any(_meets(span.start, span.end, *time) for time in times)
    )


def months_moved(connection: Connection, moves: FromClause, before: Select[Any]) -> list[dt.date]:
    """Months whose figures move: in which cases are new, or ended before or now."""
    old = before.subquery("old")
    is_new = ~exists().where(old.c.code == moves.c.code, old.c.received_at == moves.c.received_at)
    came = select(_month(moves.c.received_at)).where(is_new)
    ends = [select(_month(one.c.closed_at)).where(one.c.closed_at.is_not(None)) for one in (moves, old)]
    return sorted({*connection.scalars(came.distinct()), *connection.scalars(union(*ends))})


def _meets(start: dt.date, end: dt.date, first: dt.date, last: dt.date | None) -> bool:
    """Tell whether a period shares a month with those from `first` to `last`; None is still open."""
    return first < end and (last is None or last >= start.replace(day=1))


def _retold(
    connection: Connection, moves: FromClause, before: Select[Any]
) -> Iterator[tuple[dt.date, dt.date | None]]:
    """Months from receipt to closing of cases that are told otherwise."""
    old = before.subquery("told_before")
    came = [_month(one.c.received_at) for one in (old, moves)]
    ended = [_month(one.c.closed_at) for one in (old, moves)]
    rows = connection.execute(_pairs(moves, old, _SAID, [*came, *ended]))
    for first, other, end, other_end in rows:
        is_open = end is None or other_end is None
        yield min(first, other), None if is_open else max(end, other_end)


def _moved(
    connection: Connection, moves: FromClause, before: Select[Any]
) -> Iterator[tuple[dt.date, dt.date | None]]:
    """Months of moments that are told otherwise, as they were and as they will be."""
    old = before.subquery("told_before")
    for name in _HAPPENED:
        months = [_month(one.c[name]) for one in (old, moves)]
        for row in connection.execute(_pairs(moves, old, (name,), months)):
            yield from ((month, month) for month in row if month is not None)


def _month(moment: ColumnElement[Any]) -> ColumnElement[dt.date]:
    return MonthOf(LocalDay(moment))


def _pairs(
    moves: FromClause, old: FromClause, names: Sequence[str], columns: Sequence[ColumnElement[Any]]
) -> Select[Any]:
    """Select columns, each answer once, of cases that differ in any of `names`."""
    known = [name for name in names if name in moves.c]
    differs = or_(*(moves.c[name].is_distinct_from(old.c[name]) for name in known))
    labelled = [column.label(f"month_{at}") for at, column in enumerate(columns)]
    return select(*labelled).join_from(moves, old, old.c.code == moves.c.code).where(differs).distinct()
