"""Who answers late: each unit of a locality in a period, communes without figures included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Request
from data.provenance import with_source
from data.rollups.feedback import units_with_counts
from data.rules.timeliness import on_time
from data.schema import FeedbackRollup

QUESTION = Question(
    name="feedback_by_unit",
    title="Đơn vị nào xử lý phản ánh trễ hạn?",
    columns=(
        Column("unit_address", "text", "Mã đơn vị"),
        Column("unit_name", "text", "Đơn vị"),
        Column("is_commune", "flag", "Là xã, thị trấn"),
        Column("received", "int", "Tổng số", "cases"),
        Column("open_in_time", "int", "Đang xử lý, trong hạn", "cases"),
        Column("open_overdue", "int", "Đang xử lý, quá hạn", "cases"),
        Column("closed_on_time", "int", "Xử lý đúng hạn", "cases"),
        Column("closed_late", "int", "Xử lý trễ hạn", "cases"),
    ),
    facts=("on_time",),
)


def statement(request: Request) -> Select[Any]:
    """Select units with their counts; see `units_with_counts`."""
    return with_source(units_with_counts(request), FeedbackRollup.source_id)


def shape(
    rows: Sequence[Mapping[str, Any]], request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Most late first, ties by name; units without a figure last. No figure at all: no rows."""
    known = [row for row in rows if row["received"] is not None]
    late_on_time = [(row["closed_late"], row["closed_on_time"]) for row in known]
    facts: dict[str, Fact] = {
        "on_time": on_time(sum(on for _, on in late_on_time), sum(late for late, _ in late_on_time))
    }
    if not known:
        return [], facts
    ordered = sorted(rows, key=lambda row: (-(row["closed_late"] or 0), row["received"] is None, vietnamese_key(row["unit_name"])))
    return [{**row, "unit_address": address(row)} for row in ordered], facts
