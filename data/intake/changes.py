"""Writing fact rows with what was there before, so that a publication can be undone.

Rows are written many at a time: a statement costs more than a row. What was written is read back from the
database, since undoing compares it with what stands there then.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.types import TypeEngine

from data.schema import Base, IntakeChange
from data.schema.base import UtcDateTime

Values: TypeAlias = Mapping[str, Any]
_CHUNK = 500
"""Rows a statement names: a key has up to three columns, and old SQLite takes 999 parameters."""
_PLACES: Mapping[str, str] = {"pillar": "position"}
"""Columns by table that no two rows may share, and that rows may swap: emptied of old values first."""


class OvertakenError(Exception):
    """A row is no longer what the publication made of it: a later one must be undone first."""


class Changes:
    """Rows that one batch inserts, updates and deletes, in order."""

    def __init__(self, connection: Connection, batch_id: int) -> None:
        """Write through `connection`, in the caller's transaction."""
        self._connection = connection
        self._batch_id = batch_id
        self._log: list[dict[str, Any]] = []

    def vacate(self, table: Table, rows: Sequence[Values]) -> None:
        """Let other rows of a publication take the places of these, which are changed or deleted later."""
        _vacate(self._connection, table, rows)

    def insert(self, table: Table, rows: Sequence[Values]) -> list[dict[str, Any]]:
        """Insert rows and give them back whole, in any order."""
        statement = insert(table).returning(*table.columns)
        made = [
            dict(row)
            for part in _alike(rows, frozenset)
            for row in self._connection.execute(statement, list(map(dict, part))).mappings()
        ]
        for row in made:
            self._note("insert", table, None, row)
        return made

    def update(self, table: Table, rows: Sequence[tuple[Values, Values]]) -> None:
        """Update rows, each as it is with the values that it gets."""
        for part in _alike(rows, lambda row: frozenset(row[1])):
            assigned: Values = {name: bindparam(name) for name in part[0][1]}
            told = [dict(values) | _bound(table, before) for before, values in part]
            self._connection.execute(update(table).where(_mine(table)).values(assigned), told)
        after = _standing(self._connection, table, [before for before, _ in rows])
        for before, _ in rows:
            self._note("update", table, before, after[_key(table, before)])

    def delete(self, table: Table, rows: Sequence[Values]) -> None:
        """Delete rows one after the other."""
        if rows:
            self._connection.execute(delete(table).where(_mine(table)), [_bound(table, row) for row in rows])
        for row in rows:
            self._note("delete", table, row, None)

    def save(self) -> None:
        """Store the log: call it last."""
        for start in range(0, len(self._log), _CHUNK):
            self._connection.execute(insert(IntakeChange), self._log[start : start + _CHUNK])

    def _note(self, action: str, table: Table, before: Values | None, after: Values | None) -> None:
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
    for name in _PLACES:
        placed = [step for step in steps if step.table_name == name]
        for part in _chunks(placed):
            _check_stands(connection, Base.metadata.tables[name], part)
            keys = [decode(Base.metadata.tables[name], step.row_key) for step in part]
            _vacate(connection, Base.metadata.tables[name], keys)
    for (name, action), run in groupby(steps, key=lambda step: (step.table_name, step.action)):
        for part in _chunks(list(run)):
            _take_back(connection, Base.metadata.tables[name], action, part)


def _take_back(connection: Connection, table: Table, action: str, steps: Sequence[Row[Any]]) -> None:
    """Undo steps of one kind on one table, of which no two concern the same row."""
    if table.name not in _PLACES:
        _check_stands(connection, table, steps)
    keys = [decode(table, step.row_key) for step in steps]
    _UNDO[action](connection, table, keys, [decode(table, step.before or "{}") for step in steps])


def _check_stands(connection: Connection, table: Table, steps: Sequence[Row[Any]]) -> None:
    """Raise OvertakenError where a row is not as a step left it."""
    keys = [decode(table, step.row_key) for step in steps]
    now = _standing(connection, table, keys)
    for key, step in zip(keys, steps, strict=True):
        row = now.get(_key(table, key))
        if (encode(row) if row is not None else None) != step.after:
            raise OvertakenError(table.name)


def _vacate(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Put numbers that nobody else has into the places of rows that are there."""
    if table.name in _PLACES and rows:
        aside = {_PLACES[table.name]: -table.c.id}
        connection.execute(
            update(table).where(_mine(table)).values(aside), [_bound(table, row) for row in rows]
        )


def _remove(connection: Connection, table: Table, keys: Sequence[Values], _before: Sequence[Values]) -> None:
    connection.execute(delete(table).where(_mine(table)), [_bound(table, key) for key in keys])


def _put_back(
    connection: Connection, table: Table, _keys: Sequence[Values], before: Sequence[Values]
) -> None:
    connection.execute(insert(table), list(map(dict, before)))


def _restore(connection: Connection, table: Table, keys: Sequence[Values], before: Sequence[Values]) -> None:
    names = [column.name for column in table.columns if not column.primary_key]
    statement = update(table).where(_mine(table)).values({name: bindparam(name) for name in names})
    rows = zip(keys, before, strict=True)
    told = [{name: row[name] for name in names} | _bound(table, key) for key, row in rows]
    connection.execute(statement, told)


_UNDO: Mapping[str, Callable[[Connection, Table, Sequence[Values], Sequence[Values]], None]] = {
    "insert": _remove,
    "update": _restore,
    "delete": _put_back,
}
"""How a change of each kind is taken back."""


def counts(connection: Connection, batch_id: int, table: str) -> Mapping[str, int]:
    """How many rows of a table a batch inserted, updated and deleted, by action."""
    mine = (IntakeChange.batch_id == batch_id, IntakeChange.table_name == table)
    found = select(IntakeChange.action, func.count()).where(*mine).group_by(IntakeChange.action)
    return {action: int(many) for action, many in connection.execute(found)}


def periods_changed(connection: Connection, batch_id: int) -> frozenset[int]:
    """Ids of the periods of the rows that a batch changed; none for rows without one."""
    log = select(IntakeChange.before, IntakeChange.after).where(IntakeChange.batch_id == batch_id)
    rows = (json.loads(text) for step in connection.execute(log) for text in step if text is not None)
    return frozenset(row["period_id"] for row in rows if row.get("period_id") is not None)


def encode(row: Values) -> str:
    """A row as JSON, its columns in order of name."""
    return json.dumps(dict(row), ensure_ascii=False, sort_keys=True, default=_iso)


def _iso(value: dt.date) -> str:
    """A day, or a moment with its time and zone."""
    return value.isoformat()


def decode(table: Table, text: str) -> dict[str, Any]:
    """A row as the table takes it."""
    values: dict[str, Any] = json.loads(text)
    for column in table.columns:
        read = next((read for kind, read in _READ.items() if isinstance(column.type, kind)), None)
        if read is not None and values.get(column.name) is not None:
            values[column.name] = read(values[column.name])
    return values


_READ: Mapping[type[TypeEngine[Any]], Callable[[str], Any]] = {
    Date: dt.date.fromisoformat,
    UtcDateTime: dt.datetime.fromisoformat,
}
"""How a column is read from JSON, where it holds no plain value."""


def _standing(
    connection: Connection, table: Table, keys: Sequence[Values]
) -> Mapping[tuple[Any, ...], dict[str, Any]]:
    """Rows as they stand now, by primary key."""
    columns = list(table.primary_key.columns)
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for part in _chunks(keys):
        named = [_key(table, key) for key in part]
        mine = columns[0].in_([key[0] for key in named]) if len(columns) == 1 else tuple_(*columns).in_(named)
        rows = connection.execute(select(table).where(mine)).mappings()
        found |= {_key(table, row): dict(row) for row in rows}
    return found


def _alike(rows: Sequence[Any], columns: Callable[[Any], frozenset[str]]) -> Iterator[Sequence[Any]]:
    """Rows by what columns they have: one statement would leave out what its first row does not have."""
    alike: dict[frozenset[str], list[Any]] = {}
    for row in rows:
        alike.setdefault(columns(row), []).append(row)
    yield from alike.values()


def _chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]


def _primary(table: Table, row: Values) -> dict[str, Any]:
    return {column.name: row[column.name] for column in table.primary_key.columns}


def _key(table: Table, row: Any) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key.columns)


def _mine(table: Table) -> ColumnElement[bool]:
    return and_(*(column == bindparam(f"this_{column.name}") for column in table.primary_key.columns))


def _bound(table: Table, row: Values) -> dict[str, Any]:
    return {f"this_{name}": value for name, value in _primary(table, row).items()}
