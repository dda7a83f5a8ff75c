"""How far the results of the period are from what was promised: all targets, those with a result first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.targets import judged, one_a_result, targets_with_results
from data.rules.targets import PERCENT

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="overview_targets",
    title="Khởi điểm cách chỉ tiêu bao xa?",
    columns=(
        Column("target_key", "text", "Mã chỉ tiêu"),
        Column("indicator_code", "text", "Mã chỉ số"),
        Column("target_name", "text", "Chỉ tiêu"),
        Column("target_period", "text", "Kỳ chỉ tiêu"),
        Column("comparator", "text", "So sánh"),
        Column("target_value", "number", "Mức đề ra"),
        Column("target_value_max", "number", "Mức trên"),
        Column("measure", "text", "Loại đơn vị tính"),
        Column("measure_label", "text", "Đơn vị tính"),
        Column("pillar_code", "text", "Mã nhóm"),
        Column("pillar_name", "text", "Nhóm nội dung"),
        Column("status", "text", "Trạng thái"),
        Column("case_kind", "text", "Đếm từng vụ việc"),
        Column("result_label", "text", "Kết quả"),
        Column("result_period", "text", "Kỳ kết quả"),
        Column("value", "number", "Giá trị so được"),
        Column("gap", "number", "Còn cách"),
        Column("n", "int", "n", "cases"),
        Column("total", "int", "N", "cases"),
    ),
    facts=("compared", "judged", "periods"),
)


def statement(request: Request) -> Select[Any]:
    """Select the targets that concern the period, each with the results known by its end."""
    rows = targets_with_results(request).subquery("targets")
    return with_source(rows.select(), rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Targets with a result by gap, percentages first and the widest first; then the others in their order.

    Facts: targets with a comparable result, and with a verdict, of all; the periods that they are set for.
    """
    records = [_record(row) for row in one_a_result(rows)]
    targets = {record["target_key"] for record in records}
    compared = {record["target_key"] for record in records if record["value"] is not None}
    verdicts = {record["target_key"] for record in records if record["status"] in {"on_target", "off_target"}}
    facts: dict[str, Fact] = {
        "compared": Ratio(len(compared), len(targets)),
        "judged": Ratio(len(verdicts), len(targets)),
        "periods": tuple(sorted({record["target_period"] for record in records})),
    }
    return sorted(records, key=_order), facts


def _order(record: Row) -> tuple[bool, bool, float]:
    return (record["value"] is None, record["measure"] != PERCENT, -(record["gap"] or 0.0))


def _record(row: Row) -> dict[str, Any]:
    found = judged(row)
    return {
        **row,
        "measure": row["target_measure"],
        "status": found.status,
        "value": None if found.value is None else float(found.value),
        "gap": None if found.gap is None else float(found.gap),
        "n": row["numerator"],
        "total": row["denominator"],
    }
