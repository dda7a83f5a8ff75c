"""Loading millions of rows on PostgreSQL: without keys and indexes, which are built at the end, sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Constraint, Engine, Table, text
from sqlalchemy.schema import AddConstraint, CreateIndex, DropConstraint, DropIndex

from data.intake.batch import Model, table_of
from data.schema import Base

SAMPLE = 10
"""Statistics target while loading: 3.000 rows of each table and partition say enough of sizes.

With the default of 100 all rows of a month would be sorted by each column. Autovacuum looks closer later.
"""
WORK_MEMORY = "256MB"
"""For sorting and grouping, within the transaction only."""


@contextmanager
def bare(connection: Connection, models: Sequence[Model]) -> Iterator[None]:
    """Take keys, references and indexes off tables within the block; putting them back checks every row.

    Readers of the tables wait until the transaction ends. On SQLite nothing is taken off.
    """
    if connection.dialect.name == "sqlite":
        yield
        return
    connection.execute(text(f"SET LOCAL work_mem = '{WORK_MEMORY}'"))
    connection.execute(text(f"SET LOCAL maintenance_work_mem = '{WORK_MEMORY}'"))
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


def know_size(connection: Connection, table: Table) -> None:
    """Tell PostgreSQL's planner of a million rows of this transaction: it would look them up one by one."""
    if connection.dialect.name == "sqlite":
        return
    connection.execute(text(f"SET LOCAL default_statistics_target = {SAMPLE}"))
    connection.execute(text(f"ANALYZE {table.name}"))
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
