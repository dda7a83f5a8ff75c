"""The period beside the same one of the year before; a partial period is compared with no whole one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from sqlalchemy import Select, func, select

from data.contracts import Column, Fact, Question, Request
from data.intake.batch import table_of
from data.rollups.case_pages import of_unit, on_time, span
from data.rollups.cases_days import CaseKind
from data.rollups.cases_states import CaseSpan, states
from data.rollups.stacking import stacked
from data.rules.periods import parse
from data.schema import CaseUnitMonth, Locality

Row: TypeAlias = Mapping[str, Any]

NOW, BEFORE = "now", "before"
_MEASURES = ("received", "closed_early", "closed_on_time", "closed_late")


def question(name: str, title: str) -> Question:
    """Declare the question for a kind of case."""
    return Question(
        name=name,
        title=title,
        columns=(
            Column("part", "text", "Kỳ"),
            Column("starts_on", "date", "Từ ngày"),
            Column("last_day", "date", "Đến ngày"),
            Column("received", "int", "Tiếp nhận", "cases"),
            Column("closed_in_time", "int", "Đúng hạn", "cases"),
            Column("closed", "int", "Đã giải quyết", "cases"),
            Column("open_overdue", "int", "Quá hạn cuối kỳ", "cases"),
        ),
        facts=("is_partial", "is_comparable"),
    )


def statement(kind: CaseKind, request: Request) -> Select[Any]:
    """Select the sums of both periods, of everybody or of the chosen unit, and since when there are cases."""
    asked = span(kind, request)
    parts = {part: _sums(found, request) for part, found in ((NOW, asked), (BEFORE, _year_before(asked)))}
    rows = stacked(parts)
    m = table_of(CaseUnitMonth).c
    since = (
        select(func.min(m.month))
        .join(Locality, Locality.id == m.locality_id)
        .where(Locality.slug == request.locality, m.kind == kind, m.is_total.is_(True))
        .scalar_subquery()
    )
    return select(*rows.c, since.label("since"))


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """The period, then that of the year before where cases are known from its beginning on.

    Facts: whether the period is not over on the day asked for; whether both may be compared.
    """
    asked = span("feedback", request)
    spans = {NOW: asked, BEFORE: _year_before(asked)}
    known = {row["part"]: row for row in rows if row["received"] is not None}
    since = rows[0]["since"] if rows else None
    if since is None or spans[BEFORE].start < since:
        known.pop(BEFORE, None)
    is_partial = not parse(request.period).is_complete(request.as_of)
    records = [_record(part, known[part], spans[part]) for part in (NOW, BEFORE) if part in known]
    facts: dict[str, Fact] = {
        "is_partial": is_partial,
        "is_comparable": not is_partial and {NOW, BEFORE} <= known.keys(),
    }
    return (records if NOW in known else []), facts


def _sums(asked: CaseSpan, request: Request) -> Select[Any]:
    rows = states(asked, totals=not request.unit, measures=_MEASURES).subquery("by_unit")
    return select(*(func.sum(rows.c[name]).label(name) for name in (*_MEASURES, "open_overdue"))).where(
        of_unit(rows.c.unit_id, request)
    )


def _year_before(asked: CaseSpan) -> CaseSpan:
    """Same months of the year before, to their last day: what is compared is a whole period."""
    start, end = (day.replace(year=day.year - 1) for day in (asked.start, asked.end))
    return replace(asked, start=start, end=end, as_of=end - dt.timedelta(days=1))


def _record(part: str, row: Row, asked: CaseSpan) -> dict[str, Any]:
    ratio = on_time(row)
    return {
        "part": part,
        "starts_on": asked.start,
        "last_day": min(asked.as_of, asked.end - dt.timedelta(days=1)),
        "received": row["received"],
        "closed_in_time": ratio.n,
        "closed": ratio.total,
        "open_overdue": row["open_overdue"],
    }
