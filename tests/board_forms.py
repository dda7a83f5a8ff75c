"""Rows of several places as the query of the board gets them, and answers made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from data.contracts import Answer, LocalityRef, Period, Request
from data.queries import locality_board as query
from data.rollups.localities import (
    DOSSIER_CASES,
    FEEDBACK_CASES,
    FEEDBACK_REPORTS,
    MEASURE,
    PLACE,
    SCORE,
    TARGET,
    side_by_side,
)

Row = Mapping[str, Any]

QUARTER = Period("2026-Q3", "quarter", dt.date(2026, 7, 1), dt.date(2026, 10, 1))
REQUEST = Request("p1", "2026-Q3", dt.date(2026, 9, 30), beside=("p2", "p3", "p4"))
UNKNOWN = dict.fromkeys(column.name for column in side_by_side(REQUEST).selected_columns)


def place(slug: str, name: str = "", *, level: str = "province", is_held: int = 1, **more: Any) -> Row:
    """Make the row that every place has: it has the period asked for, and opens on that of 2025."""
    told = {"label": name or f"Tỉnh {slug}", "detail": f"Tỉnh {slug}", "level": level, "period_code": "2025"}
    return {**UNKNOWN, "part": PLACE, "slug": slug, **told, "numerator": is_held, **more}


def measure(slug: str, subject: str, n: int | None, total: int | None) -> Row:
    """Make a row of the overview's aggregate."""
    told = {"label": subject, "numerator": n, "denominator": total}
    return {**UNKNOWN, "part": MEASURE, "slug": slug, **told}


def feedback(slug: str, in_time: int, late: int, open_: int = 0, overdue: int = 0, **more: Any) -> Row:
    """Make sums of feedback cases."""
    return {**UNKNOWN, "part": FEEDBACK_CASES, "slug": slug, **_sums(in_time, late, open_, overdue), **more}


def reported(slug: str, in_time: int, late: int, open_: int = 0, overdue: int = 0) -> Row:
    """Make sums of what units without cases reported."""
    return {**UNKNOWN, "part": FEEDBACK_REPORTS, "slug": slug, **_sums(in_time, late, open_, overdue)}


def dossiers(slug: str, in_time: int, late: int, open_: int = 0, overdue: int = 0, **more: Any) -> Row:
    """Make sums of dossier cases."""
    came = {"received": 0, "online": 0}
    sums = _sums(in_time, late, open_, overdue)
    return {**UNKNOWN, "part": DOSSIER_CASES, "slug": slug, **sums, **came, **more}


def score(slug: str, points: float | None, year: int, rank: int | None = None, ranked: int = 34) -> Row:
    """Make a published total out of 100."""
    told = {"value": points, "goal": 100.0, "period_code": str(year), "day": dt.date(year + 1, 1, 1)}
    ranks = {"numerator": rank, "denominator": ranked if rank else None}
    return {**UNKNOWN, "part": SCORE, "slug": slug, **told, **ranks}


def result(slug: str, item: int, value: float, year: int, goal: float = 90.0) -> Row:
    """Make a result of a year beside a target of 2026, at least `goal` per cent."""
    told = {
        "item": item,
        "comparator": ">=",
        "goal": goal,
        "target_measure": "percent",
        "is_standing": 0,
        "direction": "higher_is_better",
        "target_starts": dt.date(2026, 1, 1),
        "target_ends": dt.date(2027, 1, 1),
        "value": value,
        "result_measure": "percent",
        "result_starts": dt.date(year, 1, 1),
        "day": dt.date(year + 1, 1, 1),
    }
    return {**UNKNOWN, "part": TARGET, "slug": slug, **told}


def answered(rows: Sequence[Row], request: Request = REQUEST, period: Period = QUARTER) -> Answer:
    """Make the checked answer of such rows."""
    records, facts = query.shape(rows, request)
    values = query.QUESTION.values(records)
    query.QUESTION.check(facts)
    ref = LocalityRef("p1", "Tỉnh p1", "Tỉnh p1", None, has_outlines=False, default_period="2025",
                      periods=(period,), pillars=(), units=())  # fmt: skip
    return Answer(query.QUESTION, request, replace(ref), period, 1, values, facts)


def _sums(in_time: int, late: int, open_: int, overdue: int) -> Row:
    states = {"open_in_time": open_ - overdue, "open_overdue": overdue}
    return {"closed_in_time": in_time, "closed_late": late, **states}
