"""Selects over staged cases and the cases that the fact tables have: what is new, what differs, what was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)

from data.intake.batch import table_of
from data.rollups.cases_days import FACTS, CaseKind, LocalDay, MonthOf
from data.schema import IntakeCase, IntakeCategory

_STAGED = table_of(IntakeCase)


class Batch(NamedTuple):
    """A batch of cases: its own id, what kind of cases, the locality's id, how many rows the file has.

    `made` has the ids that new categories got, by their numbers below zero.
    """

    id: int
    kind: CaseKind
    locality_id: int
    rows: int
    made: Sequence[tuple[int, int]] = ()

    @property
    def facts(self) -> Table:
        """Table that the cases go to."""
        return table_of(FACTS[self.kind])

    @property
    def compared(self) -> list[str]:
        """Columns that make a case differ from what it was."""
        named = {"locality_id", "code", "source_id"}
        return [column.name for column in self.facts.columns if column.name not in named]


def staged(batch: Batch) -> ColumnElement[bool]:
    """Condition for the rows that the file has."""
    return and_(_STAGED.c.batch_id == batch.id, _STAGED.c.is_before.is_(False))


def earlier(batch: Batch) -> ColumnElement[bool]:
    """Condition for what the publication replaced."""
    return and_(_STAGED.c.batch_id == batch.id, _STAGED.c.is_before.is_(True))


def as_facts(batch: Batch, source_id: int | None, *, before: bool = False) -> Select[Any]:
    """Staged rows in the columns of the fact table, new categories with the ids that they got.

    `before` gives what was replaced instead, each row with its own source.
    """
    own: dict[str, ColumnElement[Any]] = {
        "locality_id": literal(batch.locality_id),
        "category_id": _category(batch),
    }
    if not before:
        own["source_id"] = literal(source_id)
    columns = [
        (own[column.name] if column.name in own else _STAGED.c[column.name]).label(column.name)
        for column in batch.facts.columns
    ]
    return select(*columns).where(earlier(batch) if before else staged(batch))


def with_made(connection: Connection, batch: Batch) -> Batch:
    """Name the ids that new categories got, if they have any by now."""
    table = table_of(IntakeCategory)
    numbers = select(-table.c.position, table.c.category_id)
    rows = connection.execute(numbers.where(table.c.batch_id == batch.id, table.c.category_id.is_not(None)))
    return batch._replace(made=tuple((row[0], row[1]) for row in rows))


def _category(batch: Batch) -> ColumnElement[int]:
    known = _STAGED.c.category_id
    if not batch.made:
        return known
    return case((known > 0, known), *((known == number, made) for number, made in batch.made), else_=known)


def unknown(batch: Batch) -> ColumnElement[bool]:
    """Condition for staged rows whose code the locality does not have."""
    facts = batch.facts.alias("known")
    return ~exists().where(facts.c.locality_id == batch.locality_id, facts.c.code == _STAGED.c.code)


def differing(batch: Batch) -> Select[Any]:
    """Facts that a staged row would change, all their columns."""
    facts, rows = batch.facts, as_facts(batch, None).subquery("told")
    differs = or_(*(facts.c[name].is_distinct_from(rows.c[name]) for name in batch.compared))
    same = and_(facts.c.code == rows.c.code, facts.c.locality_id == batch.locality_id)
    return select(facts).join_from(facts, rows, same).where(differs)


def came_in(rows: Select[Any]) -> Select[Any]:
    """Count cases by the month of their receipt, in order: `month`, `cases`; `rows` has `received_at`.

    By day first: there are a thousand days for a million cases.
    """
    told = rows.subquery("told")
    day = LocalDay(told.c.received_at)
    days = select(day.label("day"), func.count().label("cases")).group_by(day).subquery("days")
    month = MonthOf(days.c.day)
    columns: list[ColumnElement[Any]] = [month.label("month"), func.sum(days.c.cases).label("cases")]
    return select(*columns).group_by(month).order_by(month)


def is_known(connection: Connection, batch: Batch) -> bool:
    """Tell whether the locality has any case of the kind."""
    return bool(connection.scalar(select(exists().where(batch.facts.c.locality_id == batch.locality_id))))


def count(connection: Connection, rows: Select[Any]) -> int:
    """How many rows a select gives."""
    return int(connection.scalar(select(func.count()).select_from(rows.subquery())) or 0)


def columns_of(batch: Batch) -> list[Column[Any]]:
    """Columns of the staging table that a fact fills."""
    return [_STAGED.c[column.name] for column in batch.facts.columns if column.name in _STAGED.c]
