"""Against whom: the published rank of each pillar among the units ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.scores import official_scores
from data.rules.conflicts import ranks_disagree

REACH: Reach = "locality"

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
        Column("listing", "text", "In ở"),
        Column("line", "int", "Dòng văn bản"),
    ),
    facts=("first", "last", "ranks_disagree"),
)


def statement(request: Request) -> Select[Any]:
    """Select pillars and totals with a rank; see `official_scores`."""
    rows = official_scores(request).subquery("scores")
    return with_source(select(*rows.c).where(rows.c.rank.is_not(None)), rows.c.evidence_id)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Pillars in the framework's order, then the totals, which have no `pillar_code`.

    Facts: how many pillars are ranked first, how many last of several, and whether the document prints
    more than one rank for the total.
    """
    ordered = sorted(rows, key=_order)
    pillars = [row for row in ordered if row["pillar_code"] is not None]
    totals = [row for row in ordered if row["pillar_code"] is None]
    last = [row for row in pillars if row["rank"] == row["units_ranked"] and row["rank"] > 1]
    facts: dict[str, Fact] = {
        "first": Ratio(sum(row["rank"] == 1 for row in pillars), len(pillars)),
        "last": Ratio(len(last), len(pillars)),
        "ranks_disagree": ranks_disagree(row["rank"] for row in totals),
    }
    return [{**row, "line": row["source_line"]} for row in ordered], facts


def _order(row: Mapping[str, Any]) -> tuple[bool, int, str]:
    return row["pillar_code"] is None, row["pillar_position"] or 0, row["listing"]
