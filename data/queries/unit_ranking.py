"""Ranking of a locality's units by their published total: bands of equal points, and the period before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.unit_scores import totals
from data.rules.collation import vietnamese_key
from data.rules.funnel import RankBand, score_bands

Row = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="unit_ranking",
    title="Đơn vị nào đạt ít điểm nhất?",
    columns=(
        Column("unit_address", "text", "Mã đơn vị"),
        Column("unit_name", "text", "Đơn vị"),
        Column("score", "number", "Tổng điểm", "points"),
        Column("max_score", "number", "Điểm tối đa", "points"),
        Column("band", "text", "Nhóm hạng"),
        Column("rank", "int", "Hạng công bố", "rank"),
        Column("units_ranked", "int", "Số đơn vị xếp hạng", "rank"),
        Column("is_conflict", "flag", "Hạng công bố khác điểm"),
        Column("score_before", "number", "Tổng điểm kỳ trước", "points"),
        Column("rank_before", "int", "Hạng kỳ trước", "rank"),
        Column("units_ranked_before", "int", "Số đơn vị xếp hạng kỳ trước", "rank"),
        Column("change", "number", "Tăng, giảm điểm", "points"),
    ),
    facts=("units", "has_earlier", "fallen", "is_other_scoring", "has_several_scorings"),
)


def statement(request: Request) -> Select[Any]:
    """Select the totals of the units with those of the period before; see `totals`."""
    rows = totals(request).subquery("ranking")
    return with_source(select(*rows.c), rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a unit, fewest points of the maximum first, ties by name; equal points share a band.

    Bands and the doubt about published ranks (`is_conflict`) need every unit that was ranked, by one scoring;
    else only what was published is told. `change` needs the same scoring in both periods. Facts: units;
    whether any has points of the period before; units that lost points, of those comparable; whether the
    period before was scored otherwise; whether units of one period were.
    """
    has_several = len({row["framework_code"] for row in rows}) > 1
    is_complete = not has_several and all(row["units_ranked"] in {None, len(rows)} for row in rows)
    bands = score_bands({row["unit_address"]: row["score"] for row in rows}) if is_complete else {}
    records = sorted((_record(row, bands.get(row["unit_address"])) for row in rows), key=_order)
    changes = [record["change"] for record in records if record["change"] is not None]
    facts: dict[str, Fact] = {
        "units": len(records),
        "has_earlier": any(row["score_before"] is not None for row in rows),
        "fallen": Ratio(sum(change < 0 for change in changes), len(changes)),
        "is_other_scoring": any(row["is_same_scoring"] is False for row in rows),
        "has_several_scorings": has_several,
    }
    return records, facts


def _record(row: Row, band: RankBand | None) -> dict[str, Any]:
    is_comparable = row["is_same_scoring"] and row["score_before"] is not None
    differs = band is not None and row["rank"] is not None and not band.first <= row["rank"] <= band.last
    return {
        **row,
        "band": band.label if band else None,
        "is_conflict": differs,
        "change": round(row["score"] - row["score_before"], 2) if is_comparable else None,
    }


def _order(record: Row) -> tuple[float, Any]:
    limit = record["max_score"]
    return record["score"] / limit if limit else record["score"], vietnamese_key(record["unit_name"])
