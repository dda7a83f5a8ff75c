"""Which shares of spending the plan demands, and whether they can be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.budget import rules_ahead
from data.rules.budget import check_rule

REACH: Reach = "locality"

QUESTION = Question(
    name="budget_rules",
    title="Có giữ đúng các tỷ lệ chi đã đặt ra?",
    columns=(
        Column("rule_key", "text", "Mã quy định"),
        Column("rule_name", "text", "Quy định"),
        Column("comparator", "text", "So sánh"),
        Column("percent", "number", "Tỷ lệ đặt ra, %"),
        Column("percent_printed", "text", "Tỷ lệ như in"),
        Column("base", "text", "Tính trên"),
        Column("status", "text", "Trạng thái"),
        Column("description", "text", "Thuyết minh"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("rule_period", "text", "Kỳ áp dụng"),
        Column("section", "text", "Mục"),
        Column("line", "int", "Dòng văn bản"),
    ),
    facts=("judged",),
)


def statement(request: Request) -> Select[Any]:
    """Select the rules; see `rules_ahead`."""
    rows = rules_ahead(request).subquery("rules")
    return with_source(select(*rows.c), rows.c.evidence_id)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Rules in the order of the document. Fact: how many of them could be judged."""
    records = [_record(row) for row in sorted(rows, key=lambda row: row["rule_id"])]
    judged = sum(record["status"] != "unknown" for record in records)
    return records, {"judged": Ratio(judged, len(records))}


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    """Check one rule. No source states its amounts, neither part nor base: both are None."""
    return {
        **row,
        "status": check_rule(row["comparator"], row["percent"], None, None),
        "description": row["rule_description"],
        "note": row["rule_note"],
        "section": row["source_section"],
        "line": row["source_line"],
    }
