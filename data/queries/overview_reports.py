"""Which reports are owed, in the order of the year; the next one as of the day that is looked from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.reporting import handed_in
from data.rules.reporting import State, due_day, is_ahead, state, year_shown
from data.schema import Locality, Period, ReportingDuty

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

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
        Column("state", "text", "Tình trạng của hạn"),
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
        select(*_READ, handed_in(request).label("handed_in"))
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
    as_of = request.as_of
    year = year_shown(rows[0]["covered_from"], rows[0]["covered_until"], as_of) if rows else None
    records = sorted((_record(row, year) for row in rows), key=_order)
    dated = [record for record in records if record["due_on"] is not None]
    ahead = [each["due_on"] for each in dated if is_ahead(each["due_on"], as_of, is_before=each["is_before"])]
    next_on = min(ahead, default=None)
    facts: dict[str, Fact] = {
        "dated": len(dated),
        "undated": len(records) - len(dated),
        "next_on": next_on,
        "year": year,
    }
    return [{**each, "state": _state(each, next_on, as_of)} for each in records], facts


def _record(row: Row, year: int | None) -> dict[str, Any]:
    due_on = None if year is None else due_day(year, row["due_month"], row["due_day"])
    return {**row, "due_on": due_on, "is_before": row["due_comparator"] == "<"}


def _state(record: Row, next_on: dt.date | None, as_of: dt.date) -> State:
    has_report = bool(record.get("handed_in"))
    return state(record["due_on"], next_on, as_of, is_before=record["is_before"], has_report=has_report)


def _order(record: Row) -> tuple[dt.date, int]:
    return (record["due_on"] or dt.date.max, record["ordinal"])
