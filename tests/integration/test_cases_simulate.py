"""A simulated province in a database: marked, complete, its due dates those of the rules, made once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.schema import CreateTable

from data import migrate, rollups
from data.catalogue import read_catalogue
from data.contracts import Ratio, Request
from data.engine import make_engine, snapshot, writing
from data.queries import QUERIES
from data.rollups import cases
from data.rollups.cases_days import FACTS
from data.rules.deadlines import Limit, Receipt, due
from data.rules.working_time import Calendar, vietnam_days
from data.schema import (
    CaseCategory,
    CaseDay,
    CaseLimit,
    CaseMark,
    FeedbackCase,
    Meeting,
    Unit,
)
from data.simulate import Plan, Report, SimulationExistsError, Totals, simulate
from data.source import DataSource
from layouts.facts import texts
from layouts.records import records
from tests import case_forms

NOW = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)
PLAN = Plan(communes=3, months=3, seed=7, until=NOW)


@pytest.fixture(scope="module")
def engine(module_database_url: str) -> Iterator[Engine]:
    made = make_engine(module_database_url)
    migrate.upgrade(made)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def source(engine: Engine) -> DataSource:
    return DataSource(engine)


@pytest.fixture(scope="module")
def report(engine: Engine) -> Report:
    return simulate(engine, PLAN, loaded_by="tests", now=NOW)


def test_every_case_is_written_and_counted(engine: Engine, report: Report) -> None:
    with engine.connect() as connection:
        for kind, model in FACTS.items():
            written = connection.scalar(select(func.count()).select_from(model))
            assert written == report.written[kind] > 100
            counted = connection.scalar(select(func.sum(CaseDay.cases)).where(CaseDay.kind == kind))
            assert counted == written
        assert connection.scalars(select(CaseMark.unit_id)).all() == []


def test_the_locality_says_that_it_is_simulated(engine: Engine, report: Report) -> None:
    with snapshot(engine) as connection:
        (locality,) = read_catalogue(connection).localities
        first = connection.scalars(select(Meeting.title).order_by(Meeting.held_at)).first()
    assert report.truth["seed"] == 7
    assert locality.is_simulated
    assert locality.slug == "mo_phong_01"
    assert [unit.name for unit in locality.units if unit.is_commune] == [
        "Xã Mẫu 001",
        "Phường Mẫu 002",
        "Xã Mẫu 003",
    ]
    subjects = {period.code: period.subjects for period in locality.periods}
    assert subjects["2026-09"] == subjects["2026-Q4"] == ("feedback", "dossiers")
    assert set(subjects["2026"]) == {"feedback", "dossiers", "budget", "targets"}
    assert first == "Phiên họp giao ban tháng 9/2026"


@pytest.mark.parametrize("days_before", [0, 10])
def test_every_question_can_be_asked_of_the_place(
    report: Report, source: DataSource, days_before: int
) -> None:
    """On its last day and within a month that goes on: there statements are deepest."""
    assert report.written
    (locality,) = source.catalogue().localities
    last = {period.kind: period for period in locality.periods}
    for period in (last["month"], last["year"]):
        as_of = period.last_day - dt.timedelta(days=days_before)
        for name in QUERIES:
            assert source.ask(name, Request(locality.slug, period.code, as_of)).question.name == name


@pytest.mark.parametrize("days_before", [0, 10])
@pytest.mark.parametrize("kind", ["feedback", "dossiers"])
def test_the_overview_says_of_cases_what_their_page_says(
    report: Report, source: DataSource, kind: str, days_before: int
) -> None:
    assert report.written
    (locality,) = source.catalogue().localities
    period = locality.periods[-1]
    request = Request(locality.slug, period.code, period.last_day - dt.timedelta(days=days_before))
    page = "feedback_timeliness" if kind == "feedback" else "dossier_timeliness"
    on_time = source.ask(page, request).facts["on_time"]
    tiles = records(source.ask("overview_tiles", request))
    assert [Ratio(tile["n"], tile["total"]) for tile in tiles if tile["kind"] == kind] == [on_time]
    assert kind in texts(source.ask("overview_alerts", request), "examined")


def test_due_dates_are_those_of_the_rules(engine: Engine, report: Report) -> None:
    calendar = Calendar(vietnam_days([2026, 2027]))
    with engine.connect() as connection:
        stored = connection.execute(
            select(CaseLimit.amount, CaseLimit.unit, CaseCategory.code, CaseLimit.urgency)
            .outerjoin(CaseCategory, CaseCategory.id == CaseLimit.category_id)
            .where(CaseLimit.kind == "feedback")
        )
        limits = {row.code or row.urgency: Limit(row.amount, row.unit, "", "", "") for row in stored}
        found = connection.execute(
            select(
                FeedbackCase.received_at, FeedbackCase.due_at, FeedbackCase.urgency, CaseCategory.code
            ).join(CaseCategory, CaseCategory.id == FeedbackCase.category_id)
        ).all()
    assert len(found) == report.written["feedback"]
    for received_at, due_at, urgency, code in found:
        limit = limits.get(urgency) or limits[code]
        assert due_at == due(Receipt(received_at), [limit], calendar).handling_by


def test_the_planner_knows_what_was_loaded(engine: Engine, report: Report) -> None:
    assert report.written
    if engine.dialect.name == "sqlite":
        return
    with engine.connect() as connection:
        pages, visible, rows = connection.execute(
            text("SELECT relpages, relallvisible, reltuples FROM pg_class WHERE oid = 'case_day'::regclass")
        ).one()
    assert visible == pages > 0
    assert rows == days_counted(engine)


def days_counted(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(CaseDay)) or 0)


def test_a_rebuild_changes_nothing(engine: Engine, report: Report) -> None:
    assert report.written
    models = cases.AGGREGATES
    with case_forms.taken_back(engine) as connection:
        before = [case_forms.rows_of(connection, model) for model in models]
        cases.rebuild(connection, NOW)
        assert before == [case_forms.rows_of(connection, model) for model in models]


def test_the_overview_is_summed_up_with_the_cases(engine: Engine, report: Report) -> None:
    assert report.written
    with case_forms.taken_back(engine) as connection:
        assert not rollups.rebuild(connection, NOW)


@pytest.mark.parametrize("model", [*FACTS.values(), CaseDay])
def test_keys_and_references_are_back_after_the_load(engine: Engine, report: Report, model: Any) -> None:
    assert report.written
    table = model.__table__
    with engine.connect() as connection:
        seen = inspect(connection)
        keys = seen.get_pk_constraint(table.name)
        references = {rule["name"] for rule in seen.get_foreign_keys(table.name)}
        indexes = {index["name"] for index in seen.get_indexes(table.name)}
    assert keys["constrained_columns"] == [column.name for column in table.primary_key]
    assert references == {rule.name for rule in table.foreign_key_constraints}
    assert indexes == {index.name for index in table.indexes}
    assert all(str(rule.name) in str(CreateTable(table)) for rule in table.foreign_key_constraints)


def test_truth_and_outlines_name_the_units(engine: Engine, report: Report) -> None:
    with engine.connect() as connection:
        codes = set(connection.scalars(select(Unit.code).where(Unit.level == "commune")))
    assert {feature["properties"]["code"] for feature in report.outlines["features"]} == codes
    assert report.truth["planted"]
    assert {each["unit"].partition("@")[0] for each in report.truth["planted"]} <= codes


def test_a_second_simulation_is_refused(engine: Engine, report: Report) -> None:
    assert report.written
    with pytest.raises(SimulationExistsError):
        simulate(engine, PLAN, loaded_by="tests", now=NOW)
    with writing(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(Unit)) == 4


def test_a_month_without_a_case_is_a_month(database_url: str) -> None:
    """A place of three communes may have one case in three months: two of them have none."""
    made = make_engine(database_url)
    migrate.upgrade(made)
    few = Plan(communes=3, months=3, seed=7, until=NOW, totals=Totals(feedback=1, dossier=0))
    written = simulate(made, few, loaded_by="tests", now=NOW).written
    with made.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(FeedbackCase)) == written["feedback"] <= 5
    made.dispose()
    assert written["dossier"] == 0
