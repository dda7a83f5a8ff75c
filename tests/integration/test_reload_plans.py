"""Loading again: the same files write nothing, changed files change what they say, broken ones nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, func, insert, select
from sqlalchemy.orm import Session, aliased, make_transient

from data import migrate, rollups
from data.engine import make_engine
from data.intake.errors import IntakeError
from data.plans import LoadReport, load_plans
from data.plans.files import COLUMNS
from data.schema import (
    Base,
    BudgetLine,
    DatasetVersion,
    FeedbackCount,
    FeedbackRollup,
    IndicatorValue,
    Locality,
    LocalityPeriod,
    OfficialScore,
    Period,
    Pillar,
    Source,
    Task,
    TaskUnit,
    Unit,
)
from tests.unit.data.plans.plan_files import PlanFiles

FIRST = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 12, 1, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def files(tmp_path: Path) -> PlanFiles:
    return PlanFiles.copy_to(tmp_path / "plans")


def load(engine: Engine, files: PlanFiles, **options: Any) -> LoadReport:
    return load_plans(engine, files.folder, lineage=files.lineage, loaded_by="again", now=LATER, **options)


def dump(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in Base.metadata.tables.items()
        }


def sizes(tables: dict[str, list[tuple[Any, ...]]]) -> dict[str, int]:
    return {name: len(rows) for name, rows in tables.items()}


def versions(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        rows = connection.execute(select(DatasetVersion.dataset, DatasetVersion.version))
        return {row.dataset: row.version for row in rows}


@contextmanager
def writes(engine: Engine) -> Iterator[list[str]]:
    """Statements that write or take the write lock."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "BEGIN IMMEDIATE")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


# ---------------------------------------------------------------------------------- the same files again


def test_loading_twice_writes_nothing(writable: Engine, files: PlanFiles) -> None:
    before = dump(writable)
    with writes(writable) as seen:
        report = load(writable, files)
    assert not report.changed
    assert seen == []
    assert report.rows == 1436
    assert dump(writable) == before


def test_a_first_load_writes_in_bulk(database_url: str, files: PlanFiles) -> None:
    engine = make_engine(database_url)
    migrate.upgrade(engine)
    with writes(engine) as seen:
        report = load(engine, files)
    engine.dispose()
    assert report.changed
    # 24 tables, parents before children, and the versions: no statement a row.
    assert len(seen) < 100


# --------------------------------------------------------------------------------------- changed content


def test_a_changed_cell_changes_its_row_its_sources_and_its_data_set(
    writable: Engine, files: PlanFiles
) -> None:
    before, ids = versions(writable), keys(writable, Task)
    files.put("tasks", 2, task="Việc đã đổi tên")
    report = load(writable, files)
    assert report.published == ("tasks",)
    after = versions(writable)
    assert after.pop("tasks") == before.pop("tasks") + 1
    assert after == before
    with Session(writable) as session:
        task = session.scalars(select(Task).where(Task.key == "K-TC-001")).one()
        assert task.name == "Việc đã đổi tên"
        moments = session.execute(select(Source.file, func.max(Source.loaded_at)).group_by(Source.file))
        assert {file for file, moment in moments if moment == LATER} == {"tasks.csv"}
    assert keys(writable, Task) == ids


def keys(engine: Engine, model: Any) -> dict[str, int]:
    """Ids by key: a row that stays keeps its id."""
    with engine.connect() as connection:
        return {row.key: row.id for row in connection.execute(select(model.key, model.id))}


def test_rows_come_and_go(writable: Engine, files: PlanFiles) -> None:
    ids = keys(writable, Task)
    files.keep("tasks", "id", lambda key: key != "K-TC-060")
    files.change("tasks", lambda records: records.append(["K-TC-999", *records[1][1:]]))
    load(writable, files)
    found = keys(writable, Task)
    assert found.keys() ^ ids.keys() == {"K-TC-060", "K-TC-999"}
    assert all(found[key] == ids[key] for key in found.keys() & ids.keys())


def test_a_task_that_gets_another_key_keeps_its_parts(writable: Engine, files: PlanFiles) -> None:
    files.change(
        "tasks",
        lambda records: [
            record.__setitem__(slice(None), ["K-TC-900" if cell == "K-TC-054" else cell for cell in record])
            for record in records
        ],
    )
    load(writable, files)
    parent = aliased(Task)
    with Session(writable) as session:
        parts = session.scalars(
            select(Task.key).join(parent, parent.id == Task.parent_id).where(parent.key == "K-TC-900")
        ).all()
    assert len(parts) == 6


def test_headings_may_swap_their_places(writable: Engine, files: PlanFiles) -> None:
    files.put("pillars", 2, position="2")
    files.put("pillars", 3, position="1")
    load(writable, files)
    with Session(writable) as session:
        codes = session.scalars(
            select(Pillar.code).join(Unit, Unit.code == "706").order_by(Pillar.framework_id, Pillar.position)
        ).all()
    assert codes[:3] == ["the_che", "nhan_thuc", "ha_tang"]


def test_budget_lines_may_swap_their_codes(writable: Engine, files: PlanFiles) -> None:
    files.put("budget", 2, hierarchy_code="2")
    files.put("budget", 3, hierarchy_code="1")
    load(writable, files)
    with Session(writable) as session:
        found = session.scalars(select(BudgetLine).where(BudgetLine.key.in_(("B001", "B002"))))
        assert {line.key: line.code for line in found} == {"B001": "2", "B002": "1"}


def test_a_line_may_take_over_the_code_of_one_that_goes(writable: Engine, files: PlanFiles) -> None:
    files.put("budget", 2, id="B901")
    load(writable, files)
    with Session(writable) as session:
        line = session.scalars(select(BudgetLine).where(BudgetLine.key == "B901")).one()
        assert (line.code, line.allocated) == ("1", 112_176_000)


def test_a_figure_that_goes_takes_its_aggregate_along(writable: Engine, files: PlanFiles) -> None:
    with Session(writable) as session:
        unit = session.scalars(select(Unit).where(Unit.code == "25534", Unit.name == "Xã Suối Dây")).one()
        assert session.get(FeedbackRollup, (unit.id, period_id(session, "2022"))) is not None
    files.keep("feedback_2022_tan_chau", "gso_code", lambda code: code != "25534")
    load(writable, files, then=partial(rollups.rebuild, now=LATER))
    with Session(writable) as session:
        assert session.get(FeedbackRollup, (unit.id, period_id(session, "2022"))) is None
        assert session.scalar(select(func.count()).select_from(FeedbackCount)) == 9


def period_id(session: Session, code: str) -> int:
    return session.scalars(select(Period.id).where(Period.code == code)).one()


def test_a_locality_may_go_with_all_it_has_and_come_back(writable: Engine, files: PlanFiles) -> None:
    whole = PlanFiles.copy_to(files.folder.parent / "whole")
    before = dump(writable)
    for name, columns in COLUMNS.items():
        if "locality_code" in columns:
            files.keep(name, "locality_code", lambda slug: slug != "bu_dang")
    files.keep("lineage_5", "locality", lambda name: name != "Bù Đăng")
    load(writable, files, then=partial(rollups.rebuild, now=LATER))
    with Session(writable) as session:
        assert session.scalar(select(func.count()).select_from(Locality)) == 4
        assert session.scalar(select(func.count()).select_from(OfficialScore)) == 0
        assert session.scalar(select(func.count()).select_from(LocalityPeriod)) == 12
    load(writable, whole, then=partial(rollups.rebuild, now=LATER))
    after = dump(writable)
    assert sizes(after) == sizes(before)


def test_rows_of_others_are_left_alone(writable: Engine, files: PlanFiles) -> None:
    with Session(writable) as session:
        result = session.scalars(select(IndicatorValue).where(IndicatorValue.key == "A-TC-001")).one()
        source = session.get_one(Source, result.source_id)
        for copied in (source, result):
            make_transient(copied)
            copied.id += 100_000
        source.file, result.key, result.source_id = "import.xlsx", "other", source.id
        session.add(source)
        session.flush()
        session.add(result)
        session.commit()
    files.keep("indicators_actual", "id", lambda key: key != "A-TC-002")
    load(writable, files)
    assert "other" in keys(writable, IndicatorValue)
    assert "A-TC-002" not in keys(writable, IndicatorValue)


# ---------------------------------------------------------------------------------------- refused content


@pytest.mark.parametrize(
    "name, row, column, value",
    [
        ("tasks", 348, "deadline", "31/12/2023"),
        ("units", 2, "level", "vung"),
        ("feedback_2022_tan_chau", 11, "satisfied", "-1"),
        ("budget", 2, "planned_vnd", "1e9"),
        ("targets", 150, "actual_ids", "A-XX-001"),
        ("lineage_5", 81, "event_date", "hôm qua"),
    ],
)
def test_a_broken_row_leaves_the_database_untouched(
    writable: Engine, files: PlanFiles, name: str, row: int, column: str, value: str
) -> None:
    before = dump(writable)
    files.put("systems", 2, system="Tên mới")  # a sound change in another file
    files.put(name, row, **{column: value})
    with writes(writable) as seen, pytest.raises(IntakeError, match=rf"{name}\.csv, dòng {row}, "):
        load(writable, files)
    assert seen == []
    assert dump(writable) == before


def test_a_row_that_the_database_refuses_rolls_everything_back(database_url: str, files: PlanFiles) -> None:
    """Somebody else's unit has the code of Tân Châu: our rules cannot know, the constraint does."""
    engine = make_engine(database_url)
    migrate.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(
            insert(Unit).values(
                code="706", code_system="gso", name="Của người khác", kind="huyen", level="district"
            )
        )
    before = dump(engine)
    with pytest.raises(IntakeError, match="ràng buộc của cơ sở dữ liệu từ chối một dòng"):
        load(engine, files)
    assert dump(engine) == before
    engine.dispose()


def test_what_follows_a_load_belongs_to_its_transaction(writable: Engine, files: PlanFiles) -> None:
    before = dump(writable)

    def fail(connection: Connection) -> None:
        name = connection.scalar(select(Task.name).where(Task.key == "K-TC-001"))
        assert name == "Việc đã đổi tên"
        raise RuntimeError("the aggregates cannot be rebuilt")

    files.put("tasks", 2, task="Việc đã đổi tên")
    with pytest.raises(RuntimeError, match="aggregates"):
        load(writable, files, then=fail)
    assert dump(writable) == before


def test_links_follow_the_words(writable: Engine, files: PlanFiles) -> None:
    row = files.row_of("tasks", "lead_unit", "Phòng Nội vụ")
    key = files.read("tasks")[row - 1][0]
    files.put("tasks", row, lead_unit="Phòng Tài chính - Kế hoạch; Các phòng, ban")
    load(writable, files)
    with Session(writable) as session:
        rows = session.scalars(
            select(Unit.name)
            .join(TaskUnit, TaskUnit.unit_id == Unit.id)
            .join(Task, Task.id == TaskUnit.task_id)
            .where(Task.key == key, TaskUnit.role == "lead")
        ).all()
        printed = session.scalars(select(Task.lead_units_printed).where(Task.key == key)).one()
    assert rows == ["Phòng Tài chính - Kế hoạch"]
    assert printed == "Phòng Tài chính - Kế hoạch; Các phòng, ban"
