"""A locality's cases as cells of their template, to be corrected and handed in again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from data.intake.batch import table_of
from data.intake.bulk_checks import FLAGS, MOMENTS
from data.intake.directory import Directory
from data.intake.drafts import Cell
from data.intake.kinds.columns import Kind
from data.intake.records import RefusedError
from data.intake.sheets import BOOK_ROWS
from data.rules.working_time import local
from data.schema import CaseCategory, Procedure

_MOST = BOOK_ROWS - 100
"""What a workbook may have to be read back, its titles and heading beside the rows."""


def rows_of(connection: Connection, kind: Kind, directory: Directory) -> list[Mapping[str, Cell]]:
    """Cases by code. RefusedError for more than a workbook holds."""
    table = table_of(kind.model)
    mine = table.c.locality_id == directory.locality_id
    if int(connection.scalar(select(func.count()).where(mine)) or 0) > _MOST:
        raise RefusedError(f"Địa bàn có hơn {_MOST:,} dòng: dùng mẫu trống.".replace(",", "."))
    categories = _names(connection, CaseCategory, "name")
    procedures = _names(connection, Procedure, "code")
    rows = connection.execute(select(table).where(mine).order_by(table.c.code)).mappings()
    return [_cells(kind, dict(row), directory, categories, procedures) for row in rows.all()]


def _names(connection: Connection, model: Any, name: str) -> Mapping[int, str]:
    table = table_of(model)
    return {row.id: row[1] for row in connection.execute(select(table.c.id, table.c[name]))}


def _cells(
    kind: Kind,
    row: Mapping[str, Any],
    directory: Directory,
    categories: Mapping[int, str],
    procedures: Mapping[int, str],
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "code": row["code"],
        "unit": directory.unit_name(row["unit_id"], local(row["received_at"]).date()),
        "category": categories[row["category_id"]],
        "procedure": procedures.get(row.get("procedure_id") or 0),
        "state": _state(row),
        "reopened_count": row["reopened_count"] or None,
    }
    cells |= {name: _moment(row[name]) for name in MOMENTS}
    said = {name: "yes" if row[name] else "no" for name in FLAGS if row.get(name) is not None}
    for column in kind.columns:
        if column.choices and column.name not in cells:
            cells[column.name] = column.choices.get(said.get(column.name) or row.get(column.name) or "")
    return _known(kind.columns, cells)


def _known(columns: Sequence[Any], cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {column.name: cells[column.name] for column in columns}


def _state(row: Mapping[str, Any]) -> str:
    words = {"resolved": "Đã xử lý", "rejected": "Từ chối", "forwarded": "Chuyển cấp"}
    return words.get(row["outcome"], "Đang xử lý")


def _moment(moment: dt.datetime | None) -> str | None:
    return f"{local(moment):%d/%m/%Y %H:%M:%S}" if moment else None
