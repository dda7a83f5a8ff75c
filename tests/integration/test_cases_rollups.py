"""Aggregates of cases follow every history: changes applied, direct writes caught up with, both databases."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from data import migrate
from data.engine import make_engine, writing
from data.rollups import cases
from data.rollups.cases import CaseKey, Changes
from data.rollups.cases_days import FACTS, CaseKind
from data.schema import (
    CaseDay,
    CaseHorizon,
    CaseLocalityDay,
    CaseMark,
    CaseMonth,
    CaseStanding,
    CaseUnitMonth,
    DatasetVersion,
    FeedbackCase,
    Source,
)
from tests import case_forms
from tests.case_forms import NOW, UNITS

KINDS: tuple[CaseKind, ...] = ("feedback", "dossier")


@pytest.fixture(scope="module")
def engine(module_database_url: str) -> Iterator[Engine]:
    made = make_engine(module_database_url)
    migrate.upgrade(made)
    with writing(made) as connection:
        case_forms.fill_places(connection)
        case_forms.prepare_months(connection)
    yield made
    made.dispose()


def aggregates(connection: Connection) -> dict[str, set[tuple[Any, ...]]]:
    found = {
        "day": case_forms.rows_of(connection, CaseDay),
        "month": case_forms.rows_of(connection, CaseMonth),
        "unit_month": case_forms.rows_of(connection, CaseUnitMonth),
        "locality_day": case_forms.rows_of(connection, CaseLocalityDay),
    }
    assert not case_forms.rows_of(connection, CaseMark)
    return found


def ends_of_months(connection: Connection) -> set[tuple[Any, ...]]:
    return case_forms.rows_of(connection, CaseStanding)


def horizons(connection: Connection) -> dict[tuple[int, str], dt.date]:
    rows = connection.execute(select(CaseHorizon.locality_id, CaseHorizon.kind, CaseHorizon.last_on))
    return {(row.locality_id, row.kind): row.last_on for row in rows}


def key_of(row: dict[str, Any]) -> CaseKey:
    return CaseKey(row["locality_id"], row["code"], row["received_at"])


def perform(connection: Connection, kind: CaseKind, step: str, numbers: list[int], data: Any) -> None:
    """Take one step: by `apply`, as services do, or by writing the facts, as strangers do."""
    model: Any = FACTS[kind]
    codes = [f"m{number}" for number in numbers]
    rows = [data.draw(case_forms.cases(kind, code)) for code in codes]
    mine = model.code.in_(codes)
    if step == "apply":
        removed = [key_of(row) for row in rows[::3]]
        put = [row for row in rows if key_of(row) not in removed]
        cases.apply(connection, kind, Changes(put, removed), NOW)
    elif step == "insert":
        connection.execute(delete(model).where(mine))
        for row in rows:
            connection.execute(insert(model).values(**row))
    elif step == "update":
        for row in rows:
            changed = {name: row[name] for name in ("due_at", "closed_at", "outcome", "rating", "unit_id")}
            connection.execute(update(model).where(model.code == row["code"]).values(changed))
    elif step == "move":
        for locality, units in UNITS.items():
            here = (model.locality_id == locality) & mine
            connection.execute(update(model).where(here).values(unit_id=units[0]))
    elif step == "delete":
        connection.execute(delete(model).where(mine))
    else:
        cases.refresh(connection, NOW)


@settings(max_examples=25)
@given(data=st.data())
def test_any_history_leads_to_what_a_rebuild_makes(engine: Engine, data: st.DataObject) -> None:
    with case_forms.taken_back(engine) as connection:
        for _ in range(data.draw(st.integers(1, 8))):
            kind = data.draw(st.sampled_from(KINDS))
            step = data.draw(
                st.sampled_from(["apply", "apply", "insert", "update", "move", "delete", "refresh"])
            )
            numbers = data.draw(st.lists(st.integers(0, 12), unique=True, min_size=1, max_size=5))
            perform(connection, kind, step, numbers, data)
        cases.refresh(connection, NOW)
        kept, kept_until, standing = aggregates(connection), horizons(connection), ends_of_months(connection)
        cases.rebuild(connection, NOW)
        assert kept == aggregates(connection)
        exact = horizons(connection)
        assert {row for row in standing if row[3] < exact[row[:2]].replace(day=1)} == ends_of_months(
            connection
        )
        assert kept_until.keys() >= exact.keys()
        assert all(kept_until[key] >= last for key, last in exact.items())


@settings(max_examples=25)
@given(rows=case_forms.many_cases("feedback"))
def test_totals_are_the_sum_of_their_units(engine: Engine, rows: list[dict[str, Any]]) -> None:
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, "feedback", Changes(rows), NOW)
        months = connection.execute(select(CaseMonth)).mappings().all()
        own = [row for row in months if not row["is_total"]]
        assert sum(row["received"] for row in own) == len(rows)
        for name in ("received", "closed_late", "failed", "response_minutes"):
            assert sum(row[name] for row in months) == 2 * sum(row[name] for row in own)


@settings(max_examples=25)
@given(rows=case_forms.many_cases("dossier"))
def test_months_of_units_are_the_sum_of_their_categories(engine: Engine, rows: list[dict[str, Any]]) -> None:
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, "dossier", Changes(rows), NOW)
        counted: Counter[tuple[Any, ...]] = Counter()
        for row in connection.execute(select(CaseMonth)).mappings():
            counted[row["is_total"], row["month"], row["unit_id"]] += row["received"]
        found = connection.execute(select(CaseUnitMonth)).mappings()
        assert {(row["is_total"], row["month"], row["unit_id"]): row["received"] for row in found} == counted


def test_a_locality_names_the_newest_source_of_its_cases(engine: Engine) -> None:
    with case_forms.taken_back(engine) as connection:
        values = {"sheet": "", "row": 1, "sha256": "0" * 64, "loaded_by": "tests", "loaded_at": NOW}
        older, newer = (
            connection.execute(insert(Source).values(file=file, **values).returning(Source.id)).scalar_one()
            for file in ("cũ.csv", "mới.csv")
        )
        named = select(CaseHorizon.source_id).where(CaseHorizon.kind == "feedback")
        cases.apply(connection, "feedback", Changes([one("m1")]), NOW)
        assert connection.scalars(named).all() == [None]
        cases.apply(connection, "feedback", Changes([one("m2", source_id=newer)]), NOW)
        cases.apply(connection, "feedback", Changes([one("m3", source_id=older)]), NOW)
        assert connection.scalars(named).all() == [newer]
        connection.execute(delete(FeedbackCase).where(FeedbackCase.code != "m3"))
        cases.rebuild(connection, NOW)
        assert connection.scalars(named).all() == [older]


def versions(connection: Connection) -> dict[str, int]:
    rows = connection.execute(select(DatasetVersion.dataset, DatasetVersion.version))
    return {row.dataset: row.version for row in rows}


def one(code: str = "m1", **values: Any) -> dict[str, Any]:
    received = dt.datetime(2026, 3, 31, 17, 30, tzinfo=dt.UTC)
    due = received + dt.timedelta(days=5)
    row = {"locality_id": 1, "code": code, "received_at": received, "unit_id": 2, "category_id": 1}
    return {**row, "due_at": due, "reopened_count": 0, **values}


def test_a_moment_late_in_the_evening_of_utc_is_the_next_day_here(engine: Engine) -> None:
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, "feedback", Changes([one()]), NOW)
        row = connection.execute(select(CaseDay)).mappings().one()
        assert row["received_on"] == dt.date(2026, 4, 1)
        assert connection.scalars(select(CaseMonth.month).distinct()).all() == [dt.date(2026, 4, 1)]


def test_writing_directly_marks_the_unit_and_moves_the_version(engine: Engine) -> None:
    with case_forms.taken_back(engine) as connection:
        before = versions(connection)
        connection.execute(insert(FeedbackCase).values(**one()))
        assert case_forms.rows_of(connection, CaseMark) == {("feedback", 2)}
        connection.execute(update(FeedbackCase).values(unit_id=3))
        assert case_forms.rows_of(connection, CaseMark) == {("feedback", 2), ("feedback", 3)}
        after = versions(connection)
        assert after["feedback"] == before.get("feedback", 0) + 2
        assert cases.refresh(connection, NOW)
        assert not cases.refresh(connection, NOW)
        assert versions(connection)["rollups"] == before.get("rollups", 0) + 1
        assert connection.scalars(select(CaseDay.unit_id)).all() == [3]


def test_applying_marks_nothing_and_publishes_once(engine: Engine) -> None:
    with case_forms.taken_back(engine) as connection:
        before = versions(connection)
        cases.apply(connection, "feedback", Changes([one("m1"), one("m2")]), NOW)
        assert case_forms.rows_of(connection, CaseMark) == set()
        after = versions(connection)
        assert {name: after[name] - before.get(name, 0) for name in after} == {"feedback": 1, "rollups": 1}
        cases.apply(connection, "feedback", Changes(), NOW)
        assert versions(connection) == after
        connection.execute(delete(FeedbackCase))
        assert case_forms.rows_of(connection, CaseMark) == {("feedback", 2)}


def test_direct_writes_wait_in_the_rest_until_their_month_is_made(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    migrate.upgrade(engine)
    with writing(engine) as connection:
        case_forms.fill_places(connection)
        connection.execute(insert(FeedbackCase).values(**one("m1")))
        where = text("SELECT tableoid::regclass::text FROM feedback_case")
        assert connection.scalars(where).all() == ["parts.feedback_case_rest"]
        cases.apply(connection, "feedback", Changes([one("m2")]), NOW)
        assert connection.scalars(where).all() == ["parts.feedback_case_2026_04"] * 2
        assert sum(connection.scalars(select(CaseDay.cases))) == 2
    engine.dispose()


def test_emptying_the_table_marks_what_was_in_it(engine: Engine) -> None:
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, "feedback", Changes([one("m1")]), NOW)
        is_small = engine.dialect.name == "sqlite"
        connection.execute(text("DELETE FROM feedback_case" if is_small else "TRUNCATE feedback_case"))
        cases.refresh(connection, NOW)
        assert case_forms.rows_of(connection, CaseDay) == case_forms.rows_of(connection, CaseMonth) == set()
