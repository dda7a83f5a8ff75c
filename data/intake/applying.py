"""Bringing the fact tables to what a file says, inside the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, insert, select, update

from data.intake.batch import Key, table_of
from data.intake.changes import Changes
from data.intake.comparing import LINKS, Changed, Comparison
from data.intake.directory import Directory
from data.intake.drafting import natural_key
from data.intake.drafts import Draft, ParentRef
from data.intake.kinds.columns import Kind
from data.schema import DatasetVersion, Source
from data.version import version_scalar


class Stamp(NamedTuple):
    """What every new source says of where it came from."""

    file: str
    sha256: str
    by: str
    at: dt.datetime


class Applying:
    """One publication under way: new and changed rows with their sources and links, and what goes."""

    def __init__(
        self, changes: Changes, connection: Connection, kind: Kind, directory: Directory, stamp: Stamp
    ) -> None:
        self._changes = changes
        self._connection = connection
        self._kind = kind
        self._table = table_of(kind.model)
        self._stamp = stamp
        self._ids: dict[Key, int] = {
            key: row["id"] for key, row in directory.rows_of(kind.model, kind.key).items()
        }

    def run(self, comparison: Comparison) -> None:
        """Parents come before the rows under them, and go after them."""
        for draft in _parents_first(comparison.new, self._kind):
            row = self._changes.insert(self._table, self._values(draft))
            self._ids[natural_key(self._kind, draft.values)] = row["id"]
            self._link(draft, row["id"])
        for changed in comparison.changed:
            self._update(changed)
        for gone in _children_first(comparison.removed):
            self._remove(gone)

    def _update(self, changed: Changed) -> None:
        links = {model.__tablename__ for model in changed.draft.links}
        self._changes.update(self._table, changed.before, self._values(changed.draft))
        if links & set(changed.fields):
            self._link(changed.draft, changed.before["id"])

    def _values(self, draft: Draft) -> dict[str, Any]:
        values = dict(draft.values)
        parent = values.get("parent_id")
        if isinstance(parent, ParentRef):
            values["parent_id"] = self._ids[parent.key]
        return values | {"source_id": self._source(draft)}

    def _source(self, draft: Draft) -> int:
        place, given = draft.place, draft.source
        values = {
            "document_id": given["document_id"],
            "section": given["section"] or "",
            "line": given["line"],
            "other_lines": "",
            "file": self._stamp.file,
            "sheet": place.sheet,
            "row": place.row,
            "sha256": self._stamp.sha256,
            "loaded_by": self._stamp.by,
            "loaded_at": self._stamp.at,
        }
        found = self._connection.execute(insert(Source).values(**values).returning(Source.id))
        return found.scalar_one()

    def _link(self, draft: Draft, row_id: int) -> None:
        owners = LINKS.get(self._kind.model, {})
        for model, rows in draft.links.items():
            table, owner = table_of(model), owners[model]
            self._unlink(table, owner, row_id)
            for row in rows:
                self._changes.insert(table, row | {owner: row_id})

    def _unlink(self, table: Table, owner: str, row_id: int) -> None:
        known = self._connection.execute(select(table).where(table.c[owner] == row_id))
        for row in known.mappings().all():
            self._changes.delete(table, dict(row))

    def _remove(self, row: Mapping[str, Any]) -> None:
        for model, owner in LINKS.get(self._kind.model, {}).items():
            self._unlink(table_of(model), owner, row["id"])
        self._changes.delete(self._table, row)


def _parents_first(drafts: Sequence[Draft], kind: Kind) -> Iterable[Draft]:
    """Order drafts so that each comes after its parent. Circles were refused by the checks."""
    waiting = {natural_key(kind, draft.values): draft for draft in drafts}
    while waiting:
        ready = [key for key, draft in waiting.items() if _parent_key(draft) not in waiting]
        for key in ready:
            yield waiting[key]
        if not ready:
            raise ValueError(f"rows of {kind.name} refer to each other in a circle")
        waiting = {key: draft for key, draft in waiting.items() if key not in set(ready)}


def _parent_key(draft: Draft) -> Key | None:
    parent = draft.values.get("parent_id")
    return parent.key if isinstance(parent, ParentRef) else None


def _children_first(rows: Sequence[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    waiting = {row["id"]: row for row in rows}
    while waiting:
        above = {row.get("parent_id") for row in waiting.values()}
        ready = [key for key in waiting if key not in above] or list(waiting)
        for key in ready:
            yield waiting.pop(key)


def lock(connection: Connection) -> None:
    """Let publications come one after the other. SQLite's transactions of `writing` do so by themselves."""
    connection.execute(
        select(DatasetVersion.dataset).order_by(DatasetVersion.dataset).with_for_update()
    ).all()


def bump(connection: Connection, dataset: str, now: dt.datetime) -> int:
    """Count one more publication of a data set; give the data version that this makes.

    The digest stays: it says which files of the plans were loaded last, so that loading the same ones again
    does not take back what was brought in since.
    """
    version = int(connection.scalar(select(version_scalar())) or 0) + 1
    values = {"version": DatasetVersion.version + 1, "data_version": version, "published_at": now}
    moved = connection.execute(update(DatasetVersion).where(DatasetVersion.dataset == dataset).values(values))
    if not moved.rowcount:
        first = {"dataset": dataset, "version": 1, "data_version": version, "published_at": now}
        connection.execute(insert(DatasetVersion).values(content_sha256="", **first))
    return version


def forget_sources(connection: Connection, file: str) -> None:
    """Remove the sources of a file that no row comes from any more."""
    table = table_of(Source)
    connection.execute(table.delete().where(table.c.file == file))


def data_version(connection: Connection) -> int:
    """Data version as this transaction leaves it."""
    return int(connection.scalar(select(func.coalesce(func.sum(DatasetVersion.version), 0))) or 0)
