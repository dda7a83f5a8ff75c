"""The binary form of COPY: each row as PostgreSQL reads it, whatever is missing or long."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Mapping
from typing import Any, TypeAlias

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake import bulk_binary

Row: TypeAlias = tuple[int | None, str | None, bool | None, dt.datetime | None]
SCHEMA: Mapping[str, Any] = {
    "number": pl.Int32,
    "words": pl.String,
    "said": pl.Boolean,
    "at": pl.Datetime("us"),
}
POSTGRES_EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - UTC without saying so, as staged frames are
MICROSECOND = dt.timedelta(microseconds=1)
DAYS = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1))  # noqa: DTZ001
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ROWS = st.tuples(
    st.none() | st.integers(-(2**31), 2**31 - 1),
    st.none() | WORDS,
    st.none() | st.booleans(),
    st.none() | DAYS,
)


def told(rows: list[Row]) -> bytes:
    return bulk_binary.rows(pl.DataFrame(rows, schema=SCHEMA, orient="row"))


def read_back(content: bytes) -> list[tuple[Any, ...]]:
    """Read rows as the manual of COPY describes them."""
    found, place = [], 0
    while place < len(content):
        (columns,) = struct.unpack_from(">h", content, place)
        place += 2
        values: list[bytes | None] = []
        for _ in range(columns):
            (length,) = struct.unpack_from(">i", content, place)
            place += 4
            values.append(None if length < 0 else content[place : place + length])
            place += max(length, 0)
        found.append(tuple(values))
    return found


def meant(row: tuple[bytes | None, ...]) -> Row:
    number, words, said, at = row
    return (
        None if number is None else struct.unpack(">i", number)[0],
        None if words is None else words.decode(),
        None if said is None else said == b"\1",
        None if at is None else POSTGRES_EPOCH + struct.unpack(">q", at)[0] * MICROSECOND,
    )


@given(st.lists(ROWS, max_size=12))
def test_rows_come_back_as_they_were(rows: list[Row]) -> None:
    assert [meant(row) for row in read_back(told(rows))] == rows


def test_one_row_by_hand() -> None:
    at = dt.datetime(2000, 1, 1, 0, 0, 1)  # noqa: DTZ001
    content = told([(1, "xã", None, at)])
    words = b"\0\0\0\3x\xc3\xa3"
    assert content == b"\0\4" + b"\0\0\0\4\0\0\0\1" + words + b"\xff\xff\xff\xff" + (
        b"\0\0\0\x08" + (1_000_000).to_bytes(8)
    )


def test_no_rows_are_no_bytes() -> None:
    assert told([]) == b""


def test_a_type_that_nothing_is_known_of_is_refused() -> None:
    with pytest.raises(TypeError, match="share: Float64"):
        bulk_binary.rows(pl.DataFrame({"share": [0.5]}))
