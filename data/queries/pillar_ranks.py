"""Against whom: the published rank of each pillar among the units ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Request
from data.provenance import with_source
from data.rollups.scores import official_scores

QUESTION = Question(
    name="pillar_ranks",
    title="Đứng thứ mấy?",
    columns=(
        Column("pillar_code", "text", "Mã trụ cột"),
        Column("pillar_name", "text", "Trụ cột"),
        Column("rank", "int", "Hạng", "rank"),
        Column("units_ranked", "int", "Số đơn vị xếp hạng", "rank"),
        Column("score", "number", "Điểm", "points"),
        Column("max_score", "number", "Điểm tối đa", "points"),
    ),
    facts=("first", "last"),
)


def statement(request: Request) -> Select[Any]:
    """Select pillars with a rank; see `official_scores`."""
    rows = official_scores(request).subquery("scores")
    ranked = select(*rows.c).where(rows.c.pillar_code.is_not(None), rows.c.rank.is_not(None))
    return with_source(ranked, rows.c.evidence_id)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Pillars in the framework's order. Facts: how many are ranked first, and how many last of several."""
    ordered = sorted(rows, key=lambda row: row["pillar_position"])
    last = [row for row in ordered if row["rank"] == row["units_ranked"] and row["rank"] > 1]
    facts: dict[str, Fact] = {
        "first": Ratio(sum(row["rank"] == 1 for row in ordered), len(ordered)),
        "last": Ratio(len(last), len(ordered)),
    }
    return [dict(row) for row in ordered], facts
