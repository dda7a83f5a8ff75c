"""How fresh the figures are: which periods each subject has, and which report the calendar expects next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.reporting import dated, duties
from data.rollups.stacking import stacked
from data.schema import Locality, LocalityPeriod, Period

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="data_freshness",
    title="Số liệu mới đến đâu, sắp phải có gì?",
    columns=(
        Column("subject", "text", "Lĩnh vực"),
        Column("period", "text", "Kỳ số liệu"),
        Column("starts_on", "date", "Từ ngày"),
        Column("last_day", "date", "Đến ngày"),
        Column("is_ended", "flag", "Kỳ đã kết thúc"),
        Column("age_days", "int", "Số ngày từ khi kỳ kết thúc"),
    ),
    facts=(
        "subjects",
        "periods",
        "newest_on",
        "dated",
        "passed",
        "next_on",
        "next_is_before",
        "next_reports",
    ),
)

_DAY = dt.timedelta(days=1)


def statement(request: Request) -> Select[Any]:
    """Select the periods that the locality has figures of, and the reports that its plan asks for."""
    columns: tuple[Any, ...] = (
        LocalityPeriod.subjects,
        Period.code.label("period_code"),
        Period.starts_on.label("period_starts"),
        Period.ends_on.label("period_ends"),
    )
    periods = (
        select(*columns)
        .join(Locality, Locality.id == LocalityPeriod.locality_id)
        .join(Period, Period.id == LocalityPeriod.period_id)
        .where(Locality.slug == request.locality)
    )
    both = stacked({"period": with_source(periods, Locality.source_id), "duty": duties(request)})
    return select(*both.c)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row a subject and period, newest first within a subject, as of the day that is looked from.

    Facts: subjects and periods with figures, the last day of the newest period that has ended, and of the
    reports with a day in the year: how many, how many days have passed, the next one and what is due then.
    """
    as_of = request.as_of
    records = [record for row in rows if row["part"] == "period" for record in _records(row, as_of)]
    records.sort(key=lambda record: (record["last_day"], record["starts_on"]), reverse=True)
    records.sort(key=lambda record: record["subject"])
    ended = [record["last_day"] for record in records if record["is_ended"]]
    facts: dict[str, Fact] = {
        "subjects": len({record["subject"] for record in records}),
        "periods": len({record["period"] for record in records}),
        "newest_on": max(ended, default=None),
        **_expected([row for row in rows if row["part"] == "duty"], as_of),
    }
    return records, facts


def _records(row: Row, as_of: dt.date) -> list[dict[str, Any]]:
    last_day = row["period_ends"] - _DAY
    is_ended = last_day <= as_of
    return [
        {
            "subject": subject,
            "period": row["period_code"],
            "starts_on": row["period_starts"],
            "last_day": last_day,
            "is_ended": is_ended,
            "age_days": (as_of - last_day).days if is_ended else None,
        }
        for subject in row["subjects"].split(",")
        if subject
    ]


def _expected(rows: Sequence[Row], as_of: dt.date) -> dict[str, Fact]:
    with_day = [row for row in dated(rows, as_of) if row["due_on"] is not None]
    following = [row for row in with_day if row["state"] == "next"]
    named = dict.fromkeys(_named(row) for row in following)
    return {
        "dated": len(with_day),
        "passed": sum(row["state"] == "passed" for row in with_day),
        "next_on": following[0]["due_on"] if following else None,
        "next_is_before": bool(following and following[0]["is_before"]),
        "next_reports": tuple(named),
    }


def _named(duty: Row) -> str:
    covered = duty["period_printed"]
    return f"{duty['duty']} ({covered.lower()})" if covered else str(duty["duty"])
