"""Rows that another system sends as JSON objects become the grid of a file, so that the same checks hold.

Row 1 of the grid is the heading: row n of the array is row n + 2 of the grid, and the marked copy of it is a
workbook that can be mended and handed in again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from data.intake.drafts import Cell
from data.intake.errors import IntakeError, RowError
from data.intake.kinds.columns import Kind
from data.intake.sheets import COLUMNS, ROWS, Content, Sheet

ENCODING = "json"
"""How a batch says that its rows came as objects."""
FIRST_ROW = 2
"""Row of the grid that the first object becomes."""
_SCALARS = (str, int, float, bool, type(None))


def read(kind: Kind, name: str, content: bytes) -> Content:
    """Read `[{…}, …]` or `{"rows": [{…}, …]}`; keys are names of columns. Raises IntakeError with all faults.

    Keys that the kind does not know become columns of their own, which are then told and left out.
    """
    rows = _rows(name, content)
    keys = [column.name for column in kind.all_columns]
    keys += list(dict.fromkeys(key for row in rows for key in row if key not in set(keys)))
    if len(keys) > COLUMNS:
        raise _refused(name, f"các dòng có hơn {COLUMNS} tên cột khác nhau", "bỏ các cột thừa")
    headings = {column.name: column.heading for column in kind.all_columns}
    head: list[Cell] = [headings.get(key, key) for key in keys]
    return Content((Sheet("", [head, *([_cell(row.get(key)) for key in keys] for row in rows)]),), ENCODING)


def pointer(row: int | None, field: str) -> str | None:
    """Where in the array a row of the grid, or one of its cells, stands: a JSON Pointer (RFC 6901)."""
    if row is None:
        return None
    return f"/{row - FIRST_ROW}" + (f"/{field}" if field else "")


def _rows(name: str, content: bytes) -> Sequence[Mapping[str, Any]]:
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        reason = f"không phải JSON hợp lệ (dòng {error.lineno}, cột {error.colno})"
        raise _refused(name, reason, "gửi JSON mã UTF-8") from error
    rows = told.get("rows") if isinstance(told, dict) else told
    if not isinstance(rows, list):
        raise _refused(name, "không có mảng các dòng", 'gửi [{…}, …] hoặc {"rows": [{…}, …]}')
    if len(rows) > ROWS:
        raise _refused(name, f"có hơn {ROWS:,} dòng".replace(",", "."), "gửi thành nhiều lần")
    faults = [fault for place, row in enumerate(rows) for fault in _faults(name, place, row)]
    if faults:
        raise IntakeError(faults)
    return rows


def _faults(name: str, place: int, row: object) -> list[RowError]:
    number = place + FIRST_ROW
    if not isinstance(row, dict):
        return [RowError(name, number, "", None, "dòng không phải đối tượng JSON", "gửi mỗi dòng một {…}")]
    return [
        RowError(name, number, key, None, "giá trị là mảng hoặc đối tượng", "gửi chữ, số hoặc null")
        for key, value in row.items()
        if not isinstance(value, _SCALARS)
    ]


def _cell(value: Any) -> Cell:
    """A value as a cell; whole numbers written 7.0 are whole."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    found: Cell = None if isinstance(value, str) and not value.strip() else value
    return found


def _refused(name: str, reason: str, remedy: str) -> IntakeError:
    return IntakeError([RowError(name, None, "", None, reason, remedy)])
