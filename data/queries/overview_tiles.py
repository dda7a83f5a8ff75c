"""The few figures that a leader sees first, chosen by what a locality has in the period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.overview import measures_of
from data.rollups.stacking import stacked
from data.rollups.targets import judged, one_a_result, targets_with_results
from data.rules.conflicts import ranks_disagree
from data.rules.targets import PERCENT

Row: TypeAlias = Mapping[str, Any]

TILES = 6
"""As many as stand in one line of a 1920 page."""
BASELINES_FIRST = 3
"""Gaps to targets that are shown before anything but verdicts of the citizens' own (feedback, dossiers)."""
RATES_FIRST = 1
"""Other rates that are shown before further gaps."""

REACH: Reach = "locality"

QUESTION = Question(
    name="overview_tiles",
    title="Những con số chính của kỳ này là gì?",
    columns=(
        Column("kind", "text", "Loại"),
        Column("label", "text", "Chỉ số"),
        Column("indicator_code", "text", "Mã chỉ số"),
        Column("value", "number", "Giá trị"),
        Column("measure", "text", "Loại đơn vị tính"),
        Column("measure_label", "text", "Đơn vị tính"),
        Column("n", "int", "n", "cases"),
        Column("total", "int", "N", "cases"),
        Column("case_kind", "text", "Đếm từng vụ việc"),
        Column("result_period", "text", "Kỳ kết quả"),
        Column("status", "text", "Trạng thái"),
        Column("comparator", "text", "So sánh"),
        Column("target_value", "number", "Mức đề ra"),
        Column("target_value_max", "number", "Mức trên"),
        Column("target_period", "text", "Kỳ chỉ tiêu"),
        Column("gap", "number", "Còn cách"),
        Column("ranks", "text", "Hạng như in"),
    ),
    facts=("shown", "known"),
)


_SHOWN = (
    ("feedback", "on_time"),
    ("dossiers", "on_time"),
    ("pillars", "total"),
    ("budget", "total"),
    ("targets", "count"),
    ("tasks", "due"),
    ("data", "rate"),
)
"""Subject and measure of the aggregate that a tile may show."""


def statement(request: Request) -> Select[Any]:
    """Select the measures that a tile may show and the targets with their results, told apart by `part`."""
    parts = {"measures": measures_of(request, *_SHOWN), "targets": targets_with_results(request)}
    rows = stacked(parts)
    return with_source(select(*rows.c), rows.c.evidence_id)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """At most six figures, in the order in which they are read. Facts: how many are shown and known."""
    measures = [row for row in rows if row["part"] == "measures"]
    targets = one_a_result(row for row in rows if row["part"] == "targets")
    compared = _compared(targets)
    own = [*_total_score(measures), *_feedback(measures), *_dossiers(measures)]
    spent = list(_budget(measures))
    rates = _other_rates(measures, targets, own, request)
    counts = [*_targets(measures, targets), *_tasks(measures)]
    by_weight = [
        *own,
        *compared[:BASELINES_FIRST],
        *spent,
        *rates[:RATES_FIRST],
        *compared[BASELINES_FIRST:],
        *rates[RATES_FIRST:],
        *counts,
    ]
    chosen = by_weight[:TILES]
    in_order = [tile for tile in (*own, *compared, *spent, *rates, *counts) if tile in chosen]
    return in_order, {"shown": len(in_order), "known": len(by_weight)}


def _one(rows: Sequence[Row], subject: str, measure: str) -> Row | None:
    return next((row for row in rows if (row["subject"], row["measure"]) == (subject, measure)), None)


def _total_score(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """The total with every rank that is printed for it: two different ones are a conflict."""
    totals = [row for row in rows if row["subject"] == "pillars" and row["measure"] == "total"]
    scored = next((row for row in totals if row["value"] is not None), None)
    if scored is not None:
        ranked = sorted((row for row in totals if row["numerator"] is not None), key=_table_first)
        yield {
            "kind": "score",
            "label": scored["label"],
            "value": scored["value"],
            "measure": "score",
            "target_value": scored["target"],
            "status": "conflict" if ranks_disagree(row["numerator"] for row in ranked) else None,
            "ranks": "; ".join(f"{row['numerator']}/{row['denominator']}" for row in ranked),
        }


def _table_first(row: Row) -> bool:
    return bool(row["item"] != "table")


def _feedback(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    row = _one(rows, "feedback", "on_time")
    if row is not None and row["denominator"]:
        yield _share("feedback", "Phản ánh xử lý đúng hạn", row)


def _dossiers(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    row = _one(rows, "dossiers", "on_time")
    if row is not None and row["denominator"] and row["numerator"] is not None:
        yield _share("dossiers", "Hồ sơ giải quyết đúng hạn", row)


def _budget(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """What was executed of what was allocated; before that is known, the allocation alone."""
    row = _one(rows, "budget", "total")
    if row is None or not row["denominator"]:
        return
    if row["numerator"] is not None:
        yield _share("budget", "Ngân sách thực hiện", row)
    else:
        yield {
            "kind": "allocated",
            "label": "Dự toán được giao",
            "measure": "VND",
            "total": row["denominator"],
        }


def _targets(rows: Sequence[Row], targets: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Targets with a comparable result; the aggregate knows of reported ones, cases tell of others."""
    row = _one(rows, "targets", "count")
    if row is not None:
        reported = {target["target_key"] for target in targets if target["result_id"] is not None}
        told = {target["target_key"] for target in targets if target["case_kind"]} - reported
        known = {"numerator": row["numerator"] + len(told), "denominator": row["denominator"]}
        yield _counted("targets", "Chỉ tiêu có kết quả so sánh được", "chỉ tiêu", known)


def _tasks(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    row = _one(rows, "tasks", "due")
    if row is not None:
        yield _counted("tasks", "Nhiệm vụ đã báo cáo hoàn thành", "nhiệm vụ", row)


def _share(kind: str, label: str, row: Row) -> dict[str, Any]:
    n, total = row["numerator"], row["denominator"]
    value = float(100 * n / total)
    return {"kind": kind, "label": label, "value": value, "measure": PERCENT, "n": n, "total": total}


def _counted(kind: str, label: str, noun: str, row: Row) -> dict[str, Any]:
    n, total = row["numerator"], row["denominator"]
    return {
        "kind": kind,
        "label": label,
        "value": n,
        "measure": "count",
        "measure_label": noun,
        "n": n,
        "total": total,
    }


def _compared(targets: Sequence[Row]) -> list[dict[str, Any]]:
    """Results beside their targets: percentages before other measures, the widest gap first."""
    found = [_beside_target(row) for row in targets if row["result_key"] is not None]
    known = [tile for tile in found if tile["value"] is not None]
    return sorted(known, key=lambda tile: (tile["measure"] != PERCENT, -(tile["gap"] or 0.0)))


def _beside_target(row: Row) -> dict[str, Any]:
    found = judged(row)
    return {
        "kind": "compared",
        "label": row["result_label"],
        "indicator_code": row["indicator_code"],
        "value": None if found.value is None else float(found.value),
        "measure": row["target_measure"],
        "measure_label": row["measure_label"],
        "n": row["numerator"],
        "total": row["denominator"],
        "case_kind": row["case_kind"],
        "result_period": row["result_period"],
        "status": found.status,
        "comparator": row["comparator"],
        "target_value": row["target_value"],
        "target_value_max": row["target_value_max"],
        "target_period": row["target_period"],
        "gap": None if found.gap is None else float(found.gap),
    }


def _other_rates(
    rows: Sequence[Row], targets: Sequence[Row], shown: Sequence[Row], request: Request
) -> list[dict[str, Any]]:
    """Rates of the period that no target may judge, lowest first; what a tile counts already is left out."""
    compared = {row["result_key"] for row in targets}
    counted = {(row["n"], row["total"]) for row in shown if row.get("total")}
    rates = [row for row in rows if row["subject"] == "data" and row["measure"] == "rate"]
    others = [
        row
        for row in rates
        if row["value"] is not None and row["item"] not in compared
        if (row["numerator"], row["denominator"]) not in counted
    ]
    return [_rate(row, request) for row in sorted(others, key=lambda row: (row["value"], row["position"]))]


def _rate(row: Row, request: Request) -> dict[str, Any]:
    return {
        "kind": "rate",
        "label": row["label"],
        "value": row["value"],
        "measure": PERCENT,
        "n": row["numerator"],
        "total": row["denominator"],
        "result_period": request.period,
    }
