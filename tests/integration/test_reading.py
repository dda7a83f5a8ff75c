"""Questions leave nothing open behind them, and PostgreSQL keeps the plans of those asked again and again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, text

from data.engine import make_engine, reading

PREPARED_AFTER = 6
"""psycopg prepares a statement when it comes for the sixth time on a connection."""


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


def test_a_question_is_no_transaction_on_postgresql(engine: Engine) -> None:
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT 1")) == 1
        driver: Any = connection.connection.driver_connection
        if engine.dialect.name == "postgresql":
            assert driver.info.transaction_status.name == "IDLE"


def test_statements_asked_again_stay_prepared(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    for _ in range(PREPARED_AFTER):
        with reading(engine) as connection:
            connection.execute(text("SELECT CAST(:number AS INTEGER)"), {"number": 7})
    with reading(engine) as connection:
        kept = connection.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    assert any("INTEGER" in statement for statement in kept)
    engine.dispose()


def test_writing_still_takes_everything_back(engine: Engine) -> None:
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE tried (number INTEGER)"))
        connection.rollback()
    with reading(engine) as connection:
        found = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'tried'"
        sqlite = "SELECT count(*) FROM sqlite_master WHERE name = 'tried'"
        assert connection.scalar(text(sqlite if engine.dialect.name == "sqlite" else found)) == 0


def test_statements_are_neither_compiled_to_machine_code_nor_shared_out(postgres_url: str) -> None:
    plain, own = (make_engine(url) for url in (postgres_url, f"{postgres_url}?options=-c%20work_mem%3D5MB"))
    for engine, memory in ((plain, "4MB"), (own, "5MB")):
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SHOW jit").scalar() == "off"
            assert connection.exec_driver_sql("SHOW max_parallel_workers_per_gather").scalar() == "0"
            assert connection.exec_driver_sql("SHOW work_mem").scalar() == memory
        engine.dispose()
