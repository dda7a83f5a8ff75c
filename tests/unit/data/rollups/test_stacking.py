"""Two kinds of rows in one statement, on both databases without bare NULLs of an unknown type."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Date, Integer, create_engine, literal, select
from sqlalchemy.dialects import postgresql

from data.rollups.stacking import stacked

DAY = dt.date(2022, 12, 31)
COUNTED: Any = select(literal(3, Integer).label("count"), literal("A").label("name"))
DATED: Any = select(literal(DAY, Date).label("due"), literal("B").label("name"))


def test_each_row_knows_its_part_and_has_every_column() -> None:
    rows = stacked({"counted": COUNTED, "dated": DATED})
    with create_engine("sqlite://").connect() as connection:
        found = [dict(row) for row in connection.execute(select(*rows.c).order_by(rows.c.name)).mappings()]
    assert found == [
        {"part": "counted", "count": 3, "name": "A", "due": None},
        {"part": "dated", "count": None, "name": "B", "due": DAY},
    ]


def test_a_missing_column_is_a_null_of_its_type() -> None:
    rows = stacked({"counted": COUNTED, "dated": DATED})
    written = str(select(*rows.c).compile(dialect=postgresql.dialect()))
    assert "CAST(NULL AS DATE) AS due" in written
    assert "CAST(NULL AS INTEGER) AS count" in written
