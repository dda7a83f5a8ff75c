"""A unit against its province: each pillar beside the province's own score and those of its peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.unit_scores import SEPARATOR, spread

Row = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="pillar_against",
    title="So với tỉnh và các đơn vị cùng cấp thế nào?",
    columns=(
        Column("pillar_code", "text", "Mã trụ cột"),
        Column("pillar_name", "text", "Trụ cột"),
        Column("score", "number", "Điểm của đơn vị", "points"),
        Column("max_score", "number", "Điểm tối đa", "points"),
        Column("province", "number", "Điểm của địa bàn", "points"),
        Column("low", "number", "Thấp nhất", "points"),
        Column("middle", "number", "Trung vị", "points"),
        Column("high", "number", "Cao nhất", "points"),
        Column("units", "int", "Số đơn vị được chấm", "cases"),
        Column("rank", "int", "Hạng", "rank"),
        Column("units_ranked", "int", "Số đơn vị xếp hạng", "rank"),
        Column("behind", "number", "Kém trung vị", "points"),
    ),
    facts=("below", "units", "worst", "widest"),
)


def statement(request: Request) -> Select[Any]:
    """Select the spread of each pillar and the total; see `spread`."""
    rows = spread(request).subquery("against")
    return with_source(select(*rows.c), rows.c.evidence_id)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Pillars in their order, then the total, which has no `pillar_code`; by the newest scoring only.

    Nothing where the chosen unit has no points, or where no unit has any.
    `behind` are the points short of the median, negative above it, None without a unit or without peers.
    Facts: pillars in which the unit is below the median, of those it has points in; most units scored; the
    pillar furthest below in share of its maximum; the one whose units differ most, in the same share.
    """
    known = [row for row in rows if (row["score"] is not None if request.unit else row["scores"])]
    newest = max(((row["since"], row["framework_code"]) for row in known), default=None)
    ordered = sorted((row for row in known if (row["since"], row["framework_code"]) == newest), key=_order)
    records = [_record(row) for row in ordered]
    pillars = [record for record in records if record["pillar_code"] is not None and record["max_score"]]
    placed = [record for record in pillars if record["behind"] is not None]
    below = [record for record in placed if record["behind"] > 0]
    spreads = [record for record in pillars if record["units"] > 1]
    facts: dict[str, Fact] = {
        "below": Ratio(len(below), len(placed)),
        "units": max((record["units"] for record in records), default=0),
        "worst": _first(below, lambda record: record["behind"] / record["max_score"]),
        "widest": _first(spreads, lambda record: (record["high"] - record["low"]) / record["max_score"]),
    }
    return records, facts


def _record(row: Row) -> dict[str, Any]:
    points = [float(each) for each in (row["scores"] or "").split(SEPARATOR) if each]
    middle = round(median(points), 2) if len(points) > 1 else None
    return {
        **row,
        "low": min(points, default=None),
        "middle": middle,
        "high": max(points, default=None),
        "units": len(points),
        "behind": None if row["score"] is None or middle is None else round(middle - row["score"], 2),
    }


def _first(records: Sequence[Row], size: Any) -> str | None:
    """Name the pillar with the largest size; None where there is none."""
    found = max(records, key=size, default=None)
    return None if found is None else str(found["pillar_code"])


def _order(row: Row) -> tuple[bool, int]:
    return row["pillar_code"] is None, row["pillar_position"] or 0
