"""The first list of a locality: summed up beside the transaction on PostgreSQL; equal to a rebuild."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, func, insert, select, text
from sqlalchemy.exc import OperationalError

from data.engine import writing
from data.intake.batch import table_of
from data.intake.records import RefusedError
from data.rollups import cases_bulk
from data.rollups.cases_bulk import beside
from data.schema import CaseDay, FeedbackCase, IntakeCase, Locality, Unit
from tests.case_files import ROADS, SCHOOLS, SOUND, add_categories, aggregates, facts, rebuilt, stage, text_of
from tests.intake_forms import LATER, SECRETARY, desk_of, publish

on_postgresql = pytest.mark.parametrize("writable", ["postgresql"], indirect=True)
HANDED = "SELECT count(*) FROM pg_tables WHERE schemaname = 'parts' AND tablename LIKE '%made'"


def test_new_categories_are_counted_under_the_ids_that_they_got(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    publish(desk, stage(desk, text_of(SOUND)))
    found = {case["category_id"] for case in facts(writable, FeedbackCase).values()}
    assert len(found) == len({ROADS, SCHOOLS})
    assert min(found) > 0
    assert aggregates(writable) == rebuilt(writable)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(st.integers(0, 120), st.integers(0, 70), st.booleans(), st.booleans()),
        min_size=1,
        max_size=20,
    )
)
def test_any_first_list_equals_a_rebuild(
    writable_once: Engine, tmp_path: Path, rows: list[tuple[int, int, bool, bool]]
) -> None:
    """Days, months, ends of months and the horizon, of cases over several months, some of them open."""
    desk, start = desk_of(writable_once, tmp_path), dt.date(2022, 3, 1)
    told = []
    for code, (day, spell, is_closed, is_road) in enumerate(rows):
        received = start + dt.timedelta(days=day)
        due, closed = received + dt.timedelta(days=9), received + dt.timedelta(days=spell)
        told.append(
            (
                f"PA-{code}",
                f"{received:%d/%m/%Y}",
                "Xã Suối Dây" if code % 2 else "Xã Tân Hà",
                ROADS if is_road else SCHOOLS,
                f"{due:%d/%m/%Y}",
                f"{closed:%d/%m/%Y}" if is_closed else "",
                "",
                "",
            )
        )
    view = stage(desk, text_of(told))
    publish(desk, view)
    assert aggregates(writable_once) == rebuilt(writable_once)
    desk.undo(view.row.id, "lần thử sau", by=SECRETARY, now=LATER)


@on_postgresql
def test_what_a_killed_publication_left_is_made_anew(writable: Engine, tmp_path: Path) -> None:
    with writing(writable) as connection:
        connection.execute(text("CREATE TABLE parts.case_day_made (note text)"))
    desk = desk_of(writable, tmp_path)
    publish(desk, stage(desk, text_of(SOUND)))
    assert aggregates(writable) == rebuilt(writable)
    with writable.connect() as connection:
        assert connection.scalar(text(HANDED)) == 0


@on_postgresql
def test_a_refused_first_list_changes_nothing_and_the_next_try_succeeds(
    writable: Engine, tmp_path: Path
) -> None:
    desk, staged = desk_of(writable, tmp_path), table_of(IntakeCase)
    view = stage(desk, text_of(SOUND))
    before = aggregates(writable)
    twice = select(staged).where(staged.c.code == "PA-1")
    with writing(writable) as connection:
        row = dict(connection.execute(twice).mappings().one())
        connection.execute(insert(staged), [{**row, "sheet": "lần hai"}])
    with pytest.raises(RefusedError, match="không nhận"):
        publish(desk, view)
    assert aggregates(writable) == before
    with writing(writable) as connection:
        connection.execute(staged.delete().where(staged.c.sheet == "lần hai"))
    publish(desk, view)
    assert aggregates(writable) == rebuilt(writable)


@on_postgresql
def test_a_copied_table_hides_the_real_one_from_nobody_else(writable: Engine) -> None:
    """The connection is not used again: the next one that the pool gives reads the table itself."""
    with writable.begin() as connection:
        with beside(connection, [Locality], [CaseDay]) as (other, made):
            assert _own_copies(other) == 1
            assert list(made) == [CaseDay]
        assert _own_copies(connection) == 0
    with writable.connect() as first, writable.connect() as second:
        assert _own_copies(first) + _own_copies(second) == 0


@on_postgresql
def test_who_touches_what_the_transaction_locks_is_told(
    writable: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases_bulk, "PATIENCE", "50ms")
    with writable.begin() as connection, beside(connection, [Locality], [CaseDay]) as (other, _):
        connection.execute(text("LOCK TABLE locality, unit IN ACCESS EXCLUSIVE MODE"))
        assert other.scalar(select(func.count()).select_from(Locality))
        with pytest.raises(OperationalError, match="lock timeout"):
            other.scalar(select(func.count()).select_from(Unit))


def _own_copies(connection: Connection) -> int:
    found = "SELECT count(*) FROM pg_class WHERE relname = 'locality' AND pg_table_is_visible(oid)"
    mine = f"{found} AND relpersistence = 't'"
    return int(connection.scalar(text(mine)) or 0)


@pytest.fixture
def writable_once(writable: Engine) -> Engine:
    """A database that all examples of a test change one after the other."""
    add_categories(writable)
    return writable
