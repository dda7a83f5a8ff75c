"""Checked cases into the staging table: COPY on PostgreSQL, one prepared statement on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import polars as pl
from sqlalchemy import Connection, func, insert, literal, select, text

from data.intake.batch import table_of
from data.intake.bulk_checks import STAGED
from data.intake.bulk_problems import EXAMPLES
from data.rollups.cases_copy import copy_text
from data.schema import IntakeCase, IntakeCategory

_TABLE = table_of(IntakeCase)
_COLUMNS = ("batch_id", "sheet", "is_before", *STAGED)


class Sound(NamedTuple):
    """Checked rows of one sheet."""

    sheet: str
    frame: pl.DataFrame


def stage(connection: Connection, batch_id: int, blocks: Iterable[Sound]) -> None:
    """Write checked rows, reading `blocks` as they come."""
    frames = (_whole(batch_id, block) for block in blocks)
    if connection.dialect.name == "postgresql":
        copy_text(connection, _TABLE.name, _COLUMNS, map(_csv, frames))
        # Nothing else tells the planner of rows that came in this transaction.
        connection.execute(text(f"ANALYZE {_TABLE.name}"))
        return
    names, marks = ", ".join(f'"{name}"' for name in _COLUMNS), ", ".join("?" * len(_COLUMNS))
    statement = f"INSERT INTO {_TABLE.name} ({names}) VALUES ({marks})"  # nosec B608  # noqa: S608 - names of ours
    for frame in frames:
        if frame.height:
            connection.exec_driver_sql(statement, _rows(frame))


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


def _csv(frame: pl.DataFrame) -> bytes:
    return frame.write_csv(include_header=False, datetime_format="%Y-%m-%d %H:%M:%SZ").encode()


def _rows(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    """Moments in the form in which SQLAlchemy keeps them on SQLite."""
    return frame.with_columns(pl.col(pl.Datetime).dt.strftime("%Y-%m-%d %H:%M:%S.000000")).rows()
