"""The ground that every part of access stands on: transactions, the access version, identities, passwords."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import InstrumentedAttribute

from data.access.identities import VersionsReader
from data.access.passwords import Passwords
from data.contracts import DataUnavailableError
from data.engine import writing
from data.schema import AccessVersion

IDLE = dt.timedelta(hours=8)
"""A session that nobody used for so long has ended: a working day's pause."""
LIFETIME = dt.timedelta(days=30)
"""A session ends so long after its sign-in, however busy it is."""
NOTED_EVERY = dt.timedelta(minutes=1)
"""How often the last use of a session or token is written at most: requests are many more."""


class Store:
    """Shared by the parts of `Access`. Touches no database when built; safe to share between threads."""

    def __init__(
        self,
        engine: Engine,
        *,
        idle: dt.timedelta = IDLE,
        lifetime: dt.timedelta = LIFETIME,
        passwords: Passwords | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Work through `engine`. Sessions end after `idle` without use and `lifetime` after sign-in."""
        self._engine = engine
        self._idle = idle
        self._lifetime = lifetime
        self._passwords = passwords or Passwords()
        self._versions = VersionsReader(engine, monotonic=monotonic)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _available(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Open a transaction that is the only one to write access: what it reads stands until it ends."""
        with _available(), writing(self._engine) as connection:
            # SQLite's write lock is taken by now; PostgreSQL's is this row.
            connection.execute(select(AccessVersion.version).with_for_update())
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """Open a transaction after which identities that workers keep are read again."""
        with self._writing() as connection:
            yield connection
            connection.execute(update(AccessVersion).values(version=AccessVersion.version + 1))
        self._versions.hasten()

    def _note(self, model: Any, key: int, column: InstrumentedAttribute[Any], now: dt.datetime) -> None:
        """Write when something was last used. That it cannot be written is no reason to refuse its use."""
        later = (column.is_(None)) | (column < now)
        with suppress(SQLAlchemyError), writing(self._engine) as connection:
            connection.execute(update(model).where(model.id == key, later).values({column: now}))


@contextmanager
def _available() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise DataUnavailableError(str(error)) from error
