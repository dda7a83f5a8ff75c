"""Rows about single cases as the shared queries get them, and answers made of them without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from data.contracts import Answer, LocalityRef, Period, Request, UnitRef

Row = Mapping[str, Any]

YEAR = Period("2025", "year", dt.date(2025, 1, 1), dt.date(2026, 1, 1))
START = dt.date(1900, 1, 1)
NAMES = ("Xã A", "Xã B", "Xã C", "Xã D")
NOTHING = dict.fromkeys(
    (
        "received",
        "closed_early",
        "closed_on_time",
        "closed_late",
        "open_in_time",
        "open_due_soon",
        "open_overdue",
    ),
    0,
)


def address(name: str) -> str:
    """Address of a unit by its name."""
    return f"{name[-1]}@{START}"


def unit(name: str, on_time: int = 0, late: int = 0, **more: Any) -> dict[str, Any]:
    """Make the row of a unit's cases, all closed on the day or late; `more` overrides columns."""
    counts = {**NOTHING, "received": on_time + late, "closed_on_time": on_time, "closed_late": late}
    return {"unit_name": name, "unit_address": address(name), **counts, **more}


def month(year: int, number: int, on_time: int, late: int) -> dict[str, Any]:
    """Make the row of a month."""
    counts = {"received": on_time + late, "closed_on_time": on_time, "closed_late": late, "closed_early": 0}
    return {"month": dt.date(year, number, 1), **counts}


def asked(as_of: dt.date = YEAR.last_day, unit_address: str = "") -> Request:
    """Ask for 2025."""
    return Request("noi_1", YEAR.code, as_of, unit=unit_address)


def answered(query: ModuleType, rows: Sequence[Row], request: Request | None = None) -> Answer:
    """Answer a query's question from rows, checked as the data source does it."""
    request = request or asked()
    records, facts = query.shape(rows, request)
    values = query.QUESTION.values(records)
    query.QUESTION.check(facts)
    units = tuple(UnitRef(address(name), name[-1], name, "xa", START, None, True) for name in NAMES)
    place = LocalityRef("noi_1", "Nơi 1", "Tỉnh", None, False, YEAR.code, (YEAR,), (), units)
    return Answer(query.QUESTION, request, place, YEAR, 1, values, facts, ())
