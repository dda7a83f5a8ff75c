"""Loading millions of rows on PostgreSQL: without keys and indexes, which are built at the end, sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Constraint, Table, text
from sqlalchemy.schema import AddConstraint, CreateIndex, DropConstraint, DropIndex

from data.intake.batch import Model, table_of

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


def _constraints(table: Table) -> list[Constraint]:
    references = sorted(table.foreign_key_constraints, key=lambda rule: str(rule.name))
    return [table.primary_key, *references]
