"""How the on-time rate goes from month to month: chance or a change, from ten points on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias

from sqlalchemy import Select, func, select

from data.contracts import RANKING_MINIMUM, Column, Fact, Question, Ratio, Request
from data.rollups.case_pages import of_unit, on_time, span
from data.rollups.cases_days import CaseKind
from data.rollups.cases_states import CaseSpan, flows
from data.rules import signals

Row: TypeAlias = Mapping[str, Any]

MONTHS = 24
"""Months shown, the last of the period among them: two of each month of the year."""

_OF_YEAR = 12
_SUMMED = ("received", "closed_early", "closed_on_time", "closed_late")


def question(name: str, title: str) -> Question:
    """Declare the question for a kind of case."""
    return Question(
        name=name,
        title=title,
        columns=(
            Column("month", "date", "Tháng"),
            Column("received", "int", "Tiếp nhận", "cases"),
            Column("closed_in_time", "int", "Đúng hạn", "cases"),
            Column("closed", "int", "Đã giải quyết", "cases"),
            Column("share", "number", "Tỷ lệ đúng hạn", "percent"),
            Column("is_partial", "flag", "Tháng chưa hết"),
            Column("word", "text", "Nhận định"),
        ),
        facts=("mean", "low", "high", "latest", "latest_month", "latest_rate", "points"),
    )


def statement(kind: CaseKind, request: Request) -> Select[Any]:
    """Select what came and ended, by month, of everybody or of the chosen unit."""
    rows = flows(_months(kind, request), by=("unit_id",), totals=not request.unit, measures=_SUMMED)
    sums = [func.sum(rows.c[name]).label(name) for name in _SUMMED]
    chosen = of_unit(rows.c.unit_id, request)
    return select(rows.c.month, *sums).where(chosen).group_by(rows.c.month)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a month, the oldest first, months without a case between others included.

    A rate of fewer closed cases than the minimum N is no point of the series. Facts: mean and limits of the
    rate as fractions, None with fewer than ten points; word, month and rate of the last complete month.
    """
    months = [_record(row, request.as_of) for row in _without_gaps(rows)]
    values = [_point(row) for row in months]
    is_partial = bool(months and months[-1]["is_partial"])
    found = signals.read(values, higher_is_better=True, is_last_partial=is_partial)
    records = [{**row, "word": word} for row, word in zip(months, found.words, strict=True)]
    complete = [row for row in records if not row["is_partial"]]
    last, limits = complete[-1] if complete else None, found.limits
    facts: dict[str, Fact] = {
        "mean": float(limits.mean) if limits else None,
        "low": float(max(limits.low, Fraction())) if limits else None,
        "high": float(min(limits.high, Fraction(1))) if limits else None,
        "latest": found.latest,
        "latest_month": last["month"] if last else None,
        "latest_rate": Ratio(last["closed_in_time"], last["closed"]) if last else None,
        "points": sum(value is not None for value in values[: len(complete)]),
    }
    return records, facts


def _months(kind: CaseKind, request: Request) -> CaseSpan:
    """Span of the months up to the one of the day asked for, or to the period's end where that is earlier."""
    whole = span(kind, request)
    last = min(whole.as_of.replace(day=1), shifted(whole.end, -1))
    return replace(whole, start=shifted(last, 1 - MONTHS), end=shifted(last, 1))


def shifted(month: dt.date, months: int) -> dt.date:
    """First day of the month that lies some months later, or earlier where negative."""
    years, at = divmod(month.month - 1 + months, _OF_YEAR)
    return dt.date(month.year + years, at + 1, 1)


def _without_gaps(rows: Sequence[Row]) -> list[Row]:
    known = {row["month"]: row for row in rows}
    if not known:
        return []
    months, last = [min(known)], max(known)
    while months[-1] < last:
        months.append(shifted(months[-1], 1))
    nothing = dict.fromkeys(_SUMMED, 0)
    return [known.get(month, {"month": month, **nothing}) for month in months]


def _record(row: Row, as_of: dt.date) -> dict[str, Any]:
    ratio = on_time(row)
    return {
        "month": row["month"],
        "received": row["received"],
        "closed_in_time": ratio.n,
        "closed": ratio.total,
        "share": ratio.share if ratio.rankable() else None,
        "is_partial": shifted(row["month"], 1) > as_of + dt.timedelta(days=1),
    }


def _point(row: Row) -> Fraction | None:
    """Exact rate of a month, None below the minimum N."""
    return Fraction(row["closed_in_time"], row["closed"]) if row["closed"] >= RANKING_MINIMUM else None
