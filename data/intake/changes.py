"""Writing fact rows one by one with what was there before, so that a publication can be undone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Table,
    and_,
    delete,
    insert,
    select,
    update,
)

from data.schema import Base, IntakeChange

_CHUNK = 500


class OvertakenError(Exception):
    """A row is no longer what the publication made of it: a later one must be undone first."""


class Changes:
    """Rows that one batch inserts, updates and deletes, in order."""

    def __init__(self, connection: Connection, batch_id: int) -> None:
        """Write through `connection`, in the caller's transaction."""
        self._connection = connection
        self._batch_id = batch_id
        self._log: list[dict[str, Any]] = []

    def insert(self, table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
        """Insert a row and give it back whole."""
        statement = insert(table).values(**values).returning(*table.columns)
        row = dict(self._connection.execute(statement).mappings().one())
        self._note("insert", table, None, row)
        return row

    def update(self, table: Table, before: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Update the row that `before` is."""
        statement = update(table).where(_is(table, before)).values(**values).returning(*table.columns)
        after = dict(self._connection.execute(statement).mappings().one())
        self._note("update", table, before, after)

    def delete(self, table: Table, before: Mapping[str, Any]) -> None:
        """Delete the row that `before` is."""
        self._connection.execute(delete(table).where(_is(table, before)))
        self._note("delete", table, before, None)

    def save(self) -> None:
        """Store the log: call it last."""
        for start in range(0, len(self._log), _CHUNK):
            self._connection.execute(insert(IntakeChange), self._log[start : start + _CHUNK])

    def _note(
        self, action: str, table: Table, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> None:
        self._log.append(
            {
                "batch_id": self._batch_id,
                "position": len(self._log),
                "action": action,
                "table_name": table.name,
                "row_key": encode(_primary(table, after or before or {})),
                "before": encode(before) if before is not None else None,
                "after": encode(after) if after is not None else None,
            }
        )


def take_back(connection: Connection, batch_id: int) -> None:
    """Undo the changes of a batch, last one first. OvertakenError, where a row has changed since."""
    log = select(IntakeChange).where(IntakeChange.batch_id == batch_id)
    steps = connection.execute(log.order_by(IntakeChange.position.desc())).all()
    for step in steps:
        table = Base.metadata.tables[step.table_name]
        mine = _is(table, decode(table, step.row_key))
        now = connection.execute(select(table).where(mine)).mappings().one_or_none()
        if (encode(dict(now)) if now is not None else None) != step.after:
            raise OvertakenError(step.table_name)
        if step.before is None:
            connection.execute(delete(table).where(mine))
        elif step.after is None:
            connection.execute(insert(table).values(**decode(table, step.before)))
        else:
            connection.execute(update(table).where(mine).values(**decode(table, step.before)))


def encode(row: Mapping[str, Any]) -> str:
    """A row as JSON, its columns in order of name."""
    return json.dumps(dict(row), ensure_ascii=False, sort_keys=True, default=dt.date.isoformat)


def decode(table: Table, text: str) -> dict[str, Any]:
    """A row as the table takes it."""
    values: dict[str, Any] = json.loads(text)
    days: Iterable[str] = (column.name for column in table.columns if isinstance(column.type, Date))
    for name in days:
        if values.get(name) is not None:
            values[name] = dt.date.fromisoformat(values[name])
    return values


def _primary(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {column.name: row[column.name] for column in table.primary_key.columns}


def _is(table: Table, row: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in _primary(table, row).items()))
