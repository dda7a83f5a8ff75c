"""Databases with the figures of the plans, on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from data import migrate
from data.engine import make_engine
from data.plans.load import load_plans
from data.source import DataSource

LOADED_AT = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def loaded(module_database_url: str) -> Iterator[Engine]:
    """Engine of a database with all five plans, shared by a module: read only."""
    engine = make_engine(module_database_url)
    migrate.upgrade(engine)
    load_plans(engine, loaded_by="tests", now=LOADED_AT)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def source(loaded: Engine) -> DataSource:
    """Facade over the loaded database."""
    return DataSource(loaded)


@pytest.fixture
def writable(database_url: str) -> Iterator[Engine]:
    """Engine of a database with all five plans that a test may change."""
    engine = make_engine(database_url)
    migrate.upgrade(engine)
    load_plans(engine, loaded_by="tests", now=LOADED_AT)
    yield engine
    engine.dispose()
