"""Lists that a statement is handed over whole: its text is the same however many members there are."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Column as TableColumn
from sqlalchemy import Engine, MetaData, Table, Text, column, create_engine, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from data.contracts import Request
from data.queries import QUERIES
from data.rollups.among import among

WORDS = Table("words", MetaData(), TableColumn("word", Text))
DIALECTS: list[Dialect] = [postgresql.dialect(), sqlite.dialect()]
OTHERS = tuple(f"noi_{number}" for number in range(2, 40))


@pytest.fixture
def words() -> Engine:
    """An empty database with the words of a table."""
    made = create_engine("sqlite://")
    with made.begin() as connection:
        WORDS.create(connection)
        connection.execute(insert(WORDS), [{"word": word} for word in ("a", "đặc khu", 'c"d', "e'f")])
    return made


@pytest.mark.parametrize("members", [[], ["a"], ["đặc khu", "zz"], ['c"d', "e'f"]])
def test_members_are_found_and_nothing_else(words: Engine, members: list[str]) -> None:
    found = select(WORDS.c.word).where(among(WORDS.c.word, members))
    with words.connect() as connection:
        kept = set(connection.execute(found).scalars())
    assert kept == set(members) - {"zz"}
    words.dispose()


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_the_text_knows_no_number_of_members(dialect: Dialect) -> None:
    one, many = (
        str(among(column("slug", Text), members).compile(dialect=dialect)) for members in (["a"], OTHERS)
    )
    assert one == many
    assert one.count("POSTCOMPILE") == 0


@pytest.mark.parametrize("period", ["2026", "2026-11"])
@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_places_beside_each_other_are_asked_in_the_same_words(dialect: Dialect, period: str) -> None:
    """A list would come back some ten times, and each panel would write it anew."""
    texts = set()
    for beside in (OTHERS[:1], OTHERS):
        request = Request("noi_1", period, dt.date(2026, 11, 21), beside=beside)
        statement = QUERIES["locality_board"].statement(request)
        texts.add(str(statement.compile(dialect=dialect)))
    (text,) = texts
    assert "POSTCOMPILE" not in text
