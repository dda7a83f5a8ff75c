"""What was open at the end of each month that is over: by hand, as months end, as migrations fill it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, select

from data import migrate
from data.engine import make_engine, writing
from data.rollups import cases
from data.rollups.cases import Changes
from data.schema import CaseLocalityDay, CaseStanding
from tests import case_forms
from tests.case_forms import NOW

JANUARY, FEBRUARY, MARCH = (dt.date(2026, month, 1) for month in (1, 2, 3))


@pytest.fixture(scope="module")
def engine(module_database_url: str) -> Iterator[Engine]:
    made = make_engine(module_database_url)
    migrate.upgrade(made)
    with writing(made) as connection:
        case_forms.fill_places(connection)
        case_forms.prepare_months(connection)
    yield made
    made.dispose()


def noon(month: int, day: int) -> dt.datetime:
    return dt.datetime(2026, month, day, 5, tzinfo=dt.UTC)


def case(code: str, received: dt.datetime, due: dt.datetime, closed: dt.datetime | None) -> dict[str, Any]:
    row = {"locality_id": 1, "code": code, "received_at": received, "unit_id": 2, "category_id": 1}
    ends = {"due_at": due, "closed_at": closed, "outcome": "resolved" if closed else None}
    return {**row, **ends, "reopened_count": 0}


def ends(connection: Connection, *, totals: bool = False) -> dict[dt.date, tuple[int, int, int]]:
    """In time, due on the last day, overdue, by month."""
    rows = select(CaseStanding).where(CaseStanding.is_total.is_(totals))
    found = connection.execute(rows.with_only_columns(*CaseStanding.__table__.columns)).all()
    return {row.month: (row.open_in_time, row.open_due_soon, row.open_overdue) for row in found}


def test_a_case_stands_by_its_due_day_until_the_month_before_it_ended(engine: Engine) -> None:
    with case_forms.taken_back(engine) as connection:
        put = [
            case("m1", noon(1, 10), noon(2, 28), noon(3, 5)),
            case("m2", noon(1, 20), noon(1, 30), noon(2, 28)),
            case("m3", noon(2, 1), noon(4, 1), noon(2, 20)),
            case("m4", noon(2, 1), noon(4, 1), None),
        ]
        cases.apply(connection, "feedback", Changes(put), NOW)
        expected = {JANUARY: (1, 0, 1), FEBRUARY: (1, 1, 0)}
        assert ends(connection) == ends(connection, totals=True) == expected


def test_a_month_is_written_once_something_came_after_it(engine: Engine) -> None:
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, "feedback", Changes([case("m1", noon(1, 10), noon(1, 20), None)]), NOW)
        assert ends(connection) == {}
        cases.apply(connection, "feedback", Changes([case("m2", noon(3, 1), noon(3, 9), None)]), NOW)
        assert ends(connection) == {JANUARY: (0, 0, 1), FEBRUARY: (0, 0, 1)}
        closed = case("m1", noon(1, 10), noon(1, 20), noon(1, 31))
        cases.apply(connection, "feedback", Changes([closed]), NOW)
        assert ends(connection) == {}


def test_migrations_fill_what_is_derived_as_merging_does(database_url: str) -> None:
    engine = make_engine(database_url)
    migrate.upgrade(engine)
    with writing(engine) as connection:
        case_forms.fill_places(connection)
        put = [
            case(f"m{at}", noon(1, 1 + at), noon(2, 1 + at * 2), noon(2 + at % 2, 28) if at % 3 else None)
            for at in range(14)
        ]
        cases.apply(connection, "feedback", Changes(put), NOW)
        kept = [case_forms.rows_of(connection, model) for model in (CaseStanding, CaseLocalityDay)]
        assert {row[3] for row in kept[0]} == {JANUARY, FEBRUARY}
        assert dt.date(2026, 2, 25) in {row[2] for row in kept[1]}
        for model in (CaseStanding, CaseLocalityDay):
            connection.execute(delete(model))
    migrate.downgrade(engine, "0015")
    migrate.upgrade(engine)
    with engine.connect() as connection:
        again = [case_forms.rows_of(connection, model) for model in (CaseStanding, CaseLocalityDay)]
        assert again == kept
    engine.dispose()
