"""Where points are lost: maximum less score of each pillar, the order in which improvement is discussed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.scores import official_scores
from data.rules.scoring import Scored, lost, order_by_lost

REACH: Reach = "locality"

QUESTION = Question(
    name="pillar_losses",
    title="Mất điểm ở đâu?",
    columns=(
        Column("pillar_code", "text", "Mã trụ cột"),
        Column("pillar_name", "text", "Trụ cột"),
        Column("lost", "number", "Điểm mất", "points"),
        Column("of_lost", "number", "Trong tổng điểm mất", "percent"),
        Column("score", "number", "Điểm", "points"),
        Column("max_score", "number", "Điểm tối đa", "points"),
        Column("rank", "int", "Hạng", "rank"),
        Column("units_ranked", "int", "Số đơn vị xếp hạng", "rank"),
    ),
    facts=("lost", "max_score"),
)


def statement(request: Request) -> Select[Any]:
    """Select pillars and totals; see `official_scores`."""
    rows = official_scores(request).subquery("scores")
    return with_source(select(*rows.c).where(rows.c.pillar_code.is_not(None)), rows.c.evidence_id)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Most lost first. Facts are sums over the pillars with a score; None where there is none."""
    by_code = {row["pillar_code"]: row for row in sorted(rows, key=lambda row: row["pillar_position"])}
    ordered = order_by_lost(Scored(code, row["score"], row["max_score"]) for code, row in by_code.items())
    losses = {row.key: lost(row.score, row.max_score) for row in ordered}
    known = [loss for loss in losses.values() if loss is not None]
    limits = [Decimal(str(row.max_score)) for row in ordered if losses[row.key] is not None]
    total = sum(known, Decimal(0))
    facts: dict[str, Fact] = {
        "lost": float(total) if known else None,
        "max_score": float(sum(limits)) if known else None,
    }
    return [_record(by_code[code], loss, total) for code, loss in losses.items()], facts


def _record(row: Mapping[str, Any], loss: Decimal | None, total: Decimal) -> dict[str, Any]:
    return {
        **row,
        "lost": None if loss is None else float(loss),
        "of_lost": float(loss / total) if loss is not None and total else None,
    }
