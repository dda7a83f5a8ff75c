"""What needs direction: points lost, last places, contradicting ranks, the widest gaps to targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.scores import official_scores
from data.rollups.stacking import stacked
from data.rollups.targets import judged, one_a_result, targets_with_results
from data.rules import alerts
from data.rules.scoring import Scored, lost, order_by_lost
from data.rules.targets import PERCENT

Row: TypeAlias = Mapping[str, Any]

LOSSES_NAMED = 3
"""Pillars named for their lost points: as many as the plans' own discussion names (domain.md section 2)."""

GAPS_NAMED = 3
GAPS_NAMED_BESIDE_SCORES = 1
"""Where points are lost, they are what is discussed first."""

REACH: Reach = "locality"

QUESTION = Question(
    name="pillar_alerts",
    title="Trụ cột nào cần chỉ đạo?",
    columns=(
        Column("kind", "text", "Loại"),
        Column("severity", "int", "Mức"),
        Column("status", "text", "Trạng thái"),
        Column("pillar_code", "text", "Mã trụ cột"),
        Column("name", "text", "Tên"),
        Column("scope", "text", "Phạm vi"),
        Column("value", "number", "Giá trị"),
        Column("target", "number", "Mức đối chiếu"),
        Column("gap", "number", "Còn cách"),
        Column("comparator", "text", "So sánh"),
        Column("measure", "text", "Loại đơn vị tính"),
        Column("measure_label", "text", "Đơn vị tính"),
        Column("n", "int", "n", "cases"),
        Column("total", "int", "N", "cases"),
        Column("rank", "int", "Hạng", "rank"),
        Column("units_ranked", "int", "Số đơn vị xếp hạng", "rank"),
        Column("listing", "text", "In ở"),
        Column("line", "int", "Dòng văn bản"),
    ),
    facts=("total", "max_score", "bottom", "compared"),
)


def statement(request: Request) -> Select[Any]:
    """Select scores and targets together, told apart by `part`."""
    rows = stacked({"scores": official_scores(request), "targets": targets_with_results(request)})
    return with_source(select(*rows.c), rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Exceptions worst first. Without any score and target there is nothing to look at: no rows.

    Where all is calm one row of kind "calm" says that something was looked at.
    """
    scores = [row for row in rows if row["part"] == "scores"]
    targets = one_a_result(row for row in rows if row["part"] == "targets")
    pillars = [row for row in scores if row["pillar_code"] is not None]
    totals = sorted(
        (row for row in scores if row["pillar_code"] is None), key=lambda row: row["listing"] != "table"
    )
    gaps = _gaps(targets)
    named = GAPS_NAMED_BESIDE_SCORES if pillars else GAPS_NAMED
    found = [
        *_missed(gaps),
        *_losses(pillars),
        *_last_places(pillars),
        *_rank_conflict(totals),
        *[row for row in gaps if row["status"] == "baseline"][:named],
        *_without_result(targets),
    ]
    calm = [{"kind": "calm", "severity": 4, "status": "on_target"}] if rows and not found else []
    return found + calm, _facts(pillars, totals, targets)


def _facts(pillars: Sequence[Row], totals: Sequence[Row], targets: Sequence[Row]) -> dict[str, Fact]:
    keys = {row["target_key"] for row in targets}
    compared = {row["target_key"] for row in targets if judged(row).status != "unknown"}
    total = next((row for row in totals if row["score"] is not None), None)
    bottom = alerts.bottom_rank(_ranks(pillars))
    last = bottom.figures["bottom"] if bottom else Ratio(0, len(pillars))
    return {
        "total": total["score"] if total else None,
        "max_score": total["max_score"] if total else None,
        "bottom": last if isinstance(last, Ratio) else None,
        "compared": Ratio(len(compared), len(keys)),
    }


def _ranks(rows: Sequence[Row]) -> list[alerts.OfficialRank]:
    return [
        alerts.OfficialRank(row["pillar_name"] or "", row["rank"], row["units_ranked"])
        for row in sorted(rows, key=lambda row: row["pillar_position"] or 0)
    ]


def _losses(pillars: Sequence[Row]) -> list[dict[str, Any]]:
    """The pillars with most lost points, each with its rank: a first place may hide a large loss."""
    by_code = {row["pillar_code"]: row for row in sorted(pillars, key=lambda row: row["pillar_position"])}
    scored = [Scored(code, row["score"], row["max_score"]) for code, row in by_code.items()]
    alert = alerts.most_lost_points(scored)
    if alert is None:
        return []
    worst = [(by_code[row.key], lost(row.score, row.max_score)) for row in order_by_lost(scored)]
    return [
        {
            **_signed(alert),
            "pillar_code": row["pillar_code"],
            "name": row["pillar_name"],
            "value": row["score"],
            "target": row["max_score"],
            "gap": float(loss),
            "rank": row["rank"],
            "units_ranked": row["units_ranked"],
        }
        for row, loss in worst[:LOSSES_NAMED]
        if loss
    ]


def _last_places(pillars: Sequence[Row]) -> list[dict[str, Any]]:
    alert = alerts.bottom_rank(_ranks(pillars))
    if alert is None:
        return []
    bottom, names = alert.figures["bottom"], alert.figures["names"]
    if not isinstance(bottom, Ratio) or not isinstance(names, tuple):
        return []
    counted = {"n": bottom.n, "total": bottom.total, "units_ranked": alert.figures["units_ranked"]}
    return [{**_signed(alert), **counted, "name": ", ".join(str(name) for name in names)}]


def _rank_conflict(totals: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """A row for each place of the document that prints the rank, with its line."""
    alert = alerts.rank_conflict(_ranks(totals))
    if alert is not None:
        for row in totals:
            yield {
                **_signed(alert),
                "rank": row["rank"],
                "units_ranked": row["units_ranked"],
                "listing": row["listing"],
                "line": row["source_line"],
            }


def _missed(gaps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in gaps if row["status"] == "off_target"]


def _gaps(targets: Sequence[Row]) -> list[dict[str, Any]]:
    """Targets that were missed or are still at their baseline, widest first.

    Percentages by points; other measures after them, by gap as a share of the target.
    """
    found = [_gap(row) for row in targets]
    open_ones = [row for row in found if row["status"] == "off_target" or row["gap"]]
    return sorted(open_ones, key=_width, reverse=True)


def _gap(row: Row) -> dict[str, Any]:
    judgement = judged(row)
    kind, severity = ("target_missed", 1) if judgement.status == "off_target" else ("baseline_gap", 2)
    return {
        "kind": kind,
        "severity": severity,
        "status": judgement.status,
        "pillar_code": row["pillar_code"],
        "name": row["target_name"],
        "scope": None if row["result_scope"] == row["target_scope"] else row["result_scope"],
        "value": None if judgement.value is None else float(judgement.value),
        "target": row["target_value"],
        "gap": None if judgement.gap is None else float(judgement.gap),
        "comparator": row["comparator"],
        "measure": row["target_measure"],
        "measure_label": row["measure_label"],
        "n": row["numerator"],
        "total": row["denominator"],
    }


def _width(row: Mapping[str, Any]) -> tuple[bool, float]:
    gap = row["gap"] or 0.0
    if row["measure"] == PERCENT:
        return True, gap
    return False, gap / abs(row["target"]) if row["target"] else 0.0


def _without_result(targets: Sequence[Row]) -> list[dict[str, Any]]:
    """Targets that no result may judge, counted: missing figures are an exception of their own."""
    keys = {row["target_key"] for row in targets}
    compared = {row["target_key"] for row in targets if judged(row).status != "unknown"}
    if compared == keys:
        return []
    counted = {"n": len(keys - compared), "total": len(keys)}
    return [{"kind": "without_result", "severity": 3, "status": "unknown", **counted}]


def _signed(alert: alerts.Alert) -> dict[str, Any]:
    return {"kind": alert.kind, "severity": alert.severity, "status": alert.status}
