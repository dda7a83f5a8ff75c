"""Keeping the aggregates of cases: changes applied, direct writes caught up with, everything rebuilt.

Each function works inside the caller's transaction and takes the writer's lock (`case_writer`), so that one
writer of cases follows the other. Reasoning: docs/adr/0007.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    PrimaryKeyConstraint,
    Table,
    and_,
    delete,
    exists,
    insert,
    not_,
    select,
    update,
)
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from data.intake.batch import table_of
from data.rollups.cases_bulk import know_size
from data.rollups.cases_copy import copy_rows
from data.rollups.cases_days import (
    DATASETS,
    DAY_COLUMNS,
    DAY_KEY,
    DAY_MEASURES,
    FACTS,
    CaseKind,
    contributions,
    of_units,
)
from data.rollups.cases_merge import (
    LOCALITY_DAY,
    MONTH_KEY,
    MONTH_MEASURES,
    UNIT_KEY,
    by_locality_day,
    by_month,
    by_unit,
    existing,
    looking_up,
    merge,
    move_horizon,
    note_sources,
    scratch,
)
from data.rollups.cases_parts import prepare_months
from data.rollups.cases_standing import STANDING, STANDING_KEY, at_ends, every_month
from data.schema import (
    CaseDay,
    CaseHorizon,
    CaseLocalityDay,
    CaseMark,
    CaseMonth,
    CaseStanding,
    CaseUnitMonth,
    CaseWriter,
    DatasetVersion,
)
from data.version import version_scalar

Row: TypeAlias = Mapping[str, Any]

AGGREGATES = (CaseDay, CaseMonth, CaseUnitMonth, CaseStanding, CaseLocalityDay)
"""Tables that hold nothing but sums of cases."""


@dataclass(frozen=True, slots=True)
class CaseKey:
    """What names a case for ever: its locality's id, its code, the moment of its receipt."""

    locality_id: int
    code: str
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """Cases to be written: `put` holds whole rows, new or changed, `remove` the keys of those that go.

    A case that moves, closes or opens again is put with its new values. Another moment of receipt is
    another case: remove the old one.
    """

    put: Sequence[Row] = ()
    remove: Sequence[CaseKey] = ()


def apply(connection: Connection, kind: CaseKind, changes: Changes, now: dt.datetime) -> None:
    """Write changed cases and bring the aggregates along; `now` is aware, the time of publication.

    Raises IntegrityError, with nothing to be kept of the transaction, where a row breaks a rule of the table
    or a case comes twice.
    """
    if not (changes.put or changes.remove):
        return
    refresh(connection, now)
    staged, deltas = _staged(kind), scratch(CaseDay, "case_deltas")
    with _writing(connection), existing(connection, staged, deltas):
        _stage(connection, kind, staged, changes)
        with looking_up(connection):
            _contribute(connection, deltas, kind, _old_images(kind, staged), -1)
        _write(connection, kind, staged)
        _contribute(connection, deltas, kind, _new_images(staged), 1)
        merge(connection, deltas)
        note_sources(connection, kind, staged)
        publish(connection, (DATASETS[kind], "rollups"), now)


def refresh(connection: Connection, now: dt.datetime) -> bool:
    """Catch up with cases that somebody wrote directly; False where nobody did.

    For each marked unit the difference between its facts and its aggregates is merged.
    """
    if not connection.scalar(select(exists().select_from(CaseMark))):
        return False
    with _writing(connection):
        marks = connection.execute(delete(CaseMark).returning(CaseMark.kind, CaseMark.unit_id)).all()
        deltas = scratch(CaseDay, "case_deltas")
        with existing(connection, deltas):
            for kind in FACTS:
                units = [mark.unit_id for mark in marks if mark.kind == kind]
                _take_back(connection, deltas, kind, units)
                _contribute(connection, deltas, kind, of_units(kind, units), 1)
            merge(connection, deltas)
        for kind in FACTS:
            units = [mark.unit_id for mark in marks if mark.kind == kind]
            note_sources(connection, kind, of_units(kind, units))
        publish(connection, ("rollups",), now)
    return True


def rebuild(connection: Connection, now: dt.datetime) -> None:
    """Make every aggregate anew from the cases themselves."""
    with _writing(connection):
        for derived in (CaseMark, *AGGREGATES, CaseHorizon):
            connection.execute(delete(derived))
        for kind, model in FACTS.items():
            _contribute(connection, table_of(CaseDay), kind, table_of(model), 1)
        days = table_of(CaseDay)
        months, sums = table_of(CaseMonth), by_month(days)
        ordered = sums.order_by(*sums.selected_columns[: len(MONTH_KEY)])
        connection.execute(insert(months).from_select([*MONTH_KEY, *MONTH_MEASURES], ordered))
        columns = [*UNIT_KEY, *MONTH_MEASURES]
        connection.execute(insert(CaseUnitMonth).from_select(columns, by_unit(months)))
        move_horizon(connection, days)
        ends = at_ends(days, every_month(table_of(CaseHorizon)).subquery("bounds"))
        in_order = ends.order_by(*ends.selected_columns[: len(STANDING_KEY)])
        connection.execute(insert(CaseStanding).from_select(STANDING, in_order))
        connection.execute(insert(CaseLocalityDay).from_select(LOCALITY_DAY, by_locality_day(days)))
        for kind, model in FACTS.items():
            note_sources(connection, kind, table_of(model))
        publish(connection, ("rollups",), now)


def publish(connection: Connection, datasets: Sequence[str], now: dt.datetime) -> None:
    """Publish data sets anew, whatever their digest: what they hold besides cases stays as it was loaded."""
    for dataset in datasets:
        data_version = int(connection.scalar(select(version_scalar())) or 0) + 1
        values = {"data_version": data_version, "published_at": now}
        known = connection.execute(
            update(DatasetVersion)
            .where(DatasetVersion.dataset == dataset)
            .values(version=DatasetVersion.version + 1, **values)
        )
        if not known.rowcount:
            new = {"dataset": dataset, "version": 1, "content_sha256": "", **values}
            connection.execute(insert(DatasetVersion).values(new))


@contextmanager
def quiet(connection: Connection) -> Iterator[None]:
    """Write facts in bulk without marking units: a `rebuild` must follow in the same transaction."""
    with _writing(connection):
        yield


@contextmanager
def _writing(connection: Connection) -> Iterator[None]:
    """Hold the writer's lock; the triggers on the facts keep still meanwhile, in this transaction only."""
    connection.execute(update(CaseWriter).values(is_applying=True))
    yield
    connection.execute(update(CaseWriter).values(is_applying=False))


def _staged(kind: CaseKind) -> Table:
    """Temporary table of the cases to write, with their key, and `is_removed` for those that go."""
    table = scratch(FACTS[kind], "case_staged")
    table.append_column(Column("is_removed", Boolean, nullable=False))
    table.append_constraint(PrimaryKeyConstraint("locality_id", "code", "received_at"))
    return table


def _stage(connection: Connection, kind: CaseKind, staged: Table, changes: Changes) -> None:
    defaults = _defaults(kind)
    nothing = dict.fromkeys(staged.columns.keys())
    rows = [{**nothing, **defaults, **row, "is_removed": False} for row in changes.put]
    rows += [
        nothing
        | {"locality_id": key.locality_id, "code": key.code, "received_at": key.received_at}
        | {"is_removed": True}
        for key in changes.remove
    ]
    copy_rows(connection, staged, rows)
    know_size(connection, staged)
    prepare_months(connection, kind, {row["received_at"] for row in changes.put})


def _defaults(kind: CaseKind) -> dict[str, Any]:
    return {
        column.name: column.default.arg
        for column in table_of(FACTS[kind]).columns
        if isinstance(column.default, ScalarElementColumnDefault)
    }


def _write(connection: Connection, kind: CaseKind, staged: Table) -> None:
    """Remove, change and add what is staged. A change in place looks no unchanged reference up again."""
    table, same = table_of(FACTS[kind]), _same_case(table_of(FACTS[kind]), staged)
    names = [column.name for column in table.columns]
    values = {name: staged.c[name] for name in names if name not in table.primary_key.columns}
    stays = staged.c.is_removed.is_(False)
    with looking_up(connection):
        connection.execute(delete(table).where(exists().where(same, staged.c.is_removed.is_(True))))
        connection.execute(update(table).where(same, stays).values(values))
        rows = select(*(staged.c[name] for name in names)).where(stays, not_(exists().where(same)))
        connection.execute(insert(table).from_select(names, rows))


def _old_images(kind: CaseKind, staged: Table) -> FromClause:
    table = table_of(FACTS[kind])
    return select(table).join(staged, _same_case(table, staged)).subquery("old_images")


def _new_images(staged: Table) -> FromClause:
    return select(staged).where(staged.c.is_removed.is_(False)).subquery("new_images")


def _same_case(table: Table, staged: Table) -> ColumnElement[bool]:
    return and_(*(table.c[name] == staged.c[name] for name in ("locality_id", "code", "received_at")))


def _contribute(connection: Connection, into: Table, kind: CaseKind, cases: FromClause, sign: int) -> None:
    rows = contributions(kind, cases, sign)
    connection.execute(insert(into).from_select(DAY_COLUMNS, rows))


def _take_back(connection: Connection, deltas: Table, kind: CaseKind, units: Collection[int]) -> None:
    """Write what the aggregate holds of some units, with its sign turned."""
    c = table_of(CaseDay).c
    rows = select(
        *(c[name] for name in (*DAY_KEY, "is_long")), *((-c[name]).label(name) for name in DAY_MEASURES)
    ).where(c.kind == kind, c.unit_id.in_(units))
    connection.execute(insert(deltas).from_select(DAY_COLUMNS, rows))
