"""How satisfied citizens were: three figures that are always together, for the whole and for each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.feedback import units_with_counts
from data.rules.feedback import Counts, summed, with_figures
from data.rules.ranking import worst_first
from data.rules.timeliness import Satisfaction, satisfaction
from data.schema import FeedbackRollup

REACH: Reach = "locality"

QUESTION = Question(
    name="feedback_satisfaction",
    title="Người dân hài lòng đến đâu với kết quả xử lý?",
    columns=(
        Column("unit_address", "text", "Mã đơn vị"),
        Column("unit_name", "text", "Đơn vị"),
        Column("received", "int", "Tổng số phản ánh", "cases"),
        Column("rated", "int", "Được đánh giá", "cases"),
        Column("satisfied", "int", "Hài lòng", "cases"),
        Column("accepted", "int", "Chấp nhận", "cases"),
        Column("dissatisfied", "int", "Không hài lòng", "cases"),
        Column("decision_766_low", "int", "Theo Quyết định 766, ít nhất", "cases"),
        Column("decision_766_high", "int", "Theo Quyết định 766, nhiều nhất", "cases"),
    ),
    facts=("rated", "response", "decision_766", "accepted", "dissatisfied", "late"),
)


def statement(request: Request) -> Select[Any]:
    """Select units with their counts; see `units_with_counts`."""
    return with_source(units_with_counts(request), FeedbackRollup.source_id)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Most dissatisfied first, ties by name, units without a figure last. No figure at all: no rows.

    Facts of the whole: `rated` (satisfied of those who rated), `response`, `decision_766` (an interval),
    and the counts behind them.
    """
    known = with_figures(rows)
    counts = summed(known)
    whole = _satisfaction(counts)
    facts: dict[str, Fact] = {
        "rated": whole.rated,
        "response": whole.response,
        "decision_766": whole.decision_766,
        "accepted": counts.accepted,
        "dissatisfied": counts.dissatisfied,
        "late": counts.closed_late,
    }
    if not known:
        return [], facts
    ordered = worst_first(rows, count=lambda row: row["dissatisfied"], name=lambda row: row["unit_name"])
    return [_record(row) for row in ordered], facts


def _satisfaction(counts: Counts) -> Satisfaction:
    return satisfaction(
        counts.received, counts.closed_late, counts.satisfied, counts.accepted, counts.dissatisfied
    )


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    """Add the unit's own figures to its counts; without a figure there is nothing to add."""
    if row["received"] is None:
        return dict(row)
    own = _satisfaction(summed([row]))
    return {
        **row,
        "rated": own.response.n,
        "decision_766_low": own.decision_766.low,
        "decision_766_high": own.decision_766.high,
    }
