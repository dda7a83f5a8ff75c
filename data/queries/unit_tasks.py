"""What a unit has to do: tasks that it leads, coordinates or is the subject of, and where each stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.units import addressed
from data.rules.standing import ORDER, standing
from data.schema import Task, TaskUnit

Row: TypeAlias = Mapping[str, Any]

ROLES = ("lead", "subject", "coordinating")
"""From the one that answers for a task to those that help."""

REACH: Reach = "unit"

QUESTION = Question(
    name="unit_tasks",
    title="Đơn vị được giao những nhiệm vụ nào?",
    columns=(
        Column("task_key", "text", "Mã nhiệm vụ"),
        Column("task_name", "text", "Nhiệm vụ"),
        Column("parent_name", "text", "Thuộc nhiệm vụ"),
        Column("role", "text", "Vai trò chính"),
        Column("roles", "text", "Các vai trò"),
        Column("is_direct", "flag", "Nêu đích danh"),
        Column("addressee", "text", "Nêu là"),
        Column("addressee_address", "text", "Mã đơn vị được nêu"),
        Column("lead_units", "text", "Chủ trì như in"),
        Column("coordinating_units", "text", "Phối hợp như in"),
        Column("due_on", "date", "Hạn"),
        Column("due_printed", "text", "Hạn như in"),
        Column("due_basis", "text", "Căn cứ của hạn"),
        Column("standing", "text", "Tình trạng"),
    ),
    facts=("lead", "subject", "coordinating", "reported", "due_passed", "through", "through_name"),
)


def statement(request: Request) -> Select[Any]:
    """Select tasks by the unit that they name, a row a task and role: a plan's tasks know no period."""
    who, parent = addressed(request), aliased(Task)
    tasks = (
        select(
            Task.id.label("task_id"),
            Task.key.label("task_key"),
            Task.name.label("task_name"),
            parent.name.label("parent_name"),
            TaskUnit.role,
            who.c.is_direct,
            who.c.addressee,
            who.c.addressee_address,
            Task.lead_units_printed.label("lead_units"),
            Task.coordinating_units_printed.label("coordinating_units"),
            Task.due_on,
            Task.is_standing,
            Task.due_printed,
            Task.due_basis,
            Task.reported_status,
        )
        .join(TaskUnit, TaskUnit.task_id == Task.id)
        .join(who, who.c.id == TaskUnit.unit_id)
        .outerjoin(parent, parent.id == Task.parent_id)
    )
    return with_source(tasks, Task.source_id)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a task: those that name the unit first, by role, those with a day that has passed first.

    Facts: tasks of each role that name the unit itself; with a report, and with a day that has passed
    without one, of all that it leads or is the subject of; what comes through the body that stands for it.
    """
    ordered = sorted(rows, key=lambda row: (row["task_id"], not row["is_direct"], ROLES.index(row["role"])))
    tasks = [list(items) for _, items in groupby(ordered, key=lambda row: row["task_id"])]
    records = sorted((_record(items, request.as_of) for items in tasks), key=_order)
    direct = [record for record in records if record["is_direct"]]
    own = [record for record in direct if record["role"] != "coordinating"]
    through = [record for record in records if not record["is_direct"]]
    facts: dict[str, Fact] = {
        **{role: sum(role in record["roles"].split(",") for record in direct) for role in ROLES},
        "reported": Ratio(_standing_as(own, "reported"), len(own)),
        "due_passed": Ratio(_standing_as(own, "due_passed"), len(own)),
        "through": len(through),
        "through_name": through[0]["addressee"] if through else None,
    }
    return records, facts


def _standing_as(records: Sequence[Row], name: str) -> int:
    return sum(record["standing"] == name for record in records)


def _record(items: Sequence[Row], as_of: dt.date) -> dict[str, Any]:
    """Put a task's rows together: the unit's own naming counts before that of the body standing for it."""
    first = items[0]
    same = [row["role"] for row in items if row["is_direct"] == first["is_direct"]]
    return {
        **first,
        "roles": ",".join(same),
        "standing": standing(
            first["reported_status"], first["due_on"], is_standing=first["is_standing"], as_of=as_of
        ),
    }


def _order(record: Row) -> tuple[bool, int, int, dt.date, int]:
    return (
        not record["is_direct"],
        ROLES.index(record["role"]),
        ORDER.index(record["standing"]),
        record["due_on"] or dt.date.max,
        record["task_id"],
    )
