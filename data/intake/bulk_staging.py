"""Checked cases into the staging table: COPY on PostgreSQL, one prepared statement on SQLite.

While the database takes in one block, the next one is read and checked.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

import polars as pl
from sqlalchemy import Connection, func, insert, literal, select

from data.intake import bulk_binary
from data.intake.batch import table_of
from data.intake.bulk_checks import STAGED
from data.intake.bulk_problems import EXAMPLES
from data.rollups.cases_bulk import know_size
from data.rollups.cases_copy import copy_blocks
from data.schema import IntakeCase, IntakeCategory

_TABLE = table_of(IntakeCase)
_COLUMNS = ("batch_id", "sheet", "is_before", *STAGED)
_T = TypeVar("_T")


class Sound(NamedTuple):
    """Checked rows of one sheet."""

    sheet: str
    frame: pl.DataFrame


def stage(connection: Connection, batch_id: int, blocks: Iterable[Sound]) -> None:
    """Write checked rows, reading `blocks` as they come."""
    frames = (_whole(batch_id, block) for block in blocks)
    if connection.dialect.name == "postgresql":
        copy_blocks(connection, _TABLE.name, _COLUMNS, ahead(_binary(ahead(frames))))
        know_size(connection, _TABLE)
        return
    names, marks = ", ".join(f'"{name}"' for name in _COLUMNS), ", ".join("?" * len(_COLUMNS))
    statement = f"INSERT INTO {_TABLE.name} ({names}) VALUES ({marks})"  # nosec B608  # noqa: S608 - names of ours
    for frame in ahead(frames):
        if frame.height:
            connection.exec_driver_sql(statement, _rows(frame))


def ahead(blocks: Iterable[_T]) -> Generator[_T, None, None]:
    """Make each block in a thread of its own while the one before is used: two are in memory at a time."""
    coming = iter(blocks)
    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(lambda: next(coming, None))
        while (block := following.result()) is not None:
            following = pool.submit(lambda: next(coming, None))
            yield block


def add_categories(connection: Connection, batch_id: int, numbers: Mapping[str, int]) -> None:
    """Keep the names of new categories with the batch; their numbers lie below zero."""
    rows = [{"batch_id": batch_id, "position": -number, "name": name} for name, number in numbers.items()]
    if rows:
        connection.execute(insert(IntakeCategory), rows)


def repeated(connection: Connection, batch_id: int) -> tuple[int, dict[tuple[str, int], tuple[str, str]]]:
    """Count rows whose code came before; some of them with their code and the reason."""
    c = _TABLE.c
    same = (c.batch_id == batch_id, c.is_before.is_(False))
    codes = select(c.code, func.count().label("times")).where(*same).group_by(c.code)
    many = codes.having(func.count() > 1).subquery()
    count = connection.scalar(select(func.coalesce(func.sum(many.c.times - 1), literal(0))))
    place = func.row_number().over(partition_by=c.code, order_by=(c.sheet, c.row))
    first = func.min(c.row).over(partition_by=c.code)
    rows = select(c.sheet, c.row, c.code, place.label("place"), first.label("first")).where(*same)
    told = rows.where(c.code.in_(select(many.c.code))).subquery()
    shown = select(told).where(told.c.place > 1).order_by(told.c.sheet, told.c.row).limit(EXAMPLES)
    return int(count or 0), {
        (row.sheet, row.row): (row.code, f"trùng mã với dòng {row.first}")
        for row in connection.execute(shown)
    }


def _whole(batch_id: int, block: Sound) -> pl.DataFrame:
    own = {"batch_id": pl.lit(batch_id), "sheet": pl.lit(block.sheet), "is_before": pl.lit(value=False)}
    return block.frame.with_columns(**own).select(_COLUMNS)


def _binary(frames: Iterable[pl.DataFrame]) -> Iterator[bytes]:
    yield bulk_binary.HEAD
    for frame in frames:
        yield bulk_binary.rows(frame)
    yield bulk_binary.TAIL


def _rows(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    """Moments in the form in which SQLAlchemy keeps them on SQLite."""
    return frame.with_columns(pl.col(pl.Datetime).dt.strftime("%Y-%m-%d %H:%M:%S.000000")).rows()
