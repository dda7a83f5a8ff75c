"""Which closed periods a batch would move, told before anybody tries to publish it.

Says of a batch that waits what the guards of `data.intake.closing` say when it is published: a test holds one
against the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, or_, select

from data.intake import bulk_rows
from data.intake.batch import table_of
from data.intake.bulk_rows import Batch
from data.intake.closing import closings, moved
from data.intake.closing_cases import months_moved, retold
from data.intake.comparing import Comparison, parent_of
from data.intake.directory import Directory
from data.intake.drafts import Draft
from data.intake.kinds.columns import Kind
from data.intake.records import Closed
from data.intake.standing import Span, Stands, standing
from data.schema import IntakeCase

_STAGED = table_of(IntakeCase)
ROWS_NAMED = 8
"""Rows of a file that are named for each closed period."""
_CASES = "đợt này làm đổi số hồ sơ của kỳ đó"


def closed_to_rows(
    connection: Connection, kind: Kind, comparison: Comparison, directory: Directory
) -> tuple[Closed, ...]:
    """Closed periods whose rows would change, or that would rest on other rows without a period."""
    closed = closings(connection, directory.locality_id) if comparison.moves else ()
    if not closed:
        return ()
    resting = _resting(connection, kind, comparison, directory)
    told = ((one, _rows(span, comparison, directory) or moved(resting, span.code)) for span, one in closed)
    return tuple(replace(one, what=what) for one, what in told if what)


def closed_to_cases(connection: Connection, batch: Batch) -> tuple[Closed, ...]:
    """Closed periods in which cases would come, end, or be told otherwise. Asks only where any is closed."""
    closed = closings(connection, batch.locality_id)
    touched = _touched(connection, batch, [span for span, _ in closed]) if closed else ()
    return tuple(replace(one, what=_CASES) for span, one in closed if span.code in touched)


# -------------------------------------------------------------------------------------------------- rows


def _rows(span: Span, comparison: Comparison, directory: Directory) -> str:
    """Say which rows of the file are of a period or of one inside it, and how many it takes away."""

    def lies_in(row: Mapping[str, Any]) -> bool:
        period = row.get("period_id")
        return period is not None and span.holds(Span("", *directory.period_days(period)))

    new = [draft for draft in comparison.new if lies_in(draft.values)]
    changed = [one.draft for one in comparison.changed if lies_in(one.before) or lies_in(one.draft.values)]
    places = sorted({draft.place.row for draft in (*new, *changed)})
    gone = sum(map(lies_in, comparison.removed))
    return " và ".join([*_places(places), *([f"xóa {gone} dòng của kỳ đó"] if gone else [])])


def _places(rows: Sequence[int]) -> Iterator[str]:
    if rows:
        named = ", ".join(map(str, rows[:ROWS_NAMED]))
        more = f" và {len(rows) - ROWS_NAMED} dòng khác" if len(rows) > ROWS_NAMED else ""
        yield f"tệp làm đổi số liệu kỳ đó ở dòng {named}{more}"


def _resting(
    connection: Connection, kind: Kind, comparison: Comparison, directory: Directory
) -> Collection[Stands]:
    """What closed periods rest on now and would not then, or the other way round."""
    place = directory.locality_id
    return standing(connection, place) ^ standing(
        connection, place, {kind.model: list(_as_they_would_be(kind, comparison, directory))}
    )


def _as_they_would_be(
    kind: Kind, comparison: Comparison, directory: Directory
) -> Iterator[Mapping[str, Any]]:
    """Rows of the kind's table after publication; new ones have ids below zero."""

    def told(draft: Draft, before: Mapping[str, Any]) -> Mapping[str, Any]:
        values = {**draft.values, "parent_id": parent_of(kind, draft, directory)}
        return {name: values.get(name, value) for name, value in before.items()}

    drafts = {one.before["id"]: one.draft for one in comparison.changed}
    gone = {row["id"] for row in comparison.removed}
    there = directory.rows_of(kind.model, kind.key).values()
    for row in (row for row in there if row["id"] not in gone):
        draft = drafts.get(row["id"])
        yield told(draft, row) if draft else row
    empty = dict.fromkeys(table_of(kind.model).columns.keys())
    for number, draft in enumerate(comparison.new, start=1):
        yield told(draft, {**empty, "id": -number})


# ------------------------------------------------------------------------------------------------- cases


def _touched(connection: Connection, batch: Batch, closed: Sequence[Span]) -> Collection[str]:
    """Codes of closed periods that a batch touches: a first list and a later one are guarded differently."""
    if not bulk_rows.is_known(connection, batch):
        staged = select(_STAGED.c.received_at).where(bulk_rows.staged(batch))
        return _holding(closed, connection.scalars(bulk_rows.came_in(staged)))
    before = bulk_rows.differing(batch)
    differs = _STAGED.c.code.in_(before.with_only_columns(batch.facts.c.code))
    moves = bulk_rows.as_facts(batch, None).where(or_(bulk_rows.unknown(batch), differs)).subquery("moves")
    months = months_moved(connection, moves, before)
    return _holding(closed, months) | retold(connection, closed, moves, before)


def _holding(closed: Sequence[Span], months: Iterable[dt.date]) -> frozenset[str]:
    """Codes of the periods in which any of the months begins."""
    begun = list(months)
    return frozenset(span.code for span in closed if any(span.start <= month < span.end for month in begun))
