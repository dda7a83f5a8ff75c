"""Loading millions of rows on PostgreSQL: keys and indexes are built at the end, sums are made beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Constraint, Engine, MetaData, Table, text
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable, DropConstraint, DropIndex, DropTable

from data.intake.batch import Model, table_of
from data.schema import Base

SAMPLE = 10
"""Statistics target while loading: 3.000 rows of each table and partition say enough of sizes.

With the default of 100 all rows of a month would be sorted by each column. Autovacuum looks closer later.
"""
WORK_MEMORY = "256MB"
"""For sorting and grouping, within the transaction only."""
PATIENCE = "30s"
"""How long what is made beside a transaction waits for a lock that a killed one still holds: not for ever."""


@contextmanager
def bare(connection: Connection, models: Sequence[Model]) -> Iterator[None]:
    """Take keys, references and indexes off tables within the block; putting them back checks every row.

    Readers of the tables wait until the transaction ends. On SQLite nothing is taken off.
    """
    if connection.dialect.name == "sqlite":
        yield
        return
    generous(connection)
    tables = [table_of(model) for model in models]
    for table in tables:
        for index in table.indexes:
            connection.execute(DropIndex(index))
        for constraint in _constraints(table):
            connection.execute(DropConstraint(constraint))
    yield
    for table in tables:
        for constraint in _constraints(table):
            # Isolated, as is the default, the rule would be left out of every later CREATE TABLE.
            connection.execute(AddConstraint(constraint, isolate_from_table=False))
        for index in table.indexes:
            connection.execute(CreateIndex(index))


def generous(connection: Connection) -> None:
    """Let PostgreSQL sort and group a million rows in memory, until the transaction ends."""
    connection.execute(text(f"SET LOCAL work_mem = '{WORK_MEMORY}'"))
    connection.execute(text(f"SET LOCAL maintenance_work_mem = '{WORK_MEMORY}'"))


@contextmanager
def beside(
    connection: Connection, copied: Sequence[Model], handed: Sequence[Model]
) -> Iterator[tuple[Connection, Mapping[Model, Table]]]:
    """Open a second connection that makes tables, in the shape of models, beside a transaction of PostgreSQL.

    It fills and commits them one by one; they are dropped with the transaction, whose writer's lock keeps
    others from them. Whoever is killed or fails leaves them, outside the journal, to the next one. Small
    tables that it reads are `copied` for it under their own names: those that the transaction locks it must
    not touch, since each would wait for the other. OperationalError where it does.
    """
    made = {model: _handed(table_of(model)) for model in handed}
    with connection.engine.connect() as other:
        other.execute(text(f"SET lock_timeout = '{PATIENCE}'"))
        for name in (table_of(model).name for model in copied):
            copy = f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM {name}"  # nosec B608  # noqa: S608 - ours
            other.execute(text(copy))
        for table in made.values():
            other.execute(DropTable(table, if_exists=True))
            other.execute(CreateTable(table))
        other.commit()
        try:
            yield other, made
        finally:
            # With its copies: whoever had the connection next would take them for the tables.
            other.invalidate()
    for table in made.values():
        connection.execute(DropTable(table))


def _handed(like: Table) -> Table:
    columns = [Column(column.name, column.type) for column in like.columns]
    return Table(f"{like.name}_made", MetaData(schema="parts"), *columns, prefixes=["UNLOGGED"])


def know_size(connection: Connection, table: Table) -> None:
    """Tell PostgreSQL's planner of a million rows of this transaction: it would look them up one by one."""
    if connection.dialect.name == "sqlite":
        return
    connection.execute(text(f"SET LOCAL default_statistics_target = {SAMPLE}"))
    connection.execute(text(f"ANALYZE {table.fullname}"))
    connection.execute(text("SET LOCAL default_statistics_target TO DEFAULT"))


def settle(engine: Engine, models: Sequence[Model]) -> None:
    """Tell PostgreSQL at once what a great load has changed, before its autovacuum finds out.

    Until then plans are made without statistics, and an index is never read without its table. The other
    tables are analysed too: autovacuum leaves out those of a few rows, and takes 34 places for a thousand.
    Outside any transaction. Nothing on SQLite.
    """
    if engine.dialect.name == "sqlite":
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for model in models:
            connection.execute(text(f"VACUUM (ANALYZE) {table_of(model).name}"))
        loaded = {table_of(model).name for model in models}
        others = sorted(name for name in Base.metadata.tables if name not in loaded)
        connection.execute(text(f"ANALYZE {', '.join(others)}"))


def _constraints(table: Table) -> list[Constraint]:
    references = sorted(table.foreign_key_constraints, key=lambda rule: str(rule.name))
    return [table.primary_key, *references]
