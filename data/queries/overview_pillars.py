"""Where points were lost; where no points are published, what is known under each heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.overview import measures_of
from data.rules.scoring import Scored, lost, order_by_lost

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="overview_pillars",
    title="Mất điểm ở trụ cột nào?",
    columns=(
        Column("pillar_code", "text", "Mã trụ cột"),
        Column("pillar_name", "text", "Trụ cột"),
        Column("score", "number", "Điểm", "points"),
        Column("max_score", "number", "Điểm tối đa", "points"),
        Column("lost", "number", "Điểm mất", "points"),
        Column("rank", "int", "Hạng", "rank"),
        Column("units_ranked", "int", "Số đơn vị xếp hạng", "rank"),
        Column("results", "int", "Kết quả", "cases"),
        Column("targets", "int", "Chỉ tiêu", "cases"),
    ),
    facts=("is_scored", "lost"),
)


_READ = (("pillars", "score"), ("pillars", "results"), ("pillars", "targets"))


def statement(request: Request) -> Select[Any]:
    """Select scores, results and targets of each pillar of the period."""
    rows = measures_of(request, *_READ).subquery("measures")
    return with_source(rows.select(), rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Pillars by lost points, most first; without points in the framework's order.

    A pillar of the framework under which nothing is known has no row. Facts: whether points are published,
    and all points lost.
    """
    positions = {row["item"]: row["position"] for row in rows}
    by_code: dict[str, dict[str, Any]] = {}
    for row in rows:
        by_code.setdefault(row["item"], _pillar(row)).update(_figures(row))
    in_order = sorted(by_code, key=positions.__getitem__)
    scored = [Scored(code, by_code[code]["score"], by_code[code]["max_score"]) for code in in_order]
    losses = {row.key: loss for row in scored if (loss := lost(row.score, row.max_score)) is not None}
    records = [_with_loss(by_code[row.key], losses.get(row.key)) for row in order_by_lost(scored)]
    total = float(sum(losses.values())) if losses else None
    return records, {"is_scored": bool(losses), "lost": total}


def _with_loss(record: dict[str, Any], loss: Any) -> dict[str, Any]:
    return {**record, "lost": None if loss is None else float(loss)}


def _pillar(row: Row) -> dict[str, Any]:
    unknown = {"score": None, "max_score": None, "rank": None, "units_ranked": None}
    return {"pillar_code": row["item"], "pillar_name": row["label"], **unknown, "results": 0, "targets": 0}


def _figures(row: Row) -> dict[str, Any]:
    if row["measure"] != "score":
        return {row["measure"]: row["numerator"]}
    return {
        "score": row["value"],
        "max_score": row["target"],
        "rank": row["numerator"],
        "units_ranked": row["denominator"],
    }
