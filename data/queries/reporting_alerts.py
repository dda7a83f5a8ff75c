"""What needs direction among the reporting duties: the next day, days gone by, duties without a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Reach, Request
from data.rollups.reporting import dated, duties

Row: TypeAlias = Mapping[str, Any]

CALM = "calm"
"""Kind of the only row where every duty was looked at and nothing calls for direction."""

REACH: Reach = "locality"

QUESTION = Question(
    name="reporting_alerts",
    title="Hạn báo cáo nào sắp tới?",
    columns=(
        Column("kind", "text", "Loại việc"),
        Column("n", "int", "Số hạn báo cáo", "cases"),
        Column("total", "int", "Trên tổng số", "cases"),
        Column("duty", "text", "Báo cáo"),
        Column("period_printed", "text", "Kỳ báo cáo"),
        Column("due_on", "date", "Hạn"),
        Column("is_before", "flag", "Trước ngày"),
        Column("days_left", "int", "Còn số ngày"),
        Column("reporter", "text", "Đơn vị báo cáo"),
        Column("recipient", "text", "Nơi nhận"),
        Column("note", "text", "Ghi chú của bản chép"),
    ),
    facts=("next_on", "dated", "undated", "year"),
)

_KINDS = ("next", "passed", "undated")
"""States that call for direction, the next day first."""


def statement(request: Request) -> Select[Any]:
    """Select the duties of the plan with the period that it covers."""
    return duties(request)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row for each duty that an exception names: the next day, days gone by, no day printed.

    Facts: the next day where one is left, how many duties have a day and how many have none, the year.
    """
    found = dated(rows, request.as_of)
    undated = sum(row["due_on"] is None for row in found)
    facts: dict[str, Fact] = {
        "next_on": found[0]["next_on"] if found else None,
        "dated": len(found) - undated,
        "undated": undated,
        "year": found[0]["year"] if found else None,
    }
    if not found:
        return [], facts
    records = [record for kind in _KINDS for record in _records(kind, found, request)]
    return records or [{"kind": CALM}], facts


def _records(kind: str, found: Sequence[Row], request: Request) -> list[dict[str, Any]]:
    named = [row for row in found if row["state"] == kind]
    total = len(found) if kind == "undated" else sum(row["due_on"] is not None for row in found)
    return [
        {**row, "kind": kind, "n": len(named), "total": total, "days_left": _days_left(row, request)}
        for row in named
    ]


def _days_left(row: Row, request: Request) -> int | None:
    """Days until the last on which the report is in time: "before the 15th" ends with the 14th."""
    if row["due_on"] is None:
        return None
    left: int = (row["due_on"] - request.as_of).days
    return left - 1 if row["is_before"] else left
