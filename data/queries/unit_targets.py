"""Which targets a unit answers for: those that name it as lead or coordinating unit, with what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.own import targets_with_own_results
from data.rollups.targets import judged, one_a_result
from data.rollups.units import addressed
from data.schema import Target, TargetUnit

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "unit"

QUESTION = Question(
    name="unit_targets",
    title="Đơn vị chịu trách nhiệm chỉ tiêu nào?",
    columns=(
        Column("target_key", "text", "Mã chỉ tiêu"),
        Column("target_name", "text", "Chỉ tiêu"),
        Column("indicator_code", "text", "Mã chỉ số"),
        Column("pillar_name", "text", "Nhóm nội dung"),
        Column("role", "text", "Vai trò"),
        Column("is_direct", "flag", "Nêu đích danh"),
        Column("addressee", "text", "Nêu là"),
        Column("target_period", "text", "Kỳ chỉ tiêu"),
        Column("comparator", "text", "So sánh"),
        Column("target_value", "number", "Mức đề ra"),
        Column("target_value_max", "number", "Mức trên"),
        Column("measure", "text", "Loại đơn vị tính"),
        Column("measure_label", "text", "Đơn vị tính"),
        Column("due_on", "date", "Hạn"),
        Column("is_standing", "flag", "Thường xuyên"),
        Column("status", "text", "Trạng thái"),
        Column("case_kind", "text", "Đếm từng vụ việc"),
        Column("value", "number", "Kết quả so được"),
        Column("numerator", "int", "n", "cases"),
        Column("denominator", "int", "N", "cases"),
        Column("gap", "number", "Còn cách"),
    ),
    facts=("lead", "coordinating", "compared"),
)


def statement(request: Request) -> Select[Any]:
    """Select the targets still ahead in the period that name the unit, with comparable results."""
    rows, who = targets_with_own_results(request), addressed(request)
    named = (
        select(
            *rows.c,
            TargetUnit.role,
            who.c.is_direct,
            who.c.addressee,
        )
        .join(Target, Target.id == rows.c.target_id)
        .join(TargetUnit, TargetUnit.target_id == Target.id)
        .join(who, who.c.id == TargetUnit.unit_id)
    )
    return with_source(named, rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a target and comparable result; what the unit leads first, and of that what has a result.

    Facts: targets that it leads and coordinates; those that it leads with a comparable result, of all.
    """
    records = sorted((_record(row) for row in one_a_result(_leading_last(rows))), key=_order)
    led = {record["target_key"] for record in records if record["role"] == "lead"}
    compared = {record["target_key"] for record in records if record["status"] != "unknown"}
    facts: dict[str, Fact] = {
        "lead": len(led),
        "coordinating": len({record["target_key"] for record in records} - led),
        "compared": Ratio(len(led & compared), len(led)),
    }
    return records, facts


def _leading_last(rows: Sequence[Row]) -> list[Row]:
    """Order roles so that of a target with two of them the leading one is kept, which is the last."""
    return sorted(rows, key=lambda row: (row["role"] == "lead", row["is_direct"]))


def _order(record: Row) -> tuple[bool, bool, float]:
    return (record["role"] != "lead", record["status"] == "unknown", -(record["gap"] or 0.0))


def _record(row: Row) -> dict[str, Any]:
    found = judged(row)
    return {
        **row,
        "measure": row["target_measure"],
        "status": found.status,
        "value": None if found.value is None else float(found.value),
        "gap": None if found.gap is None else float(found.gap),
    }
