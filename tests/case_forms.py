"""Cases made up for tests: two tiny localities, random cases in them, and slow sums to compare with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, insert, select, update

from data.rollups import cases_parts
from data.rollups.cases_days import FACTS, CaseKind
from data.schema import CaseCategory, Locality, Period, Procedure, Unit

VIETNAM = dt.timezone(dt.timedelta(hours=7))
NOW = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)
START = dt.datetime(2025, 11, 20, tzinfo=dt.UTC)
MINUTES = 150 * 24 * 60
"""Cases are received within five months: enough for ends of months, a new year and long cases."""

UNITS: Mapping[int, tuple[int, ...]] = {1: (2, 3, 4), 2: (6, 7)}
"""Units by locality; 1 and 5 are the localities' own."""

HOMES: Mapping[int, int] = {1: 1, 2: 5}
"""The own unit of each locality."""

CATEGORIES: Mapping[CaseKind, tuple[int, ...]] = {"feedback": (1, 2), "dossier": (3, 4)}


def fill_places(connection: Connection) -> None:
    """Write two localities with their units and the categories."""
    year = {"id": 1, "code": "2025", "kind": "year"}
    span = {"starts_on": dt.date(2025, 1, 1), "ends_on": dt.date(2026, 1, 1)}
    connection.execute(insert(Period).values(**year, **span))
    for unit in range(1, 8):
        level = "province" if unit in HOMES.values() else "commune"
        words = {"code": f"{unit:05}", "code_system": "gso", "name": f"Xã {unit}", "kind": "xa"}
        connection.execute(insert(Unit).values(id=unit, level=level, **words))
    for locality, home in HOMES.items():
        words = {"slug": f"noi_{locality}", "name": f"Nơi {locality}", "province": "Tỉnh"}
        periods = {"assessed_period_id": 1, "covered_period_id": 1}
        connection.execute(insert(Locality).values(id=locality, unit_id=home, **words, **periods))
    for locality, units in UNITS.items():
        for unit in units:
            connection.execute(update(Unit).where(Unit.id == unit).values(locality_id=locality))
    for kind, categories in CATEGORIES.items():
        for category in categories:
            words = {"kind": kind, "code": f"c{category}", "name": f"Loại {category}"}
            connection.execute(insert(CaseCategory).values(id=category, **words))
    connection.execute(
        insert(Procedure).values(id=1, code="p", name="Thủ tục", category_id=3, online_level="full")
    )


@contextmanager
def taken_back(engine: Engine) -> Iterator[Connection]:
    """Open a transaction of which nothing stays: one example does not see another's rows."""
    options = engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
    with options.connect() as connection:
        yield connection
        connection.rollback()


def prepare_months(connection: Connection) -> None:
    """Make the partitions beforehand, so that examples that are taken back need not."""
    moments = [START + dt.timedelta(days=days) for days in range(0, 181, 10)]
    for kind in FACTS:
        cases_parts.prepare_months(connection, kind, moments)


@st.composite
def cases(draw: st.DrawFn, kind: CaseKind, code: str) -> dict[str, Any]:
    """Draw a whole row of a case: the same code is always received in the same place at the same moment."""
    seed = int(code[1:])
    locality = 1 + seed % 2
    received = START + dt.timedelta(minutes=seed * 7919 % MINUTES, seconds=seed % 60)
    spans = st.integers(0, 40 * 24 * 60) | st.integers(0, 3) | st.integers(0, 200 * 24 * 60)
    maybe = st.none() | spans
    outcome = draw(st.sampled_from([None, None, "resolved", "resolved", "resolved", "rejected", "forwarded"]))
    due = draw(spans if outcome == "resolved" else maybe)
    closed = draw(spans) if outcome else None
    row: dict[str, Any] = {
        "locality_id": locality,
        "code": code,
        "received_at": received,
        "unit_id": draw(st.sampled_from(UNITS[locality])),
        "category_id": draw(st.sampled_from(CATEGORIES[kind])),
        "due_at": later(received, due),
        "closed_at": later(received, closed),
        "outcome": outcome,
        "first_response_at": later(received, draw(maybe)),
        "rating": draw(st.sampled_from([None, "satisfied", "accepted", "dissatisfied"])),
        "reopened_count": draw(st.integers(0, 2)),
    }
    if kind == "dossier":
        row |= {"is_online": draw(st.booleans()), "is_digitised": draw(st.booleans())}
        row |= {
            "is_paid_online": draw(st.none() | st.booleans()),
            "procedure_id": draw(st.none() | st.just(1)),
        }
    return row


def later(received: dt.datetime, minutes: int | None) -> dt.datetime | None:
    """Moment some minutes after the receipt, or none."""
    return None if minutes is None else received + dt.timedelta(minutes=minutes)


def many_cases(kind: CaseKind, most: int = 30) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Draw different cases."""
    codes = st.lists(st.integers(0, 400), unique=True, max_size=most)
    return codes.flatmap(lambda found: st.tuples(*(cases(kind, f"m{number}") for number in found)).map(list))


def rows_of(connection: Connection, model: Any) -> set[tuple[Any, ...]]:
    """Every row of a table; no two are equal where the table has a key."""
    return {tuple(row) for row in connection.execute(select(model.__table__))}


def facts(connection: Connection, kind: CaseKind) -> pd.DataFrame:
    """Every case of a kind, with its days in Vietnam, as Python objects."""
    table: Any = FACTS[kind].__table__
    found = [dict(row) for row in connection.execute(select(table)).mappings()]
    columns = [*table.columns.keys(), "received_on", "due_on", "closed_on"]
    for row in found:
        for name in ("received", "due", "closed"):
            row[f"{name}_on"] = day(row[f"{name}_at"])
    return pd.DataFrame({name: pd.Series([row[name] for row in found], dtype=object) for name in columns})


def day(moment: dt.datetime | None) -> dt.date | None:
    """Day of a moment in Vietnam."""
    return None if moment is None else (moment + dt.timedelta(hours=7)).date()


def verdict(row: Mapping[str, Any]) -> str:
    """How a case ended, by the words of domain.md."""
    if row["outcome"] != "resolved":
        return row["outcome"] or "open"
    if row["closed_at"] > row["due_at"]:
        return "closed_late"
    return "closed_early" if row["closed_on"] < row["due_on"] else "closed_on_time"


def records(frame: pd.DataFrame) -> Sequence[dict[str, Any]]:
    """Rows of a frame of objects, missing ones as None."""
    return [
        {str(name): None if value is pd.NaT else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]
