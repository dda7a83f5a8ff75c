"""Tasks with the units that their words mean: the one way in which pages read both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, or_, select

from data.contracts import Request
from data.provenance import with_source
from data.rollups.units import address_of, is_chosen
from data.rules.tasks import PRINTED, addresses_of_parts, timing
from data.schema import Framework, Locality, Period, Pillar, Task, TaskUnit, Unit

Row: TypeAlias = Mapping[str, Any]

_READ: tuple[Any, ...] = (
    Task.id.label("task_id"),
    Task.parent_id,
    Task.level,
    Task.pillar_code,
    Pillar.name.label("pillar_name"),
    Pillar.position.label("pillar_position"),
    Task.name.label("task_name"),
    Task.lead_units_printed.label("lead_units"),
    Task.coordinating_units_printed.label("coordinating_units"),
    Task.unit_printed.label("subject"),
    Task.due_on,
    Task.is_standing,
    Task.due_printed,
    Task.due_basis,
    Task.quantity,
    Task.reported_status.label("status"),
    Task.note,
    Period.code.label("covered"),
    Locality.covered_printed,
    TaskUnit.role,
    Unit.name.label("unit_name"),
    address_of(Unit).label("unit_address"),
)
_WORDS: Mapping[str, str] = {
    "lead": "lead_units",
    "coordinating": "coordinating_units",
    "subject": "subject",
}
"""Which words of a task a unit's role was read from."""


def tasks_with_units(request: Request, *, of_unit: bool = True) -> Select[Any]:
    """Select the plan's tasks, once for each unit that their words mean, and once where they mean none.

    Narrowed to the heading of the request, and with `of_unit` to the tasks of its unit: those that it leads,
    coordinates or is the place of, with the tasks above and the parts below them.
    """
    tasks = (
        select(*_READ)
        .select_from(Task)
        .join(Locality, and_(Locality.id == Task.locality_id, Locality.slug == request.locality))
        .join(Period, Period.id == Locality.covered_period_id)
        .outerjoin(Framework, Framework.locality_id == Task.locality_id)
        .outerjoin(Pillar, and_(Pillar.framework_id == Framework.id, Pillar.code == Task.pillar_code))
        .outerjoin(TaskUnit, TaskUnit.task_id == Task.id)
        .outerjoin(Unit, Unit.id == TaskUnit.unit_id)
    )
    if request.pillar:
        tasks = tasks.where(Task.pillar_code == request.pillar)
    if of_unit and request.unit:
        tasks = tasks.where(_of_unit(request))
    return with_source(tasks, Task.source_id)


def _of_unit(request: Request) -> ColumnElement[bool]:
    own = select(TaskUnit.task_id).join(Unit, Unit.id == TaskUnit.unit_id).where(is_chosen(request))
    above = select(Task.parent_id).where(Task.id.in_(own))
    return or_(Task.id.in_(own), Task.parent_id.in_(own), Task.id.in_(above))


def one_a_task(rows: Iterable[Row], request: Request) -> list[dict[str, Any]]:
    """Gather the rows of each task, in the order of the plan, and tell where it stands on the day shown.

    Adds for each role the addresses of its words (`lead_addresses`, … in the order of the words), `timing`,
    and `is_own`: the task belongs to the unit of the request, or there is none.
    """
    gathered: dict[int, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["task_id"]):
        gathered.setdefault(row["task_id"], []).append(row)
    tasks = {task_id: _task(members, request) for task_id, members in gathered.items()}
    return [{**task, "is_own": _is_own(task, tasks, request.unit)} for task in tasks.values()]


def _task(rows: list[Row], request: Request) -> dict[str, Any]:
    first = rows[0]
    stands = timing(first["status"], first["due_on"], request.as_of, is_standing=first["is_standing"])
    addresses = {
        f"{role}_addresses": addresses_of_parts(
            first[words], {row["unit_address"]: row["unit_name"] for row in rows if row["role"] == role}
        )
        for role, words in _WORDS.items()
    }
    is_printed = first["due_basis"] == PRINTED
    return {**first, **addresses, "timing": stands, "is_printed": is_printed, "units": _addresses(rows)}


def _addresses(rows: list[Row]) -> frozenset[str]:
    return frozenset(row["unit_address"] for row in rows if row["unit_address"])


def _is_own(task: Row, tasks: Mapping[int, Row], unit: str) -> bool:
    """A part without a lead of its own is led by whoever leads the task above it."""
    if not unit or unit in task["units"]:
        return True
    above = tasks.get(task["parent_id"])
    return above is not None and not task["lead_units"] and unit in above["units"]
