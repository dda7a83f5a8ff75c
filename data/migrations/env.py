"""Alembic's entry: migrates over the connection that `data.migrate` hands in."""

from __future__ import annotations

from alembic import context

from data.schema import Base


def run_migrations() -> None:
    """Run inside the caller's transaction. SQLite changes a table by copying it (batch mode)."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


run_migrations()
