"""How far procedures are online: services, dossiers, digitisation, payment, each beside its own target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.dossiers import PROMISED, REPORTED, online
from data.rollups.targets import judged, one_a_result
from data.rules.services import BASES, basis

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="dossier_online",
    title="Dịch vụ công và hồ sơ lên mạng đến đâu?",
    columns=(
        Column("basis", "text", "Đếm theo"),
        Column("target_key", "text", "Mã chỉ tiêu"),
        Column("indicator_code", "text", "Mã chỉ số"),
        Column("name", "text", "Nội dung"),
        Column("target_scope", "text", "Phạm vi chỉ tiêu"),
        Column("target_period", "text", "Kỳ chỉ tiêu"),
        Column("comparator", "text", "So sánh"),
        Column("target_value", "number", "Mức đề ra"),
        Column("target_value_max", "number", "Mức trên"),
        Column("measure", "text", "Loại đơn vị tính"),
        Column("measure_label", "text", "Đơn vị tính"),
        Column("status", "text", "Trạng thái"),
        Column("result_key", "text", "Mã kết quả"),
        Column("case_kind", "text", "Đếm từng vụ việc"),
        Column("result_scope", "text", "Phạm vi kết quả"),
        Column("result_period", "text", "Kỳ kết quả"),
        Column("value", "number", "Kết quả"),
        Column("numerator", "int", "n", "cases"),
        Column("denominator", "int", "N", "cases"),
        Column("gap", "number", "Còn cách"),
    ),
    facts=("targets", "compared", "uncompared_results"),
)


def statement(request: Request) -> Select[Any]:
    """Select targets still ahead with comparable results, and results of the period."""
    rows = online(request)
    return with_source(rows.select(), rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a target and comparable result, then results that no target may be compared with, by basis.

    What single dossiers of the period say is a result too (`case_kind`). Within a basis: compared targets,
    the widest gap first, results of one together; targets without a result; results without a target
    (status None). Facts: number of targets, those compared of them, results without a target.
    """
    found = list(_records(rows))
    widest: dict[str, float] = {}
    for record in found:
        widest[_key(record)] = max(widest.get(_key(record), 0.0), record["gap"] or 0.0)
    records = sorted(found, key=lambda record: _order(record, widest[_key(record)]))
    targets = {record["target_key"]: record["status"] for record in records if record["target_key"]}
    compared = sum(status != "unknown" for status in targets.values())
    facts: dict[str, Fact] = {
        "targets": len(targets),
        "compared": Ratio(compared, len(targets)),
        "uncompared_results": sum(record["target_key"] is None for record in records),
    }
    return records, facts


def _records(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    promised = one_a_result(row for row in rows if row["part"] == PROMISED)
    yield from map(_promise, promised)
    told = {row["result_key"] for row in promised}
    yield from (_result(row) for row in rows if row["part"] == REPORTED and row["result_key"] not in told)


def _promise(row: Row) -> dict[str, Any]:
    found = judged(row)
    return {
        **row,
        "basis": basis(row["indicator_code"]),
        "name": row["target_name"],
        "measure": row["target_measure"],
        "status": found.status,
        "value": None if found.value is None else float(found.value),
        "gap": None if found.gap is None else float(found.gap),
    }


def _result(row: Row) -> dict[str, Any]:
    return {
        **row,
        "basis": basis(row["indicator_code"]),
        "name": row["result_label"],
        "measure": row["result_measure"],
        "status": None,
        "value": None if row["result_value"] is None else float(row["result_value"]),
        "gap": None,
    }


def _key(record: Row) -> str:
    return str(record["target_key"] or record["result_key"])


def _order(record: Row, widest: float) -> tuple[int, bool, bool, float, str, float]:
    place = BASES.index(record["basis"])
    is_result, is_unknown = record["target_key"] is None, record["status"] == "unknown"
    return place, is_result, is_unknown, -widest, _key(record), -(record["gap"] or 0.0)
