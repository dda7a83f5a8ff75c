"""What was promised of one indicator and how far it is: level, deadline, units and clause of each target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.targets import judged, one_a_result, targets_with_results
from data.rollups.units import address_of
from data.rules.tasks import addresses_of_parts
from data.schema import Source, Target, TargetUnit, Unit

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="indicator_targets",
    title="Còn cách chỉ tiêu bao xa?",
    columns=(
        Column("target_key", "text", "Mã chỉ tiêu"),
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
        Column("due_printed", "text", "Hạn như in"),
        Column("lead_units", "text", "Đơn vị chủ trì như in"),
        Column("lead_addresses", "text", "Mã đơn vị chủ trì"),
        Column("coordinating_units", "text", "Đơn vị phối hợp như in"),
        Column("coordinating_addresses", "text", "Mã đơn vị phối hợp"),
        Column("section", "text", "Điều khoản"),
        Column("line", "int", "Dòng văn bản"),
        Column("lead_line", "int", "Dòng nêu đơn vị"),
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
    facts=("targets", "compared"),
)

_ROLES = {"lead": "lead_units", "coordinating": "coordinating_units"}


def statement(request: Request) -> Select[Any]:
    """Select the indicator's targets still ahead, repeated for each result, evidence and unit named."""
    rows, clause = targets_with_results(request).subquery("targets"), aliased(Source)
    named = (
        select(
            *rows.c,
            Target.due_printed,
            Target.coordinating_units_printed.label("coordinating_units"),
            Target.lead_line,
            clause.section.label("clause_section"),
            clause.line.label("clause_line"),
            TargetUnit.role,
            Unit.name.label("unit_name"),
            address_of(Unit).label("unit_address"),
        )
        .join(Target, Target.id == rows.c.target_id)
        .join(clause, clause.id == Target.source_id)
        .outerjoin(TargetUnit, TargetUnit.target_id == Target.id)
        .outerjoin(Unit, Unit.id == TargetUnit.unit_id)
        .where(rows.c.indicator_code == request.indicator)
    )
    return with_source(named, rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a target and comparable result, in the order of the clauses.

    Addresses are those of the printed words, in their order, separated by semicolons. Facts: number of
    targets, those with a comparable result.
    """
    units: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row["unit_address"]:
            units[row["target_key"], row["role"]][row["unit_address"]] = row["unit_name"]
    records = [_record(row, units) for row in one_a_result(rows)]
    targets = {record["target_key"] for record in records}
    compared = {record["target_key"] for record in records if record["status"] != "unknown"}
    facts: dict[str, Fact] = {"targets": len(targets), "compared": Ratio(len(compared), len(targets))}
    return records, facts


def _record(row: Row, units: Mapping[tuple[str, str], Mapping[str, str]]) -> dict[str, Any]:
    found = judged(row)
    addresses = {
        f"{role}_addresses": ";".join(
            addresses_of_parts(row[words], units.get((row["target_key"], role), {}))
        )
        for role, words in _ROLES.items()
    }
    return {
        **row,
        **addresses,
        "measure": row["target_measure"],
        "note": row["target_note"],
        "section": row["clause_section"],
        "line": row["clause_line"],
        "status": found.status,
        "value": None if found.value is None else float(found.value),
        "gap": None if found.gap is None else float(found.gap),
    }
