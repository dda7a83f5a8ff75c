"""Staged cells become drafts: every cell read by the type of its column, every problem noted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from data.intake import cells
from data.intake.batch import Key
from data.intake.cells import CellError
from data.intake.directory import Directory
from data.intake.drafts import Cell, Draft
from data.intake.headings import Staged, is_total, place_of
from data.intake.kinds.columns import PLACE_FIELDS, Column, ColumnType, Kind
from data.intake.kinds.shared import STANDING
from data.intake.reading import BIG_MAX, INTEGER_MAX
from data.rules.collation import fold

Readers: TypeAlias = Mapping[ColumnType, Callable[[Column, Cell], Any]]

_POINT_PLACES, _NUMBER_PLACES, _DEGREE_PLACES = 2, 4, 6
_RANK_WORDS = re.compile(r"^(?:hạng|thứ|xếp thứ)\s*", re.IGNORECASE)
_ONE_DAY = dt.timedelta(days=1)
_WORDS: frozenset[ColumnType] = frozenset({"text", "code", "duty"})


def draft_all(kind: Kind, file: str, rows: Iterable[Staged], directory: Directory) -> list[Draft]:
    """Read and check every row, alone and against the others."""
    directory.rows_of(kind.model, kind.key)
    drafts = [_draft(kind, file, staged, directory) for staged in rows]
    if all(draft.sound(*_key_columns(kind)) for draft in drafts):
        kind.refers(drafts, directory)
    _refuse_duplicates(kind, drafts)
    if not any(draft.broken for draft in drafts):
        # Sums over rows of which one is broken would be wrong, and said to be the file's fault.
        kind.across(drafts, directory)
    return drafts


def natural_key(kind: Kind, values: Mapping[str, Any]) -> Key:
    """What names a row within its locality."""
    return tuple(values.get(name) for name in kind.key)


def _draft(kind: Kind, file: str, staged: Staged, directory: Directory) -> Draft:
    draft = Draft(place_of(file, staged, kind), staged.cells)
    draft.is_total = kind.keeps_totals and is_total(staged.cells.get(kind.total_column))
    readers = _readers(draft, directory)
    for column in kind.all_columns:
        draft.values.setdefault(column.field, None)
        _read(draft, column, readers, is_total_cell=draft.is_total and column.name == kind.total_column)
    for column in kind.columns:
        if draft.values[column.field] is None and column.default is not None:
            draft.values[column.field] = column.default
    draft.source = {name: draft.values.pop(name, None) for name in PLACE_FIELDS}
    draft.values["locality_id"] = directory.locality_id
    kind.finish(draft, directory)
    return draft


def _read(draft: Draft, column: Column, readers: Readers, *, is_total_cell: bool) -> None:
    cell = draft.cells.get(column.name)
    if cells.text(cell) == "":
        if column.required:
            draft.refuse(column.name, "required", "ô này không được để trống", "điền nội dung vào ô")
        if column.type in _WORDS and draft.values[column.field] is None:
            draft.values[column.field] = ""
        return
    if is_total_cell and column.type not in _WORDS:
        return
    try:
        found = readers[column.type](column, cell)
    except CellError as error:
        draft.refuse(column.name, column.type, error.reason, error.remedy)
        return
    if column.field == "due_on" and found == STANDING:
        draft.values["standing"] = True
        return
    draft.values[column.field] = found


def _readers(draft: Draft, directory: Directory) -> Readers:
    """How a cell of each type is read; a unit is looked up as of the period that its row names."""

    def unit(_column: Column, cell: Cell) -> int:
        if not draft.sound("period"):
            # Which unit a name means depends on the time: a stand-in, since the row is refused anyway.
            return directory.unit_id
        period = draft.values.get("period_id")
        last = directory.period_days(period)[1] - _ONE_DAY if period is not None else None
        return directory.unit(cells.text(cell), last)

    return {
        "text": lambda _column, cell: cells.text(cell),
        "code": lambda _column, cell: cells.text(cell),
        "count": lambda column, cell: _whole(draft, column, cell),
        "vnd": lambda _column, cell: cells.whole(cell, BIG_MAX),
        "number": lambda _column, cell: cells.decimal(cell, _NUMBER_PLACES),
        "points": lambda column, cell: _points(draft, column, cell),
        "degrees": lambda _column, cell: cells.decimal(cell, _DEGREE_PLACES),
        "day": lambda _column, cell: _day(cell),
        "choice": lambda column, cell: cells.choice(cell, column.choices, column.aliases),
        "unit": unit,
        "period": lambda _column, cell: directory.period(cells.text(cell)),
        "pillar": lambda _column, cell: directory.pillar(cells.text(cell)),
        "indicator": lambda _column, cell: int(directory.indicator(cells.text(cell))["id"]),
        "document": lambda _column, cell: directory.document(cells.text(cell)),
        "duty": lambda _column, cell: cells.text(cell),
        "moment": lambda _column, cell: cells.moment(cell),
    }


def _whole(draft: Draft, column: Column, cell: Cell) -> int:
    """A count; where the column allows it the part after a slash goes to another: "Hạng 11", "11/11"."""
    if not column.over or not isinstance(cell, str):
        return cells.whole(cell, INTEGER_MAX)
    above, slash, below = _RANK_WORDS.sub("", cell.strip()).partition("/")
    if slash:
        _split_off(draft, column, cells.whole(below, INTEGER_MAX))
    return cells.whole(above, INTEGER_MAX)


def _points(draft: Draft, column: Column, cell: Cell) -> float:
    if not column.over:
        value = cells.decimal(cell, _POINT_PLACES)
    else:
        value, over = cells.parts(cell, _POINT_PLACES)
        if over is not None:
            _split_off(draft, column, over)
    if value < 0:
        raise CellError("điểm nhỏ hơn 0", "đối chiếu lại với văn bản")
    return value


def _split_off(draft: Draft, column: Column, value: float) -> None:
    """Give the part after a slash to its column, which must be empty or say the same."""
    own = draft.cells.get(column.over)
    if cells.text(own) != "" and cells.decimal(own, _POINT_PLACES) != value:
        reason = f"phần sau dấu gạch chéo khác cột “{draft.place.headings[column.over]}”"
        raise CellError(reason, "sửa một trong hai")
    draft.values[column.over] = value


def _day(cell: Cell) -> dt.date | str:
    return STANDING if fold(cells.text(cell)) == fold(STANDING) else cells.day(cell)


def _refuse_duplicates(kind: Kind, drafts: Sequence[Draft]) -> None:
    first: dict[Key, Draft] = {}
    for draft in drafts:
        if draft.broken & set(_key_columns(kind)):
            continue
        earlier = first.setdefault(natural_key(kind, draft.values), draft)
        if earlier is not draft:
            column = next(name for name in (*_key_columns(kind), "") if name in draft.place.cells or not name)
            reason = f"trùng với dòng {earlier.place.row}"
            draft.refuse(column, "duplicate", reason, "chỉ giữ một dòng, hoặc sửa cột phân biệt hai dòng")


def _key_columns(kind: Kind) -> list[str]:
    named = [column.name for column in kind.columns if column.field in kind.key]
    return named or [column.name for column in kind.columns if column.required]
