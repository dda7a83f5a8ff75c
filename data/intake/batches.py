"""Batches in the database: rows staged, problems noted, lists read back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, insert, select

from data.intake.batch import table_of
from data.intake.drafts import Cell, Finding
from data.intake.headings import Staged, Table
from data.intake.kinds import KINDS
from data.intake.records import BatchRow, Problems, RefusedError
from data.schema import IntakeBatch, IntakeProblem, IntakeRow, Locality

_CHUNK = 1000
_DAY = "date:"
"""How a staged cell says that its text is a real date."""


def add(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Add a batch with its rows; give its id."""
    told = {"dropped": words(table.dropped), "skipped": words(table.skipped)}
    later = ("accepted_by", "accepted_reason", "published_by", "undone_by", "undone_reason")
    values = {**values, **told, **dict.fromkeys(later, "")}
    statement = insert(IntakeBatch).values(**values, rows_read=len(table.rows))
    batch_id: int = connection.execute(statement.returning(IntakeBatch.id)).scalar_one()
    rows = [_stored(batch_id, row) for row in table.rows]
    for start in range(0, len(rows), _CHUNK):
        connection.execute(insert(IntakeRow), rows[start : start + _CHUNK])
    return batch_id


def words(several: Sequence[str]) -> str:
    """Remarks as a batch keeps them."""
    return json.dumps(several, ensure_ascii=False)


def source_file(row: BatchRow) -> str:
    """Name of a batch's file as sources keep it: the same name comes again with every month."""
    return f"{row.file_name} (đợt nạp {row.id})"


def _stored(batch_id: int, row: Staged) -> dict[str, Any]:
    cells = {name: _encoded(cell) for name, cell in row.cells.items()}
    return {
        "batch_id": batch_id,
        "sheet": row.sheet,
        "row": row.row,
        "cells": json.dumps(cells, ensure_ascii=False),
        "places": json.dumps(row.letters),
    }


def _encoded(cell: Cell) -> Any:
    return f"{_DAY}{cell.isoformat()}" if isinstance(cell, dt.date) else cell


def _decoded(value: Any) -> Cell:
    if isinstance(value, str) and value.startswith(_DAY):
        return dt.date.fromisoformat(value.removeprefix(_DAY))
    found: Cell = value
    return found


def staged(connection: Connection, batch_id: int) -> list[Staged]:
    """Rows of a batch, in the order of its file."""
    table = table_of(IntakeRow)
    wanted = select(table).where(table.c.batch_id == batch_id).order_by(table.c.sheet, table.c.row)
    found = connection.execute(wanted)
    return [
        Staged(
            row.sheet,
            row.row,
            {name: _decoded(value) for name, value in json.loads(row.cells).items()},
            json.loads(row.places),
        )
        for row in found
    ]


def note_problems(connection: Connection, batch_id: int, findings: Iterable[Finding]) -> None:
    """Replace the problems of a batch by what its last check found."""
    connection.execute(delete(IntakeProblem).where(IntakeProblem.batch_id == batch_id))
    rows = [
        {
            "batch_id": batch_id,
            "position": position,
            "severity": one.severity,
            "rule": one.rule,
            "sheet": one.sheet,
            "row": one.row,
            "cell": one.cell,
            "heading": one.heading,
            "value": one.value,
            "reason": one.reason,
            "remedy": one.remedy,
        }
        for position, one in enumerate(findings)
    ]
    for start in range(0, len(rows), _CHUNK):
        connection.execute(insert(IntakeProblem), rows[start : start + _CHUNK])


def problems(connection: Connection, batch: BatchRow) -> tuple[Problems, ...]:
    """Problems of a batch in groups of one severity, rule and column: errors first, then by first place."""
    table = table_of(IntakeProblem)
    wanted = select(table).where(table.c.batch_id == batch.id).order_by(table.c.position)
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for row in connection.execute(wanted):
        finding = Finding(
            row.severity,
            row.rule,
            batch.file_name,
            row.sheet,
            row.row,
            row.cell,
            row.heading,
            row.value,
            row.reason,
            row.remedy,
        )
        groups.setdefault((row.severity, row.rule, row.heading), []).append(finding)
    ordered = sorted(groups.items(), key=lambda group: group[0][0] != "error")
    return tuple(Problems(*key, tuple(findings)) for key, findings in ordered)


def find(connection: Connection, batch_id: int, *, locked: bool = False) -> BatchRow:
    """One batch. RefusedError where there is none; `locked` keeps others from changing it meanwhile."""
    statement = _listed().where(IntakeBatch.id == batch_id)
    if locked:
        statement = statement.with_for_update(of=IntakeBatch)
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise RefusedError(f"Không có đợt nạp số {batch_id}.")
    return _record(row)


def listed(connection: Connection, localities: Sequence[str] | None, limit: int) -> tuple[BatchRow, ...]:
    """Latest batches, of all localities where none are given."""
    statement = _listed().order_by(IntakeBatch.id.desc()).limit(limit)
    if localities is not None:
        statement = statement.where(Locality.slug.in_(localities))
    return tuple(_record(row) for row in connection.execute(statement))


def later_ones(connection: Connection, batch: BatchRow) -> tuple[BatchRow, ...]:
    """Batches of the same kind and locality that were published after this one and still stand."""
    table = IntakeBatch
    mine = (table.kind == batch.kind, Locality.slug == batch.locality, table.state == "published")
    is_later = (table.published_at >= batch.published_at) & (table.id != batch.id)
    found = connection.execute(_listed().where(*mine, is_later).order_by(table.id.desc()))
    return tuple(_record(row) for row in found)


def _listed() -> Select[Any]:
    broken = exists().where(IntakeProblem.batch_id == IntakeBatch.id, IntakeProblem.severity == "error")
    told = (Locality.slug.label("slug"), broken.label("has_errors"))
    return select(*table_of(IntakeBatch).columns, *told).join(
        Locality, Locality.id == IntakeBatch.locality_id
    )


def _record(row: Row[Any]) -> BatchRow:
    return BatchRow(
        id=row.id,
        kind=row.kind,
        title=KINDS[row.kind].title,
        locality=row.slug,
        mode=row.mode,
        state=row.state,
        file_name=row.file_name,
        sha256=row.sha256,
        rows_read=row.rows_read,
        uploaded_by=row.uploaded_by,
        uploaded_at=row.uploaded_at,
        published_by=row.published_by,
        published_at=row.published_at,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
        undone_reason=row.undone_reason,
        accepted_by=row.accepted_by,
        accepted_reason=row.accepted_reason,
        encoding=row.encoding,
        dropped=tuple(json.loads(row.dropped)),
        skipped=tuple(json.loads(row.skipped)),
        is_kept=row.is_kept,
        data_version=row.data_version,
        has_errors=row.has_errors,
    )
