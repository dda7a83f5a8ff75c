"""How long open cases have been waiting: a rung a band of days, and how many of each are overdue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import FromClause, Select, select

from data.contracts import Column, Fact, Question, Ratio, Request
from data.rollups.case_pages import Columns, of_unit, span
from data.rollups.cases_days import CaseKind
from data.rollups.cases_states import CaseSpan, aged, open_cases
from data.rollups.stacking import stacked
from data.rules.cases import AGE_BANDS, AgeBand

Row: TypeAlias = Mapping[str, Any]

EVERY, OVERDUE = "every", "overdue"
_LONG = 15
"""Days beyond which the headline counts: the rungs from 16 days on."""


def question(name: str, title: str) -> Question:
    """Declare the question for a kind of case."""
    return Question(
        name=name,
        title=title,
        columns=(
            Column("band", "text", "Đã chờ"),
            Column("low", "int", "Từ ngày"),
            Column("cases", "int", "Đang giải quyết", "cases"),
            Column("overdue", "int", "Trong đó quá hạn", "cases"),
        ),
        facts=("open", "overdue", "long"),
    )


def statement(kind: CaseKind, request: Request) -> Select[Any]:
    """Select the open cases of each band, all of them and those overdue."""
    asked = span(kind, request)
    rows = open_cases(asked)
    of_all = select(rows).where(of_unit(rows.c.unit_id, request)).subquery("of_all")
    late = select(of_all).where(of_all.c.due_on < asked.as_of).subquery("late")
    parts = {part: _bands(asked, found) for part, found in ((EVERY, of_all), (OVERDUE, late))}
    return stacked(parts).select()


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a band, the shortest wait first; no rows where nothing is open.

    Facts: how many are open; overdue, and waiting for more than 15 days, of these.
    """
    parts = {row["part"]: row for row in rows}
    records = [_record(band, parts) for band in AGE_BANDS] if parts else []
    still_open = sum(row["cases"] for row in records)
    facts: dict[str, Fact] = {
        "open": still_open,
        "overdue": Ratio(sum(row["overdue"] for row in records), still_open),
        "long": Ratio(sum(row["cases"] for row in records if row["low"] > _LONG), still_open),
    }
    return (records if still_open else []), facts


def _bands(asked: CaseSpan, rows: FromClause) -> Select[Any]:
    """Select one row with the cases of each band."""
    sums: Columns = [aged(asked, rows, band.low, band.high).label(f"band_{band.low}") for band in AGE_BANDS]
    return select(*sums)


def _record(band: AgeBand, parts: Mapping[str, Row]) -> dict[str, Any]:
    cases, overdue = (parts[part][f"band_{band.low}"] for part in (EVERY, OVERDUE))
    return {"band": band.label, "low": band.low, "cases": cases, "overdue": overdue}
