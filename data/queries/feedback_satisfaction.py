"""How satisfied citizens were: three figures that are always together, for the whole and for each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.rollups.feedback import units_with_sources
from data.rules.feedback import by_case, satisfied, summed, with_figures
from data.rules.ranking import worst_first

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
    facts=("rated", "response", "decision_766", "accepted", "dissatisfied", "late", "by_case"),
)


def statement(request: Request) -> Select[Any]:
    """Select units with their counts; see `units_with_counts`."""
    return units_with_sources(request)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Most dissatisfied first, ties by name, units without a figure last. No figure at all: no rows.

    Facts of the whole: `rated` (satisfied of those who rated), `response`, `decision_766` (an interval),
    the counts behind them, and how many units
    are counted by single cases.
    """
    known = with_figures(rows)
    counts = summed(known)
    whole = satisfied(known)
    facts: dict[str, Fact] = {
        "rated": whole.rated,
        "response": whole.response,
        "decision_766": whole.decision_766,
        "accepted": counts.accepted,
        "dissatisfied": counts.dissatisfied,
        "late": counts.closed_late,
        "by_case": Ratio(len(by_case(known)), len(known)),
    }
    if not known:
        return [], facts
    ordered = worst_first(rows, count=lambda row: row["dissatisfied"], name=lambda row: row["unit_name"])
    return [_record(row) for row in ordered], facts


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    """Add the unit's own figures to its counts; without a figure there is nothing to add."""
    if row["received"] is None:
        return dict(row)
    own = satisfied([row])
    return {
        **row,
        "rated": own.response.n,
        "decision_766_low": own.decision_766.low,
        "decision_766_high": own.decision_766.high,
    }
