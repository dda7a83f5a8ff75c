"""How many points were reached: each pillar against its maximum, and the total as the document prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.scores import official_scores
from data.rules.conflicts import ranks_disagree, total_agrees

REACH: Reach = "locality"

QUESTION = Question(
    name="pillar_scores",
    title="Đạt bao nhiêu điểm?",
    columns=(
        Column("pillar_code", "text", "Mã trụ cột"),
        Column("pillar_name", "text", "Trụ cột"),
        Column("listing", "text", "In ở"),
        Column("score", "number", "Điểm", "points"),
        Column("max_score", "number", "Điểm tối đa", "points"),
        Column("share", "number", "Tỷ lệ đạt", "percent"),
        Column("rank", "int", "Hạng", "rank"),
        Column("units_ranked", "int", "Số đơn vị xếp hạng", "rank"),
        Column("line", "int", "Dòng văn bản"),
    ),
    facts=("total", "max_score", "max_is_derived", "pillars", "total_agrees", "ranks_disagree"),
)


def statement(request: Request) -> Select[Any]:
    """Select pillars and totals; see `official_scores`."""
    rows = official_scores(request).subquery("scores")
    return with_source(select(*rows.c), rows.c.evidence_id)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Pillars in the framework's order, then the totals; a total has no `pillar_code`."""
    ordered = sorted(rows, key=_order)
    pillars = [row for row in ordered if row["pillar_code"] is not None]
    totals = [row for row in ordered if row["pillar_code"] is None]
    scored = [row for row in totals if row["score"] is not None]
    total = scored[0] if scored else None
    facts: dict[str, Fact] = {
        "total": total["score"] if total else None,
        "max_score": total["max_score"] if total else None,
        "max_is_derived": bool(total and total["max_score_is_derived"]),
        "pillars": len(pillars),
        "total_agrees": _agrees(total, pillars),
        "ranks_disagree": ranks_disagree(row["rank"] for row in totals),
    }
    return [_record(row) for row in ordered], facts


def _order(row: Mapping[str, Any]) -> tuple[bool, int, str]:
    return row["pillar_code"] is None, row["pillar_position"] or 0, row["listing"]


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    score, limit = row["score"], row["max_score"]
    share = None if score is None or not limit else score / limit
    return {**row, "share": share, "line": row["source_line"]}


def _agrees(total: Mapping[str, Any] | None, pillars: Sequence[Mapping[str, Any]]) -> bool | None:
    """Tell whether the printed total is the sum of the pillars, exact in decimals as printed."""
    if total is None:
        return None
    return total_agrees(_exact(total["score"]), [_exact(row["score"]) for row in pillars])


def _exact(points: float | None) -> Decimal | None:
    return None if points is None else Decimal(str(points))
