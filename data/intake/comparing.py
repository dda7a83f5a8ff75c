"""What a file would change: rows that are new, changed, the same or left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from data.intake.batch import Model, table_of
from data.intake.directory import Directory
from data.intake.drafting import natural_key
from data.intake.drafts import Draft, ParentRef
from data.intake.kinds.columns import Kind
from data.schema import IndicatorValue, Source, Target, TargetResult, TargetUnit, Task, TaskUnit

LINKS: Mapping[Model, Mapping[Model, str]] = {
    Target: {TargetUnit: "target_id", TargetResult: "target_id"},
    Task: {TaskUnit: "task_id"},
    IndicatorValue: {TargetResult: "indicator_value_id"},
}
"""Link tables by the tables whose rows they link, with the column that refers to those."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that differs: the row as it is, the draft, and the fields in which they differ."""

    before: Mapping[str, Any]
    draft: Draft
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Drafts by what publishing them does; `removed` are rows of the table that the file leaves out."""

    new: tuple[Draft, ...]
    changed: tuple[Changed, ...]
    same: int
    removed: tuple[Mapping[str, Any], ...]

    @property
    def moves(self) -> bool:
        """Tell whether publishing would change anything."""
        return bool(self.new or self.changed or self.removed)


def compare(
    connection: Connection, kind: Kind, drafts: Sequence[Draft], directory: Directory, *, replaces: bool
) -> Comparison:
    """Compare sound drafts with what the tables hold."""
    known = directory.rows_of(kind.model, kind.key)
    linked = _links(connection, kind, [row["id"] for row in known.values()])
    sources = _sources(connection, [row["source_id"] for row in known.values()])
    new: list[Draft] = []
    changed: list[Changed] = []
    for draft in drafts:
        before = known.get(natural_key(kind, draft.values))
        if before is None:
            new.append(draft)
            continue
        fields = _differing(kind, draft, before, directory)
        fields += _differing_links(draft, before["id"], linked)
        fields += _differing_source(draft, sources.get(before["source_id"], {}))
        if fields:
            changed.append(Changed(before, draft, tuple(fields)))
    removed = _left_out(kind, drafts, known.values()) if replaces else ()
    same = len(drafts) - len(new) - len(changed)
    return Comparison(tuple(new), tuple(changed), same, tuple(removed))


def periods_touched(comparison: Comparison) -> frozenset[int]:
    """Ids of the periods in which publishing changes, adds or removes a row; none for rows without one."""
    rows: list[Mapping[str, Any]] = [draft.values for draft in comparison.new]
    rows += [row for one in comparison.changed for row in (one.before, one.draft.values)]
    rows += comparison.removed
    return frozenset(row["period_id"] for row in rows if row.get("period_id") is not None)


def parent_of(kind: Kind, draft: Draft, directory: Directory) -> int | ParentRef | None:
    """Id of a draft's parent where the table has it, else the reference to another draft."""
    parent = draft.values.get("parent_id")
    if not isinstance(parent, ParentRef):
        return parent
    before = directory.before(kind.model, parent.key)
    return int(before["id"]) if before else parent


def _differing(kind: Kind, draft: Draft, before: Mapping[str, Any], directory: Directory) -> list[str]:
    values = dict(draft.values)
    if "parent_id" in values:
        values["parent_id"] = parent_of(kind, draft, directory)
    return [name for name, value in values.items() if name != "key" and value != before[name]]


def _differing_links(draft: Draft, row_id: int, linked: Mapping[Model, Mapping[int, set[Any]]]) -> list[str]:
    found = []
    for model, rows in draft.links.items():
        wanted = {tuple(sorted(row.items())) for row in rows}
        if wanted != linked[model].get(row_id, set()):
            found.append(model.__tablename__)
    return found


def _differing_source(draft: Draft, before: Mapping[str, Any]) -> list[str]:
    """A file that names no place in a document leaves the one that is known."""
    given = {name: value or None for name, value in draft.source.items()}
    if not any(given.values()):
        return []
    return [name for name, value in given.items() if value != (before.get(name) or None)]


def _left_out(
    kind: Kind, drafts: Sequence[Draft], rows: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    def group(values: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(values.get(name) for name in kind.group)

    spoken_of = {group(draft.values) for draft in drafts}
    kept = {natural_key(kind, draft.values) for draft in drafts}
    return [row for row in rows if group(row) in spoken_of and natural_key(kind, row) not in kept]


def _links(connection: Connection, kind: Kind, ids: Sequence[int]) -> Mapping[Model, Mapping[int, set[Any]]]:
    found: dict[Model, dict[int, set[Any]]] = {}
    for model, owner in LINKS.get(kind.model, {}).items():
        table, wanted = table_of(model), set(ids)
        rows: dict[int, set[Any]] = {}
        for row in connection.execute(select(table)).mappings():
            if row[owner] in wanted:
                rest = tuple(sorted((name, value) for name, value in row.items() if name != owner))
                rows.setdefault(row[owner], set()).add(rest)
        found[model] = rows
    return found


def _sources(connection: Connection, ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """Places in documents by source."""
    table, wanted = table_of(Source), set(ids)
    columns = (table.c.id, table.c.document_id, table.c.section, table.c.line)
    found = connection.execute(select(*columns).where(table.c.id.in_(wanted))) if wanted else ()
    return {row.id: row._asdict() for row in found}
