"""Which systems, platforms and devices the plan names: for what, run by whom, in use or planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.schema import InformationSystem, Locality

Row: TypeAlias = Mapping[str, Any]

STATUSES = ("in_use", "being_deployed", "planned")

REACH: Reach = "locality"

QUESTION = Question(
    name="system_inventory",
    title="Kế hoạch nêu những hệ thống, nền tảng nào?",
    columns=(
        Column("category", "text", "Loại hệ thống"),
        Column("system_name", "text", "Hệ thống"),
        Column("aliases", "text", "Tên khác như in"),
        Column("parent", "text", "Thuộc hệ thống"),
        Column("purpose", "text", "Dùng để"),
        Column("operator", "text", "Đơn vị vận hành như in"),
        Column("status", "text", "Tình trạng"),
        Column("dashboard_role", "text", "Việc của bảng điều hành"),
        Column("dashboard_metric", "text", "Số liệu để hiển thị"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("section", "text", "Mục của văn bản"),
        Column("line", "int", "Dòng của văn bản"),
    ),
    facts=("systems", *STATUSES),
)

_READ: tuple[Any, ...] = (
    InformationSystem.id.label("system_id"),
    InformationSystem.category,
    InformationSystem.name.label("system_name"),
    InformationSystem.aliases_printed.label("aliases"),
    InformationSystem.parent_printed.label("parent"),
    InformationSystem.purpose,
    InformationSystem.operator_printed.label("operator"),
    InformationSystem.status,
    InformationSystem.dashboard_role,
    InformationSystem.dashboard_metric,
    InformationSystem.note,
)


def statement(request: Request) -> Select[Any]:
    """Select the systems that the locality's plan names."""
    found = (
        select(*_READ)
        .join(Locality, Locality.id == InformationSystem.locality_id)
        .where(Locality.slug == request.locality)
    )
    return with_source(found, InformationSystem.source_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Systems by category, the largest category first; in each those in use first, in the order of the plan.

    Facts: how many there are, and how many of each status.
    """
    sizes: dict[str, int] = {}
    for row in rows:
        sizes[row["category"]] = sizes.get(row["category"], 0) + 1

    def place(row: Row) -> tuple[int, str, int, int]:
        return -sizes[row["category"]], row["category"], STATUSES.index(row["status"]), row["system_id"]

    facts: dict[str, Fact] = {
        "systems": len(rows),
        **{status: sum(row["status"] == status for row in rows) for status in STATUSES},
    }
    return [
        {**row, "section": row["source_section"], "line": row["source_line"]}
        for row in sorted(rows, key=place)
    ], facts
