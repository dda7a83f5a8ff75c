"""Partitions of the cases on PostgreSQL: one a month of receipt, in the schema `parts`. SQLite has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from psycopg import sql
from sqlalchemy import Connection, text

from data.intake.batch import table_of
from data.rollups.cases_days import FACTS, CaseKind

VIETNAM = dt.timezone(dt.timedelta(hours=7))
"""Months are those of Vietnam, so that a question about one touches one partition."""

STEPS = (
    "CREATE TABLE {part} (LIKE {parent} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)",
    """WITH moved AS (DELETE FROM {rest} WHERE received_at >= {start} AND received_at < {end} RETURNING *)
    INSERT INTO {part} SELECT * FROM moved""",
    "ALTER TABLE {parent} ATTACH PARTITION {part} FOR VALUES FROM ({start}) TO ({end})",
)

LONGEST_MONTH = dt.timedelta(days=31)


def prepare_months(connection: Connection, kind: CaseKind, moments: Iterable[dt.datetime]) -> None:
    """Make the partitions of the months in which `moments` lie; rows that waited in the rest move there."""
    if connection.dialect.name != "postgresql":
        return
    table = table_of(FACTS[kind]).name
    wanted = {_month(moment) for moment in moments}
    listed = text("SELECT tablename FROM pg_tables WHERE schemaname = 'parts'")
    known = set(connection.scalars(listed))
    for month in sorted(wanted):
        if f"{table}_{month:%Y_%m}" not in known:
            _make(connection, table, month)


def _make(connection: Connection, table: str, month: dt.datetime) -> None:
    """Fill the partition first, then attach it: the rest must hold none of its rows by then."""
    names = {
        "parent": sql.Identifier(table),
        "part": sql.Identifier("parts", f"{table}_{month:%Y_%m}"),
        "rest": sql.Identifier("parts", f"{table}_rest"),
        "start": sql.Literal(month.isoformat()),
        "end": sql.Literal(_month(month + LONGEST_MONTH).isoformat()),
    }
    for step in STEPS:
        connection.exec_driver_sql(sql.SQL(step).format(**names).as_string())


def _month(moment: dt.datetime) -> dt.datetime:
    """First moment of a moment's month, in Vietnam."""
    first = moment.astimezone(VIETNAM)
    return first.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
