"""The year of reports: every day on which the plan wants one, in its month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Reach, Request
from data.rollups.reporting import dated, duties

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="reporting_calendar",
    title="Trong năm phải báo cáo vào những ngày nào?",
    columns=(
        Column("due_on", "date", "Hạn"),
        Column("is_before", "flag", "Trước ngày"),
        Column("period_printed", "text", "Kỳ báo cáo"),
        Column("duty", "text", "Báo cáo"),
        Column("frequency", "text", "Định kỳ"),
        Column("state", "text", "So với ngày xem"),
        Column("due_printed", "text", "Hạn như in"),
        Column("reporter", "text", "Đơn vị báo cáo"),
        Column("recipient", "text", "Nơi nhận"),
    ),
    facts=("year", "dated", "undated", "covered"),
)


def statement(request: Request) -> Select[Any]:
    """Select the duties of the plan with the period that it covers."""
    return duties(request)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Duties in the order of the year, those without a printed day last.

    Facts: the year, how many duties have a day and how many have none, the plan's period as printed.
    """
    found = dated(rows, request.as_of)
    undated = sum(row["due_on"] is None for row in found)
    facts: dict[str, Fact] = {
        "year": found[0]["year"] if found else None,
        "dated": len(found) - undated,
        "undated": undated,
        "covered": found[0]["covered_printed"] if found else None,
    }
    return found, facts
