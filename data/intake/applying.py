"""Bringing the fact tables to what a file says, inside the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

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

Place: TypeAlias = tuple[str, int]
"""Sheet and row of the file."""
_CHUNK = 500


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
        sources = self._sources([*comparison.new, *(one.draft for one in comparison.changed)])
        leaving = [*(one.before for one in comparison.changed), *comparison.removed]
        self._changes.vacate(self._table, leaving)
        for wave in _parents_first(comparison.new, self._kind):
            rows = self._changes.insert(self._table, [self._values(draft, sources) for draft in wave])
            self._ids |= {tuple(row[name] for name in self._kind.key): row["id"] for row in rows}
            self._link([(draft, self._ids[natural_key(self._kind, draft.values)]) for draft in wave])
        told = [(one.before, self._values(one.draft, sources)) for one in comparison.changed]
        self._changes.update(self._table, told)
        self._link([(one.draft, one.before["id"]) for one in comparison.changed if _relinks(one)])
        self._remove(list(_children_first(comparison.removed)))

    def _values(self, draft: Draft, sources: Mapping[Place, int]) -> dict[str, Any]:
        values = dict(draft.values)
        parent = values.get("parent_id")
        if isinstance(parent, ParentRef):
            values["parent_id"] = self._ids[parent.key]
        return values | {"source_id": sources[draft.place.sheet, draft.place.row]}

    def _sources(self, drafts: Iterable[Draft]) -> dict[Place, int]:
        """Add the place that each row comes from; give ids by sheet and row."""
        rows = [
            {
                "document_id": draft.source["document_id"],
                "section": draft.source["section"] or "",
                "line": draft.source["line"],
                "other_lines": "",
                "file": self._stamp.file,
                "sheet": draft.place.sheet,
                "row": draft.place.row,
                "sha256": self._stamp.sha256,
                "loaded_by": self._stamp.by,
                "loaded_at": self._stamp.at,
            }
            for draft in drafts
        ]
        if not rows:
            return {}
        returning = insert(Source).returning(Source.id, Source.sheet, Source.row)
        return {(row.sheet, row.row): row.id for row in self._connection.execute(returning, rows)}

    def _link(self, linked: Sequence[tuple[Draft, int]]) -> None:
        """Make the links of rows what their drafts say; tables that a draft is silent about stay."""
        for model, owner in LINKS.get(self._kind.model, {}).items():
            told = [(draft.links[model], row_id) for draft, row_id in linked if model in draft.links]
            table = table_of(model)
            self._unlink(table, owner, [row_id for _, row_id in told])
            self._changes.insert(table, [row | {owner: row_id} for rows, row_id in told for row in rows])

    def _unlink(self, table: Table, owner: str, ids: Sequence[int]) -> None:
        for start in range(0, len(ids), _CHUNK):
            mine = table.c[owner].in_(ids[start : start + _CHUNK])
            known = self._connection.execute(select(table).where(mine)).mappings()
            self._changes.delete(table, [dict(row) for row in known])

    def _remove(self, rows: Sequence[Mapping[str, Any]]) -> None:
        for model, owner in LINKS.get(self._kind.model, {}).items():
            self._unlink(table_of(model), owner, [row["id"] for row in rows])
        self._changes.delete(self._table, rows)


def _relinks(changed: Changed) -> bool:
    """Tell whether a row's links are among what differs."""
    return bool({model.__tablename__ for model in changed.draft.links} & set(changed.fields))


def _parents_first(drafts: Sequence[Draft], kind: Kind) -> Iterator[list[Draft]]:
    """Drafts in waves: each comes after its parent. Circles were refused by the checks."""
    waiting = {natural_key(kind, draft.values): draft for draft in drafts}
    while waiting:
        ready = {key: draft for key, draft in waiting.items() if _parent_key(draft) not in waiting}
        if not ready:
            raise ValueError(f"rows of {kind.name} refer to each other in a circle")
        yield list(ready.values())
        waiting = {key: draft for key, draft in waiting.items() if key not in ready}


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
