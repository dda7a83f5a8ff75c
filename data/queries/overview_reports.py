"""Which reports are owed, in the order of the year; the next one as of the day that is looked from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Request
from data.provenance import with_source
from data.schema import Locality, Period, ReportingDuty

Row: TypeAlias = Mapping[str, Any]

_DAY = dt.timedelta(days=1)

QUESTION = Question(
    name="overview_reports",
    title="Hạn báo cáo nào sắp tới?",
    columns=(
        Column("duty", "text", "Báo cáo"),
        Column("period_printed", "text", "Kỳ báo cáo"),
        Column("frequency", "text", "Định kỳ"),
        Column("due_on", "date", "Hạn"),
        Column("due_printed", "text", "Hạn như in"),
        Column("is_before", "flag", "Trước ngày"),
        Column("is_next", "flag", "Hạn tới"),
        Column("reporter", "text", "Đơn vị báo cáo"),
        Column("recipient", "text", "Nơi nhận"),
        Column("via", "text", "Gửi qua"),
        Column("note", "text", "Ghi chú của bản chép"),
    ),
    facts=("dated", "undated", "next_on", "year"),
)


_READ: tuple[Any, ...] = (
    ReportingDuty.id.label("ordinal"),
    ReportingDuty.duty,
    ReportingDuty.period_printed,
    ReportingDuty.frequency,
    ReportingDuty.due_month,
    ReportingDuty.due_day,
    ReportingDuty.due_printed,
    ReportingDuty.due_comparator,
    ReportingDuty.reporter_printed.label("reporter"),
    ReportingDuty.recipient_printed.label("recipient"),
    ReportingDuty.via_printed.label("via"),
    ReportingDuty.note,
    Period.starts_on.label("covered_from"),
    Period.ends_on.label("covered_until"),
)


def statement(request: Request) -> Select[Any]:
    """Select the duties of the plan with the period that it was made for."""
    duties = (
        select(*_READ)
        .join(Locality, Locality.id == ReportingDuty.locality_id)
        .join(Period, Period.id == Locality.covered_period_id)
        .where(Locality.slug == request.locality)
    )
    return with_source(duties, ReportingDuty.source_id)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Dated duties in the order of the year, then those without a date in the order of the plan.

    A plan prints day and month: they are read as days of one year of the plan's period, the one that the
    day looked from leads into. Facts: how many are dated and not, the next day if one is left, the year.
    """
    year = _year(rows[0], request.as_of) if rows else None
    records = sorted((_record(row, year) for row in rows), key=_order)
    ahead = [record["due_on"] for record in records if _is_ahead(record, request.as_of)]
    next_on = min(ahead, default=None)
    facts: dict[str, Fact] = {
        "dated": sum(record["due_on"] is not None for record in records),
        "undated": sum(record["due_on"] is None for record in records),
        "next_on": next_on,
        "year": year,
    }
    marked = [{**record, "is_next": bool(next_on) and record["due_on"] == next_on} for record in records]
    return marked, facts


def _year(row: Row, as_of: dt.date) -> int:
    """Year of the day after `as_of`, or the nearest one that the plan covers."""
    first, last = row["covered_from"], row["covered_until"] - _DAY
    return int(min(max(as_of + _DAY, first), last).year)


def _record(row: Row, year: int | None) -> dict[str, Any]:
    is_dated = year is not None and row["due_month"] is not None
    due_on = dt.date(year or 0, row["due_month"], row["due_day"]) if is_dated else None
    return {**row, "due_on": due_on, "is_before": row["due_comparator"] == "<"}


def _order(record: Row) -> tuple[dt.date, int]:
    return (record["due_on"] or dt.date.max, record["ordinal"])


def _is_ahead(record: Row, as_of: dt.date) -> bool:
    """Tell whether a report may still be handed in: "before the 15th" ends with the 14th."""
    due_on = record["due_on"]
    if due_on is None:
        return False
    return bool(due_on > as_of if record["is_before"] else due_on >= as_of)
