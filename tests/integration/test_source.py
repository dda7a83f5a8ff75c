"""One statement an answer, one version a payload: what the cache and the walls rely on."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, func, select, update

from data.contracts import Answer, DataUnavailableError, Question, Request
from data.engine import make_engine, writing
from data.schema import FeedbackRollup
from data.source import DataSource
from data.version import DOUBT_SECONDS, VersionReader, publish, version_scalar, with_version

TAN_CHAU = Request("tan_chau", "2022", dt.date(2022, 12, 31))
NOW = dt.datetime(2026, 11, 21, 3, 0, tzinfo=dt.UTC)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the SQL statements that reach the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_every_question_of_every_locality_and_period_is_one_statement(
    loaded: Engine, source: DataSource
) -> None:
    catalogue = source.catalogue()
    for locality in catalogue.localities:
        for period in locality.periods:
            request = Request(locality.slug, period.code, period.last_day)
            for name in source.questions:
                with counted(loaded) as statements:
                    answer = source.ask(name, request)
                assert len(statements) <= 2, name  # the answer, beside at most one version read a second
                assert len([text for text in statements if "answer" in text]) == 1, name
                assert answer.version == catalogue.version
                assert isinstance(answer.question, Question)


def test_an_answer_without_rows_still_has_its_version(loaded: Engine) -> None:
    nothing = select(FeedbackRollup.received).where(FeedbackRollup.received < 0)
    with loaded.connect() as connection:
        (row,) = connection.execute(with_version(nothing)).mappings()
        assert row["data_version"] == connection.scalar(select(version_scalar()))
    assert row["present"] is None


def test_a_version_is_read_at_most_once_a_second(loaded: Engine) -> None:
    clock = iter([0.0, 0.1, 0.1, 0.5, 0.9, 1.2, 1.2])
    reader = VersionReader(loaded, monotonic=lambda: next(clock))
    with counted(loaded) as statements:
        assert len({reader.current() for _ in range(5)}) == 1
    assert len(statements) == 2


def test_whoever_claims_newer_data_is_believed_until_it_proves_false(loaded: Engine) -> None:
    now = 10.0
    reader = VersionReader(loaded, monotonic=lambda: now)
    known = reader.current()
    with counted(loaded) as statements:
        for _ in range(50):
            reader.catch_up(known + 1)
            assert reader.current() == known
        assert len(statements) == 1
        now += DOUBT_SECONDS
        reader.catch_up(known + 1)
        reader.current()
        assert len(statements) == 2


def test_publishing_the_same_content_changes_no_version(writable: Engine) -> None:
    with writing(writable) as connection:
        assert publish(connection, "feedback", "a" * 64, NOW)
    with writing(writable) as connection:
        before = connection.scalar(select(version_scalar()))
        assert not publish(connection, "feedback", "a" * 64, NOW)
        assert connection.scalar(select(version_scalar())) == before


def test_a_rolled_back_publication_leaves_version_and_figures(writable: Engine) -> None:
    with writable.connect() as connection:
        before = (connection.scalar(select(version_scalar())), _received(writable))
    with pytest.raises(ZeroDivisionError):
        _break_off_a_publication(writable)
    with writable.connect() as connection:
        assert (connection.scalar(select(version_scalar())), _received(writable)) == before


def test_a_publication_never_mixes_versions_in_one_answer(writable: Engine) -> None:
    """A writer sets every unit's count to the version it publishes; whoever reads must find them equal."""
    source, answered, stop, seen = DataSource(writable), threading.Event(), threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            try:
                answer = source.ask("feedback_by_unit", TAN_CHAU)
            except DataUnavailableError:
                continue  # the writer was faster three times in a row: refused, not mixed
            seen.append((answer.version, _counts(answer)))
            answered.set()

    _publish(writable)
    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(20):
        for _ in range(4):  # a burst, in which the reader may find no rest
            _publish(writable)
        answered.clear()
        assert answered.wait(30)
    stop.set()
    reader.join()
    assert len({version for version, _ in seen}) > 1
    assert all(counts == {version} for version, counts in seen)


def test_a_publication_between_two_panels_leaves_each_whole(writable: Engine) -> None:
    """Two connections: what one panel read before, and another after, are of one version each."""
    _publish(writable)
    source, other = DataSource(writable), make_engine(writable.url.render_as_string(hide_password=False))
    before = source.ask("feedback_by_unit", TAN_CHAU)
    _publish(other)
    after = source.ask("feedback_by_unit", TAN_CHAU)
    other.dispose()
    assert after.version == before.version + 1
    assert _counts(before) == {before.version}
    assert _counts(after) == {after.version}


def test_a_dead_database_is_said_so_and_the_names_stay(writable: Engine) -> None:
    source = DataSource(writable)
    names = source.catalogue()

    @event.listens_for(writable, "do_connect")
    def refuse(*_arguments: object) -> None:
        raise writable.dialect.dbapi.OperationalError("no database")  # type: ignore[union-attr]

    writable.dispose()
    with pytest.raises(DataUnavailableError):
        source.ask("feedback_by_unit", TAN_CHAU)
    assert source.catalogue() == names
    event.remove(writable, "do_connect", refuse)
    assert not source.ask("feedback_by_unit", TAN_CHAU).is_empty


def _break_off_a_publication(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(update(FeedbackRollup).values(received=999))
        publish(connection, "rollups", "b" * 64, NOW)
        raise ZeroDivisionError


def _publish(engine: Engine) -> None:
    with writing(engine) as connection:
        version = int(connection.scalar(select(version_scalar())) or 0) + 1
        connection.execute(update(FeedbackRollup).values(received=version))
        assert publish(connection, "rollups", f"{version:064d}", NOW)


def _counts(answer: Answer) -> set[int]:
    """Counts of the units; the printed total, which no publication of ours changes, stays out."""
    units = answer.frame[~answer.frame["is_total"]]
    return {int(count) for count in units["received"].dropna()}


def _received(engine: Engine) -> int | None:
    with engine.connect() as connection:
        return connection.scalar(select(func.sum(FeedbackRollup.received)))
