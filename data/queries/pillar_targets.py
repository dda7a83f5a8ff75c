"""What was promised and how far it is: the targets still ahead, each with the results that may judge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.targets import judged, one_a_result, targets_with_results

REACH: Reach = "locality"

QUESTION = Question(
    name="pillar_targets",
    title="Còn cách chỉ tiêu bao xa?",
    columns=(
        Column("pillar_code", "text", "Mã nhóm"),
        Column("pillar_name", "text", "Nhóm nội dung"),
        Column("target_key", "text", "Mã chỉ tiêu"),
        Column("indicator_code", "text", "Mã chỉ số"),
        Column("target_name", "text", "Chỉ tiêu"),
        Column("target_scope", "text", "Phạm vi"),
        Column("target_period", "text", "Kỳ chỉ tiêu"),
        Column("comparator", "text", "So sánh"),
        Column("comparator_printed", "text", "Chữ trước mức"),
        Column("target_value", "number", "Mức đề ra"),
        Column("target_value_max", "number", "Mức trên"),
        Column("target_printed", "text", "Mức như in"),
        Column("measure", "text", "Loại đơn vị tính"),
        Column("measure_label", "text", "Đơn vị tính"),
        Column("due_on", "date", "Hạn"),
        Column("is_standing", "flag", "Thường xuyên"),
        Column("lead_units", "text", "Đơn vị chủ trì như in"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("status", "text", "Trạng thái"),
        Column("result_key", "text", "Mã kết quả"),
        Column("case_kind", "text", "Đếm từng vụ việc"),
        Column("result_scope", "text", "Phạm vi kết quả"),
        Column("result_period", "text", "Kỳ kết quả"),
        Column("value", "number", "Kết quả so được"),
        Column("numerator", "int", "n", "cases"),
        Column("denominator", "int", "N", "cases"),
        Column("gap", "number", "Còn cách"),
    ),
    facts=("targets", "compared", "baselines"),
)


def statement(request: Request) -> Select[Any]:
    """Select targets with comparable results, of one heading where the request names one."""
    rows = targets_with_results(request).subquery("targets")
    chosen = select(*rows.c)
    if request.pillar:
        chosen = chosen.where(rows.c.pillar_code == request.pillar)
    return with_source(chosen, rows.c.evidence_id)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a target and comparable result, in the order of headings and clauses.

    Facts: number of targets, those with a comparable result, those of them with a baseline.
    """
    records = [_record(row) for row in one_a_result(rows)]
    targets = {record["target_key"] for record in records}
    compared = {record["target_key"] for record in records if record["status"] != "unknown"}
    baselines = {record["target_key"] for record in records if record["status"] == "baseline"}
    facts: dict[str, Fact] = {
        "targets": len(targets),
        "compared": Ratio(len(compared), len(targets)),
        "baselines": Ratio(len(baselines), len(targets)),
    }
    return records, facts


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    found = judged(row)
    return {
        **row,
        "measure": row["target_measure"],
        "note": row["target_note"],
        "status": found.status,
        "value": None if found.value is None else float(found.value),
        "gap": None if found.gap is None else float(found.gap),
    }
