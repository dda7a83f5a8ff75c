"""Writing a batch in one transaction: what is new comes, what differs changes, what is gone goes.

Rows keep their ids as long as their keys stand, so that other tables may refer to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    RowMapping,
    String,
    and_,
    bindparam,
    cast,
    delete,
    insert,
    literal,
    select,
    true,
    update,
)

from data.intake.batch import Batch, Key, Model, Ref, Values, key_columns, table_of
from data.schema import (
    BudgetLine,
    BudgetRule,
    Difficulty,
    Document,
    DossierCount,
    FeedbackCount,
    FeedbackRollup,
    Framework,
    Indicator,
    IndicatorValue,
    InformationSystem,
    Locality,
    LocalityPeriod,
    OfficialScore,
    OverviewRollup,
    Period,
    Pillar,
    ReportingDuty,
    SharedDatabase,
    Source,
    Target,
    TargetResult,
    TargetUnit,
    Task,
    TaskUnit,
    Unit,
    UnitLineage,
)

WRITTEN: Sequence[Model] = (
    Period,
    Unit,
    Locality,
    Document,
    Source,
    UnitLineage,
    Framework,
    Pillar,
    Indicator,
    IndicatorValue,
    OfficialScore,
    Target,
    TargetResult,
    TargetUnit,
    Task,
    TaskUnit,
    FeedbackCount,
    DossierCount,
    BudgetLine,
    BudgetRule,
    ReportingDuty,
    Difficulty,
    InformationSystem,
    SharedDatabase,
)
"""Tables in an order in which each row's references exist before it, but for those of LATER."""

LATER: Mapping[Model, tuple[str, ...]] = {
    Unit: ("locality_id", "source_id"),
    Locality: ("source_id",),
    Document: ("source_id",),
}
"""Columns that close a circle of references: filled in when both ends exist."""

PARKED: Mapping[Model, str] = {Pillar: "position", BudgetLine: "code"}
"""A column of a second unique constraint: emptied of old values first, since rows may swap them."""

SHARED: Collection[Model] = (Period,)
"""Rows that belong to nobody: added where missing, never changed or removed."""

DERIVED: Sequence[Model] = (LocalityPeriod, FeedbackRollup, OverviewRollup)
"""Tables that are computed from the others after each publication: their rows give way."""

_UNRESOLVED = object()


def write(connection: Connection, batch: Batch, *, files: Collection[str], stamp: Mapping[str, Any]) -> None:
    """Make the rows that come from `files` equal to the batch, inside the caller's transaction.

    `stamp` (loaded_by, loaded_at) goes to the sources that are new or differ, and to no others: an
    unchanged file keeps the moment of its first loading. Raises IntegrityError or DataError where a
    constraint of the database refuses a row.
    """
    writer = _Writer(connection, batch, files, stamp)
    for model in WRITTEN:
        writer.publish(model)
    for model in LATER:
        writer.close_circles(model)
    for model in reversed(WRITTEN):
        writer.remove(model)


class _Writer:
    """Ids of the batch's rows, and what the tables held before."""

    def __init__(
        self, connection: Connection, batch: Batch, files: Collection[str], stamp: Mapping[str, Any]
    ) -> None:
        self._connection = connection
        self._batch = batch
        self._files = files
        self._stamp = stamp
        self._ids: dict[Ref, int] = {}
        self._before: dict[Ref, RowMapping] = {}
        self._gone: dict[Model, list[RowMapping]] = {}

    def publish(self, model: Model) -> None:
        """Insert new rows and update those that differ; remember the ones that are gone."""
        refs = [Ref(model, key) for key in self._batch.rows(model)]
        self._match(model, refs)
        kept = [ref for ref in refs if ref in self._before and model not in SHARED]
        changed = [ref for ref in kept if self._differs(ref)]
        self._park(model, changed)
        self._insert(model, [ref for ref in refs if ref not in self._before])
        self._update(model, changed)

    def close_circles(self, model: Model) -> None:
        """Fill the columns of LATER, and empty them in rows that are gone."""
        columns = LATER[model]
        rows = []
        for key, values in self._batch.rows(model).items():
            ref = Ref(model, key)
            wanted = {name: self._value(values[name]) for name in columns}
            before = self._before.get(ref)
            if any(wanted[name] != (before[name] if before else None) for name in columns):
                rows.append(wanted | {"this_id": self._ids[ref]})
        rows += [dict.fromkeys(columns) | {"this_id": row["id"]} for row in self._gone[model]]
        self._update_rows(model, columns, rows)

    def remove(self, model: Model) -> None:
        """Delete the rows that are gone, and before them what was computed from them."""
        table, gone = table_of(model), self._gone[model]
        if not gone:
            return
        if "id" not in table.c:
            names = key_columns(model)
            mine = and_(*(table.c[name] == bindparam(f"this_{name}") for name in names))
            self._connection.execute(delete(table).where(mine), [_named(row, names) for row in gone])
            return
        ids = [row["id"] for row in gone]
        for derived in map(table_of, DERIVED):
            for column in derived.columns:
                if column.references(table.c.id):
                    self._connection.execute(delete(derived).where(column.in_(ids)))
        self._connection.execute(delete(table).where(table.c.id.in_(ids)))

    def _match(self, model: Model, refs: Iterable[Ref]) -> None:
        table, names = table_of(model), key_columns(model)
        found = self._connection.execute(select(table).where(_owned(model, self._files))).mappings()
        known = {_natural(row, names): row for row in found}
        for ref in refs:
            row = known.pop(_natural(self._resolved(ref), names), None)
            if row is not None:
                self._before[ref] = row
                self._ids[ref] = row.get("id", 0)
        self._gone[model] = [] if model in SHARED else list(known.values())

    def _differs(self, ref: Ref) -> bool:
        values, before = self._batch.values(ref), self._before[ref]
        return any(
            self._value(values[name]) != before[name]
            for name in _compared(ref.model)
            if name not in self._stamp
        )

    def _park(self, model: Model, changed: Iterable[Ref]) -> None:
        ids = [self._ids[ref] for ref in changed] + [row.get("id", 0) for row in self._gone[model]]
        if model in PARKED and ids:
            table = table_of(model)
            column = table.c[PARKED[model]]
            number = isinstance(column.type, Integer)
            aside = -table.c.id if number else literal("~").concat(cast(table.c.id, String))
            self._connection.execute(update(table).where(table.c.id.in_(ids)).values({column: aside}))

    def _insert(self, model: Model, refs: Sequence[Ref]) -> None:
        """Insert in waves: a row comes after the row of its own table that it refers to."""
        waiting = list(refs)
        while waiting:
            ready = [ref for ref in waiting if _UNRESOLVED not in self._resolved(ref).values()]
            if not ready:
                raise ValueError(f"rows of {table_of(model).name} refer to each other in a circle")
            self._insert_ready(model, ready)
            waiting = [ref for ref in waiting if ref not in self._ids]

    def _insert_ready(self, model: Model, refs: Sequence[Ref]) -> None:
        """Insert in bulk. New ids come in any order, so each comes with the key that tells whose it is."""
        table, rows = table_of(model), [self._resolved(ref) for ref in refs]
        names = key_columns(model)
        if "id" not in table.c:
            self._connection.execute(insert(table), rows)
            self._ids.update(dict.fromkeys(refs, 0))
            return
        returning = insert(table).returning(table.c.id, *(table.c[name] for name in names))
        ids = {tuple(key): new for new, *key in self._connection.execute(returning, rows)}
        self._ids.update({ref: ids[_natural(row, names)] for ref, row in zip(refs, rows, strict=True)})

    def _update(self, model: Model, refs: Iterable[Ref]) -> None:
        columns = _compared(model)
        rows = [_picked(self._resolved(ref), columns) | {"this_id": self._ids[ref]} for ref in refs]
        self._update_rows(model, columns, rows)

    def _update_rows(self, model: Model, columns: Iterable[str], rows: Sequence[Values]) -> None:
        if rows:
            table = table_of(model)
            statement = update(table).where(table.c.id == bindparam("this_id"))
            self._connection.execute(statement.values({name: bindparam(name) for name in columns}), rows)

    def _resolved(self, ref: Ref) -> Values:
        """A row as the database takes it: ids for references, the columns of LATER still empty."""
        row = {name: self._value(value) for name, value in self._batch.values(ref).items()}
        row |= dict.fromkeys(LATER.get(ref.model, ()))
        return row | {name: value for name, value in self._stamp.items() if name in row}

    def _value(self, value: Any) -> Any:
        return self._ids.get(value, _UNRESOLVED) if isinstance(value, Ref) else value


def _compared(model: Model) -> list[str]:
    later = LATER.get(model, ())
    return [column.name for column in table_of(model).columns if column.name not in {"id", *later}]


def _owned(model: Model, files: Collection[str]) -> ColumnElement[bool]:
    """Condition for the rows that came from `files`: by their source, else by the row they belong to.

    Rows without a source of their own (indicators, links) belong to what their key begins with.
    """
    table = table_of(model)
    if model in SHARED:
        return true()
    if model is Source:
        return and_(Source.file.in_(files), Source.sheet == "")
    column = table.c["source_id" if "source_id" in table.c else key_columns(model)[0]]
    (reference,) = column.foreign_keys
    (owner,) = (other for other in WRITTEN if table_of(other) is reference.column.table)
    return column.in_(select(reference.column).where(_owned(owner, files)))


def _natural(row: Mapping[str, Any] | RowMapping, names: Iterable[str]) -> Key:
    return tuple(row[name] for name in names)


def _picked(row: Mapping[str, Any], columns: Iterable[str]) -> Values:
    return {name: row[name] for name in columns}


def _named(row: RowMapping, names: Iterable[str]) -> Values:
    return {f"this_{name}": row[name] for name in names}
