"""What a dashboard should do with the systems that the plan names, by how far they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, func, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.schema import InformationSystem, Locality

Row: TypeAlias = Mapping[str, Any]

ROLES = ("show_and_integrate", "show", "integrate", "link", "track", "none")
"""From most to least work for a dashboard."""

STATUSES = ("in_use", "being_deployed", "planned")

REACH: Reach = "locality"

QUESTION = Question(
    name="system_roles",
    title="Bảng điều hành cần làm gì với các hệ thống?",
    columns=(
        Column("dashboard_role", "text", "Việc của bảng điều hành"),
        Column("in_use", "int", "Đang dùng", "cases"),
        Column("being_deployed", "int", "Đang triển khai", "cases"),
        Column("planned", "int", "Dự kiến", "cases"),
        Column("total", "int", "Tổng", "cases"),
    ),
    facts=("systems", "shown_now", "to_connect"),
)


def statement(request: Request) -> Select[Any]:
    """Count the systems of the locality's plan by role and status, with the first line that names one."""
    counted = (
        select(
            InformationSystem.dashboard_role,
            InformationSystem.status,
            func.count().label("systems"),
            func.min(InformationSystem.source_id).label("evidence_id"),
        )
        .join(Locality, Locality.id == InformationSystem.locality_id)
        .where(Locality.slug == request.locality)
        .group_by(InformationSystem.dashboard_role, InformationSystem.status)
        .subquery("counted")
    )
    return with_source(select(*counted.c), counted.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row a role, roles that no system has left out.

    Facts: how many systems; `shown_now` of them are in use and to be shown, `to_connect` are in use and to
    be connected.
    """
    counts = {(row["dashboard_role"], row["status"]): int(row["systems"]) for row in rows}
    records = [_record(role, counts) for role in ROLES]
    facts: dict[str, Fact] = {
        "systems": sum(counts.values()),
        "shown_now": sum(counts.get((role, "in_use"), 0) for role in ("show", "show_and_integrate")),
        "to_connect": sum(counts.get((role, "in_use"), 0) for role in ("integrate", "show_and_integrate")),
    }
    return [record for record in records if record["total"]], facts


def _record(role: str, counts: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    by_status = {status: counts.get((role, status), 0) for status in STATUSES}
    return {"dashboard_role": role, **by_status, "total": sum(by_status.values())}
