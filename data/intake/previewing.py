"""What a publication would move, told figure by figure with the names that people use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from data.intake.cells import text
from data.intake.comparing import Changed, Comparison
from data.intake.directory import Directory
from data.intake.drafts import Draft, ParentRef
from data.intake.kinds.columns import Kind
from data.intake.records import Moved, Preview

MOVES_SHOWN = 200
_LINKS = {
    "task_unit": "Đơn vị liên quan",
    "target_unit": "Đơn vị liên quan",
    "target_result": "Kết quả so sánh",
}
_NAMES = ("name", "label", "duty", "field", "unit_printed", "unit", "pillar", "indicator")


def preview_of(kind: Kind, comparison: Comparison, directory: Directory) -> Preview:
    """Sum up a comparison; figures of at most MOVES_SHOWN moves are told."""
    moved = [move for changed in comparison.changed for move in _moves(kind, changed, directory)]
    return Preview(
        new=len(comparison.new),
        changed=len(comparison.changed),
        same=comparison.same,
        removed=len(comparison.removed),
        moved=tuple(moved[:MOVES_SHOWN]),
        pages=kind.pages if comparison.moves else (),
    )


def _moves(kind: Kind, changed: Changed, directory: Directory) -> Iterator[Moved]:
    headings = {column.field: column.heading for column in kind.all_columns}
    row = _row_name(changed.draft)
    for name in changed.fields:
        if name in _LINKS:
            yield Moved(row, _LINKS[name], "", "đổi theo tên đơn vị ghi trong dòng")
        elif name in headings:
            after = changed.draft.values.get(name, changed.draft.source.get(name))
            before = changed.before.get(name)
            yield Moved(row, headings[name], _told(name, before, directory), _told(name, after, directory))


def _row_name(draft: Draft) -> str:
    """How people name a row: by its words, else by its number in the file."""
    words = next((text(draft.cells.get(name)) for name in _NAMES if draft.cells.get(name)), "")
    return words or f"dòng {draft.place.row}"


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
    if isinstance(value, dt.date | bool | str):
        return text(value)
    whole, _, digits = f"{value:,.10g}".partition(".") if isinstance(value, float) else (f"{value:,}", "", "")
    return whole.replace(",", ".") + (f",{digits}" if digits else "")
