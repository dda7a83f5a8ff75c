"""Writing drawn cases: whole numbers into a scratch table, from there into the facts by one statement."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from psycopg import sql
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Table,
    Text,
    case,
    cast,
    insert,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateTable, DropTable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement

from data.intake.batch import table_of
from data.rollups.cases_days import FACTS, CaseKind
from data.schema import Unit
from data.schema.base import UtcDateTime
from data.schema.cases import OUTCOMES, RATINGS, URGENCIES
from data.simulate.drawing import NONE
from data.simulate.plan import CHANNELS
from data.simulate.working_clock import Seconds

COPY_HEAD = b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0)
COPY_END = struct.pack("!h", -1)
CODE_BASE = 1_000_000_000
"""Added to the running number, so that codes have equal length and sort by it."""

MOMENTS: Mapping[str, str] = {
    "received_at": "received",
    "accepted_at": "accepted",
    "first_response_at": "responded",
    "due_at": "due",
    "closed_at": "closed",
}


class FromEpoch(FunctionElement[Any]):
    """Moment of a Unix time in whole seconds; NULL for NONE."""

    type = UtcDateTime()
    name = "from_epoch"
    inherit_cache = True


@compiles(FromEpoch, "postgresql")
def _to_timestamp(element: FromEpoch, compiler: SQLCompiler, **options: Any) -> str:
    return f"to_timestamp({_known(element, compiler, **options)})"


@compiles(FromEpoch, "sqlite")
def _to_text(element: FromEpoch, compiler: SQLCompiler, **options: Any) -> str:
    return f"strftime('%Y-%m-%d %H:%M:%S.000000', {_known(element, compiler, **options)}, 'unixepoch')"


def _known(element: FromEpoch, compiler: SQLCompiler, **options: Any) -> str:
    (clause,) = element.clauses
    return f"nullif({compiler.process(clause, **options)}, {NONE})"


def store(connection: Connection, kind: CaseKind, columns: Mapping[str, Seconds], source: int) -> None:
    """Write cases whose units and categories are ids and whose moments are Unix times.

    Under `cases.quiet`: nothing is marked, the aggregates must be rebuilt.
    """
    drawn = Table(
        "case_drawn", MetaData(), *(Column(name, BigInteger) for name in columns), prefixes=["TEMPORARY"]
    )
    connection.execute(CreateTable(drawn))
    if connection.dialect.name == "postgresql":
        _copy(connection, drawn, columns)
    else:
        rows = zip(*(array.tolist() for array in columns.values()), strict=True)
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO case_drawn VALUES ({marks})", list(rows))  # nosec B608  # noqa: S608 - question marks only
    values = _values(kind, drawn, source)
    rows_of_cases = select(*(value.label(name) for name, value in values.items())).join(
        Unit, Unit.id == drawn.c.unit
    )
    connection.execute(insert(FACTS[kind]).from_select(list(values), rows_of_cases))
    connection.execute(DropTable(drawn))


def _copy(connection: Connection, drawn: Table, columns: Mapping[str, Seconds]) -> None:
    """COPY in binary form: a row is a count of fields, then length and bytes of each."""
    fields = [("fields", ">i2")]
    for name in columns:
        fields += [(f"size_{name}", ">i4"), (name, ">i8")]
    rows = np.zeros(len(columns["received"]), dtype=np.dtype(fields))
    rows["fields"] = len(columns)
    for name, array in columns.items():
        rows[f"size_{name}"] = 8
        rows[name] = array
    driver: Any = connection.connection.driver_connection
    statement = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(drawn.name))
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(COPY_HEAD)
        copy.write(rows.tobytes())
        copy.write(COPY_END)


def _values(kind: CaseKind, drawn: Table, source: int) -> dict[str, ColumnElement[Any]]:
    c = drawn.c
    letter = "PA" if kind == "feedback" else "HS"
    number = cast(c.number + CODE_BASE, Text)
    values: dict[str, ColumnElement[Any]] = {
        "locality_id": table_of(Unit).c.locality_id,
        "code": type_coerce(literal(f"MP-{letter}-", Text) + number, Text),
        "unit_id": c.unit,
        "category_id": c.category,
        "urgency": _word(c.urgency, URGENCIES),
        "channel": _word(c.channel, CHANNELS[kind]),
        "outcome": _word(c.outcome, OUTCOMES),
        "rating": _word(c.rating, RATINGS),
        "reopened_count": c.reopened,
        "source_id": literal(source),
        **{name: FromEpoch(c[drawn_name]) for name, drawn_name in MOMENTS.items()},
    }
    if kind == "dossier":
        paid = case((c.paid == NONE, None), else_=c.paid == 1)
        values |= {"is_online": c.online == 1, "is_digitised": c.digitised == 1, "is_paid_online": paid}
    return values


def _word(number: ColumnElement[int], words: Sequence[str]) -> ColumnElement[str | None]:
    """Word at a position, NULL for NONE."""
    return case(*((number == at, literal(word, Text)) for at, word in enumerate(words)), else_=None)
