"""Comparisons of what units report with what their single cases add up to."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, and_, func, select

from data.rollups.conflicts_reading import compared, evidence, place, rows_of
from data.rules.conflicts_register import Check, Side, Subject
from data.schema import CaseMonth, FeedbackCount, Period, Unit


def checks(connection: Connection) -> Iterator[Check]:
    """Compare reported feedback of units that have cases in the period: cases win, both are kept.

    Source: domain.md section 2, reported counts and cases.
    """
    counted = (
        select(FeedbackCount.id.label("count_id"), func.sum(CaseMonth.received).label("cases"))
        .join(Period, Period.id == FeedbackCount.period_id)
        .join(
            CaseMonth,
            and_(
                CaseMonth.unit_id == FeedbackCount.unit_id,
                CaseMonth.kind == "feedback",
                CaseMonth.is_total.is_(False),
                CaseMonth.month >= Period.starts_on,
                CaseMonth.month < Period.ends_on,
            ),
        )
        .where(FeedbackCount.is_total.is_(False))
        .group_by(FeedbackCount.id)
        .subquery("counted")
    )
    joins = (
        (counted, counted.c.count_id == FeedbackCount.id),
        (Unit, Unit.id == FeedbackCount.unit_id),
        (Period, Period.id == FeedbackCount.period_id),
    )
    columns = (
        FeedbackCount.period_id,
        FeedbackCount.unit_printed,
        FeedbackCount.received,
        counted.c.cases,
        Unit.code,
        Period.code.label("period"),
    )
    for row in rows_of(connection, FeedbackCount, *columns, joins=joins):
        if row["cases"] is None:
            continue
        cases = int(row["cases"])
        gap = cases - row["received"]
        key = f"{row['period']}-{row['code']}"
        where = Subject(place(row), "feedback", key, row["unit_printed"], "/feedback", "cases")
        first, second = Side(evidence(row), "received", value=row["received"]), Side((), "cases", value=cases)
        yield from compared("cases", where, first, second, agrees=not gap, difference=gap)
