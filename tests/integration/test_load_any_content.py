"""Whatever stands in a cell of the plans: it loads, or it is told; and the originals can always come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from data import migrate
from data.engine import make_engine
from data.intake.errors import IntakeError
from data.plans import LoadReport, load_plans
from data.plans.files import COLUMNS
from data.schema import Base
from tests.unit.data.plans.plan_files import PlanFiles

NOW = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)


def load(engine: Engine, files: PlanFiles) -> LoadReport:
    return load_plans(engine, files.folder, lineage=files.lineage, loaded_by="tests", now=NOW)


def dump(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in Base.metadata.tables.items()
        }


@pytest.fixture(scope="module")
def engine(module_database_url: str) -> Iterator[Engine]:
    engine = make_engine(module_database_url)
    migrate.upgrade(engine)
    load_plans(engine, loaded_by="tests", now=NOW)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> PlanFiles:
    return PlanFiles.copy_to(tmp_path_factory.mktemp("plans"))


CELLS = st.one_of(
    st.sampled_from(
        ["", "0", "1", "-1", "2", "99999999999999999999", "2023-01-01", "0001-01-01", "9999-12-31"]
    ),
    st.sampled_from(
        ["thuong_xuyen", "yes", "no", "tan_chau", "bu_dang", "range", "qualitative", "=", "huyen"]
    ),
    st.sampled_from(
        ["A-TC-001;A-TC-001", ";;", "\x00", '"', "'; DROP TABLE task; --", "a,b", "\n", "\ud800"]
    ),
    st.text(max_size=12),
)


@pytest.fixture(scope="module")
def pristine(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    return said(engine)


def said(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """What the tables say, without ids and moments. Periods stay when they are used no more: left out."""
    volatile = {"loaded_at", "loaded_by", "version", "data_version", "published_at"}
    found = {}
    with engine.connect() as connection:
        for name, table in Base.metadata.tables.items():
            columns = [column for column in table.columns if not column.name.endswith("id")]
            told = select(*(column for column in columns if column.name not in volatile))
            if name != "period" and told.selected_columns:
                found[name] = sorted((tuple(row) for row in connection.execute(told)), key=repr)
    return found


@pytest.mark.usefixtures("pristine")
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_cell_loads_or_is_told(engine: Engine, files: PlanFiles, data: st.DataObject) -> None:
    """A random cell gets a random value, or that of another row: it loads, or IntakeError says why."""
    name = data.draw(st.sampled_from(sorted(COLUMNS)))
    records, path = files.read(name), files.folder / f"{name}.csv"
    original = path.read_bytes()
    row = data.draw(st.integers(1, len(records) - 1))
    column = data.draw(st.integers(0, len(records[0]) - 1))
    others = st.integers(1, len(records) - 1).map(lambda other: records[other][column])
    value = data.draw(st.one_of(others, CELLS)).encode("utf-8", "replace").decode()
    records[row][column] = value
    files.write(name, records)
    before = dump(engine)
    try:
        report = load(engine, files)
    except IntakeError:
        assert dump(engine) == before
    else:
        with engine.connect() as connection:
            for table, rows in report.counts.items():
                count = select(func.count()).select_from(Base.metadata.tables[table])
                found = connection.scalar(count)
                assert found == rows or table == "period", table
    finally:
        path.write_bytes(original)


def test_after_any_content_the_originals_are_back(
    engine: Engine, files: PlanFiles, pristine: dict[str, list[tuple[Any, ...]]]
) -> None:
    load(engine, files)
    assert said(engine) == pristine
    assert not load(engine, files).changed
