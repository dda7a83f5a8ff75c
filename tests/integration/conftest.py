"""Databases with the figures of the plans, on SQLite and on PostgreSQL.

The plans are loaded once a process and kind; each test or module gets its own copy.
"""

from __future__ import annotations

import datetime as dt
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from psycopg import sql
from sqlalchemy import Engine

from data import migrate, rollups
from data.engine import make_engine
from data.plans.load import load_plans
from data.source import DataSource
from tests.conftest import DATABASES
from tests.services import PostgresServer

LOADED_AT = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)


def fill(url: str) -> None:
    """Bring an empty database to what `make run` serves from."""
    engine = make_engine(url)
    migrate.upgrade(engine)
    load_plans(engine, loaded_by="tests", now=LOADED_AT, then=partial(rollups.rebuild, now=LOADED_AT))
    engine.dispose()


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all plans, to be copied."""
    path = tmp_path_factory.mktemp("filled") / "ioc.sqlite"
    fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def filled_database(postgres_server: PostgresServer) -> Iterator[str]:
    """Name of a PostgreSQL database with all plans, to be copied."""
    with postgres_server.database() as url:
        fill(url)
        yield url.rsplit("/", 1)[1]


@contextmanager
def copied(request: pytest.FixtureRequest, folder: Path) -> Iterator[Engine]:
    """Make a copy of the kind that the fixture was asked for, and an engine on it."""
    if request.param == "sqlite":
        path = Path(shutil.copy(request.getfixturevalue("filled_file"), folder))
        engine = make_engine(f"sqlite:///{path}")
        yield engine
        engine.dispose()
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name, template = f"copy_{uuid.uuid4().hex[:12]}", request.getfixturevalue("filled_database")
    names = sql.Identifier(name), sql.Identifier(template)
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    engine = make_engine(server.url(name))
    yield engine
    engine.dispose()
    server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module", params=DATABASES)
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Engine of a database with all five plans, shared by a module: read only."""
    with copied(request, tmp_path_factory.mktemp("loaded")) as engine:
        yield engine


@pytest.fixture(scope="module")
def source(loaded: Engine) -> DataSource:
    """Facade over the loaded database."""
    return DataSource(loaded)


@pytest.fixture(params=DATABASES)
def writable(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Engine of a database with all five plans that a test may change."""
    with copied(request, tmp_path) as engine:
        yield engine
