"""What a publication would move, told figure by figure with the names that people use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from data.intake.cells import figure, text
from data.intake.closing_outlook import closed_to_rows
from data.intake.comparing import Changed, Comparison, periods_touched
from data.intake.directory import Directory
from data.intake.drafts import ParentRef
from data.intake.kinds.columns import Kind
from data.intake.records import Counts, Moved, Preview
from data.rules.working_time import local

MOVES_SHOWN = 200
ROWS_NAMED = 12
"""Rows that come or go of which a preview tells the names."""
_LINKS = {
    "task_unit": "Đơn vị liên quan",
    "target_unit": "Đơn vị liên quan",
    "target_result": "Kết quả so sánh",
}
_WORDS = ("name", "label", "duty", "field")
"""Fields that name a row for people, besides its unit, heading and period."""
_MARKS = ("unit_printed", "code", "key")
"""Fields that name a row which has nothing better."""


def preview_of(connection: Connection, kind: Kind, comparison: Comparison, directory: Directory) -> Preview:
    """Sum up a comparison; figures of at most MOVES_SHOWN moves are told."""
    moved = [move for changed in comparison.changed for move in _moves(kind, changed, directory)]
    new = [draft.values for draft in comparison.new]
    periods = periods_touched(comparison)
    return Preview(
        counts=Counts(len(comparison.new), len(comparison.changed), comparison.same, len(comparison.removed)),
        moved=tuple(moved[:MOVES_SHOWN]),
        pages=kind.pages if comparison.moves else (),
        added=tuple(_row_name(row, directory) for row in new[:ROWS_NAMED]),
        gone=tuple(_row_name(row, directory) for row in comparison.removed[:ROWS_NAMED]),
        period=directory.period_code(next(iter(periods))) if len(periods) == 1 else "",
        closed=closed_to_rows(connection, kind, comparison, directory),
    )


def _moves(kind: Kind, changed: Changed, directory: Directory) -> Iterator[Moved]:
    headings = {column.field: column.heading for column in kind.all_columns}
    row = _row_name({**changed.before, **changed.draft.values}, directory)
    for name in changed.fields:
        if name in _LINKS:
            yield Moved(row, _LINKS[name], "", "đổi theo tên đơn vị ghi trong dòng")
        elif name in headings:
            after = changed.draft.values.get(name, changed.draft.source.get(name))
            before = changed.before.get(name)
            yield Moved(row, headings[name], _told(name, before, directory), _told(name, after, directory))


def _row_name(row: Mapping[str, Any], directory: Directory) -> str:
    """How people name a row: its unit, heading and words, with the period that it is of."""
    unit, pillar, period = (row.get(name) for name in ("unit_id", "pillar_id", "period_id"))
    parts = ["Dòng tổng" if row.get("is_total") else directory.unit_label(unit) if unit else ""]
    parts.append(str(directory.pillar_row(pillar)["name"]) if pillar else "")
    parts.append(_first(row, _WORDS))
    if not any(parts):
        parts.append(_first(row, _MARKS))
    parts.append(directory.period_label(period) if period else "")
    return " · ".join(filter(None, parts)) or directory.name


def _first(row: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((text(row[name]) for name in names if row.get(name)), "")


def _told(name: str, value: Any, directory: Directory) -> str:
    match name, value:
        case _, None | "":
            return "trống"
        case "period_id", int():
            return directory.period_label(value)
        case "pillar_id", int():
            return str(directory.pillar_row(value)["name"])
        case "unit_id", int():
            return directory.unit_label(value)
        case _, ParentRef():
            return str(value.key[-1])
        case _:
            return _figure(value)


def _figure(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return f"{local(value):%H:%M %d/%m/%Y}"
    if isinstance(value, dt.date | bool | str):
        return text(value)
    return figure(value)
