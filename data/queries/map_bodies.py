"""Which bodies answer for what: tasks and targets that name them, by the bodies of the plan's own list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, Subquery, and_, case, func, or_, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.units import address_of
from data.rules.collation import vietnamese_key
from data.schema import COMMUNE_KINDS, Locality, Period, TargetUnit, TaskUnit, Unit

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="map_bodies",
    title="Cơ quan nào được giao nhiều việc nhất?",
    columns=(
        Column("unit_address", "text", "Mã đơn vị"),
        Column("unit_name", "text", "Cơ quan, đơn vị"),
        Column("level", "text", "Cấp"),
        Column("role", "text", "Vai trò trong kế hoạch"),
        Column("tasks_led", "int", "Nhiệm vụ chủ trì", "cases"),
        Column("tasks_coordinated", "int", "Nhiệm vụ phối hợp", "cases"),
        Column("targets_led", "int", "Chỉ tiêu chủ trì", "cases"),
    ),
    facts=("bodies", "leading"),
)


def statement(request: Request) -> Select[Any]:
    """Select the bodies that existed in the period, with the tasks and targets that name them."""
    tasks, targets = _counted(TaskUnit, "tasks"), _counted(TargetUnit, "targets")
    existed = and_(
        Unit.valid_from < Period.ends_on, or_(Unit.valid_to.is_(None), Unit.valid_to > Period.starts_on)
    )
    columns: tuple[Any, ...] = (
        address_of(Unit).label("unit_address"),
        Unit.name.label("unit_name"),
        Unit.level,
        Unit.role,
        *(func.coalesce(counted.c[name], 0).label(name) for name, counted in _shown(tasks, targets)),
    )
    bodies = (
        select(*columns)
        .select_from(Locality)
        .join(Period, Period.code == request.period)
        .join(Unit, and_(Unit.locality_id == Locality.id, Unit.code_system == "plan", existed))
        .where(Unit.kind.not_in(COMMUNE_KINDS), Unit.id != Locality.unit_id)  # territories of invented places
        .outerjoin(tasks, tasks.c.unit_id == Unit.id)
        .outerjoin(targets, targets.c.unit_id == Unit.id)
        .where(Locality.slug == request.locality)
    )
    return with_source(bodies, Unit.source_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Bodies by the tasks that they lead, then by targets, ties by name; facts: how many they are, and lead.

    A task that two bodies lead together counts for both.
    """
    ordered = sorted(
        rows, key=lambda row: (-row["tasks_led"], -row["targets_led"], vietnamese_key(row["unit_name"]))
    )
    facts: dict[str, Fact] = {
        "bodies": len(rows),
        "leading": sum(bool(row["tasks_led"] or row["targets_led"]) for row in rows),
    }
    return [dict(row) for row in ordered], facts


def _shown(tasks: Subquery, targets: Subquery) -> list[tuple[str, Subquery]]:
    return [("tasks_led", tasks), ("tasks_coordinated", tasks), ("targets_led", targets)]


def _counted(link: type[TaskUnit | TargetUnit], what: str) -> Subquery:
    """Count what names each unit, by role."""
    return (
        select(
            link.unit_id,
            func.sum(case((link.role == "lead", 1), else_=0)).label(f"{what}_led"),
            func.sum(case((link.role == "coordinating", 1), else_=0)).label(f"{what}_coordinated"),
        )
        .group_by(link.unit_id)
        .subquery(what)
    )
