"""Accounts for tests: passwords that are hashed cheaply, databases that go away, moments in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Engine, event

from data.access import Access, Passwords

NOW = dt.datetime(2026, 11, 21, 1, 0, tzinfo=dt.UTC)
SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)

GOOD = "con chim non 7 cay bua"
OTHER = "doi dep cao su mau tim"
HERE, THERE = "10.0.0.7", "10.0.0.8"
TAN_CHAU, BU_DANG = "706@1900-01-01", "696@1900-01-01"


class Ticks:
    """A monotonic clock that moves when it is told to."""

    def __init__(self) -> None:
        """Start anywhere."""
        self.seconds = 1000.0

    def __call__(self) -> float:
        """Read the clock."""
        return self.seconds


def cheap() -> Passwords:
    """Passwords that cost a tenth of a millisecond."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def desk(engine: Engine, **options: Any) -> Access:
    """Access as one process has it."""
    return Access(engine, **({"passwords": cheap()} | options))


def add(access: Access, name: str = "an", *roles: Any) -> None:
    """Add an account with a good password."""
    access.add_account(name, "Nguyễn Thị An", GOOD, roles or (("viewer", ""),), by="chief", now=NOW)


def enter(access: Access, name: str = "an", now: dt.datetime = NOW, **way: str) -> str:
    """Sign in with the good password."""
    return access.sign_in(name, GOOD, now=now, **({"where": HERE, "agent": "Firefox"} | way))


@contextmanager
def down(engine: Engine) -> Iterator[None]:
    """Let the database be unreachable for a while."""

    def refuse(*_arguments: object) -> None:
        raise engine.dialect.dbapi.OperationalError("no database")  # type: ignore[union-attr]

    event.listen(engine, "do_connect", refuse)
    engine.dispose()
    yield
    event.remove(engine, "do_connect", refuse)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the SQL statements that reach the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)
