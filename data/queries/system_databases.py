"""Which shared databases and other sources of data the plan names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.schema import Locality, SharedDatabase

Row: TypeAlias = Mapping[str, Any]

STATUSES = ("in_use", "planned")

REACH: Reach = "locality"

QUESTION = Question(
    name="system_databases",
    title="Kế hoạch nêu những cơ sở dữ liệu nào?",
    columns=(
        Column("status", "text", "Tình trạng"),
        Column("database_name", "text", "Cơ sở dữ liệu, nguồn dữ liệu"),
        Column("purpose", "text", "Nội dung"),
        Column("operator", "text", "Đơn vị quản lý như in"),
        Column("listing", "text", "Danh mục in"),
        Column("position", "int", "Số thứ tự in"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("section", "text", "Mục của văn bản"),
        Column("line", "int", "Dòng của văn bản"),
    ),
    facts=("databases", *STATUSES),
)

_READ: tuple[Any, ...] = (
    SharedDatabase.id.label("database_id"),
    SharedDatabase.status,
    SharedDatabase.name.label("database_name"),
    SharedDatabase.purpose,
    SharedDatabase.operator_printed.label("operator"),
    SharedDatabase.listing,
    SharedDatabase.position,
    SharedDatabase.note,
)


def statement(request: Request) -> Select[Any]:
    """Select the databases that the locality's plan names."""
    found = (
        select(*_READ)
        .join(Locality, Locality.id == SharedDatabase.locality_id)
        .where(Locality.slug == request.locality)
    )
    return with_source(found, SharedDatabase.source_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Those in use first, in the order of the plan. Facts: how many, and how many of each status."""
    ordered = sorted(rows, key=lambda row: (STATUSES.index(row["status"]), row["database_id"]))
    facts: dict[str, Fact] = {
        "databases": len(rows),
        **{status: sum(row["status"] == status for row in rows) for status in STATUSES},
    }
    return [{**row, "section": row["source_section"], "line": row["source_line"]} for row in ordered], facts
