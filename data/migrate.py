"""Bringing a database to the schema of this code, and telling whether it is there."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from data.engine import writing

MIGRATIONS = Path(__file__).parent / "migrations"
NOTHING = "base"
"""What Alembic calls a database without any migration."""


def head() -> str:
    """Newest revision that this code knows."""
    (revision,) = ScriptDirectory.from_config(_config()).get_heads()
    return revision


def current(engine: Engine) -> str | None:
    """Revision that the database is at; None where it was never migrated."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current(engine: Engine) -> bool:
    """Tell whether the database has the schema of this code. Raises SQLAlchemyError where it is dead."""
    return current(engine) == head()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate up to `revision`, all of it or nothing; a database that is there already is left alone."""
    with writing(engine) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate down to `revision`; `NOTHING` removes every table with its rows."""
    with writing(engine) as connection:
        command.downgrade(_config(connection), revision)


def _config(connection: Connection | None = None) -> Config:
    """Alembic's configuration in code: the database is the caller's, so there is no ini file."""
    config = Config()
    # Config reads options with interpolation: a percent sign in the path of the checkout must be doubled.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
