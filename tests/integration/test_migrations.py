"""The migrations lead to exactly the schema of the code, up and down, on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, MetaData, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from data import migrate
from data.engine import make_engine
from data.plans import load_plans
from data.schema import Base


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


def reflected(engine: Engine) -> dict[str, Any]:
    """Everything about the tables that a database can tell."""
    seen = inspect(engine)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"])
                for column in seen.get_columns(table)
            },
            "primary key": seen.get_pk_constraint(table)["constrained_columns"],
            "unique": {(rule["name"], *rule["column_names"]) for rule in seen.get_unique_constraints(table)},
            "checks": {(rule["name"], rule["sqltext"]) for rule in seen.get_check_constraints(table)},
            "references": {
                (_named(table, rule), *rule["constrained_columns"], rule["referred_table"])
                for rule in seen.get_foreign_keys(table)
            },
            "indexes": {(rule["name"], *rule["column_names"]) for rule in seen.get_indexes(table)},
        }
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


def _named(table: str, rule: Any) -> str:
    """Name of a reference; SQLite does not tell that of one that came with a later column."""
    return str(rule["name"] or f"fk_{table}_{rule['constrained_columns'][0]}")


def models() -> MetaData:
    """Copy the models' tables, to create them.

    Creation on PostgreSQL marks circular references as made by ALTER; the same objects would then leave
    them out on SQLite.
    """
    copy = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.tables.values():
        table.to_metadata(copy)
    return copy


def test_autogenerate_finds_nothing_left_to_do(engine: Engine) -> None:
    migrate.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrated_tables_have_every_constraint_of_the_models(engine: Engine) -> None:
    tables = models()
    tables.create_all(engine)
    declared = reflected(engine)
    tables.drop_all(engine)
    migrate.upgrade(engine)
    migrated = reflected(engine)
    assert migrated.keys() == declared.keys() == Base.metadata.tables.keys()
    for table, facts in declared.items():
        assert migrated[table] == facts, table


def test_up_down_and_up_again_with_rows_inside(engine: Engine) -> None:
    migrate.upgrade(engine)
    load_plans(engine, loaded_by="test", now=dt.datetime(2026, 11, 21, tzinfo=dt.UTC))
    migrate.downgrade(engine, migrate.NOTHING)
    assert reflected(engine) == {}
    assert migrate.current(engine) is None
    migrate.upgrade(engine)
    assert migrate.is_current(engine)


def test_only_a_database_at_the_newest_revision_is_current(engine: Engine) -> None:
    assert not migrate.is_current(engine)
    migrate.upgrade(engine)
    assert migrate.is_current(engine)
    assert migrate.current(engine) == migrate.head()
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    assert not migrate.is_current(engine)


def test_upgrading_again_changes_nothing(engine: Engine) -> None:
    migrate.upgrade(engine)
    before = reflected(engine)
    migrate.upgrade(engine)
    assert reflected(engine) == before


def test_a_migration_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE task_unit (somebody_elses integer)"))
    with pytest.raises(SQLAlchemyError):
        migrate.upgrade(engine)
    assert inspect(engine).get_table_names() == ["task_unit"]
    assert migrate.current(engine) is None
