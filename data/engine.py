"""The SQLAlchemy engine: SQLite in WAL mode as the embedded default, PostgreSQL for sharing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import InterfaceError, OperationalError

from data.contracts import DataUnavailableError

__all__ = ["Engine", "available", "make_engine", "reading", "snapshot", "writing"]

CONNECT_TIMEOUT_SECONDS = 3
"""A leader waits no longer for a dead database before the page says so."""

FOR_SHORT_STATEMENTS = "-c jit=off -c max_parallel_workers_per_gather=0"
"""Of statements over many partitions, whose rows an index finds in milliseconds, PostgreSQL expects more: it
would compile them to machine code for seconds, and start processes to share a thousand rows with."""


def make_engine(url: str) -> Engine:
    """Create an engine for `url`, lazily: no connection is opened, so it may be made before a fork.

    For SQLite the folder of the file is created, and each connection gets WAL, foreign keys and a busy
    timeout. For PostgreSQL stale pooled connections are noticed before they are used, and options of `url`
    stand beside ours.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed.render_as_string(hide_password=False), parsed.database)
    options = f"{parsed.query.get('options', '')} {FOR_SHORT_STATEMENTS}".strip()
    return create_engine(
        parsed,
        pool_pre_ping=True,
        pool_timeout=CONNECT_TIMEOUT_SECONDS,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_SECONDS, "options": options},
    )


@contextmanager
def available() -> Iterator[None]:
    """Tell a database that is away, or that somebody has kept locked for too long, as such.

    Raises DataUnavailableError.
    """
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise DataUnavailableError(str(error)) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open the one transaction of a publication: all of it or nothing.

    On SQLite the write lock is taken at once: a transaction that began by reading could not be upgraded
    after another writer has committed.
    """
    with engine.execution_options(sqlite_begin="BEGIN IMMEDIATE").begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a connection for single statements, each of which sees one snapshot by itself.

    Without a transaction around it PostgreSQL is asked once instead of three times; and psycopg forgets the
    statements that it has prepared whenever a transaction is rolled back, as ends every one that only reads.
    """
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
    with engine.connect().execution_options(**level) as connection:
        yield connection


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Open a read transaction whose statements all see the database as of its first one."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**level) as connection:
        yield connection


def _sqlite(url: str, database: str | None) -> Engine:
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": CONNECT_TIMEOUT_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Set per-connection pragmas. NORMAL is safe in WAL mode: a power cut loses no consistency."""
    # The driver's own transaction handling commits before DDL and never begins for reads: ours does both.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN"))
