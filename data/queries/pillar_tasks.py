"""What the plan has to be done under one pillar: who leads, until when, and what is known of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from sqlalchemy import Select, or_

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.rollups.tasks import one_a_task, tasks_with_units
from data.rules.tasks import TIMINGS
from data.schema import Pillar, Task

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="pillar_tasks",
    title="Kế hoạch giao những việc gì cho trụ cột này?",
    columns=(
        Column("level", "text", "Cấp"),
        Column("task_name", "text", "Nhiệm vụ, nội dung"),
        Column("lead_units", "text", "Đơn vị chủ trì như in"),
        Column("lead_addresses", "text", "Mã đơn vị chủ trì"),
        Column("due_on", "date", "Hạn"),
        Column("is_standing", "flag", "Thường xuyên"),
        Column("due_printed", "text", "Hạn như in"),
        Column("is_printed", "flag", "Hạn in trong văn bản"),
        Column("status", "text", "Tình trạng đã báo cáo"),
        Column("timing", "text", "So với ngày xem"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("section", "text", "Mục của văn bản"),
        Column("line", "int", "Dòng của văn bản"),
        Column("is_part", "flag", "Là một phần của nhiệm vụ đứng trên"),
    ),
    facts=("tasks", "parts", "done", "covered", "elsewhere", "sections"),
)


def statement(request: Request) -> Select[Any]:
    """Select the pillar's tasks, and those whose code is no heading of the plan's framework."""
    tasks = tasks_with_units(replace(request, pillar="", unit=""))
    return tasks.where(or_(Task.pillar_code == request.pillar, Pillar.id.is_(None)))


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Tasks by what has gone by unreported, then by day; parts follow their task.

    Facts: tasks, parts, those reported as done of both, the years that the plan covers; how many tasks
    and parts stand under no heading of the framework, and in which printed sections.
    """
    found = one_a_task(rows, request)
    own = {task["task_id"]: task for task in found if task["pillar_code"] == request.pillar}
    others = [task for task in found if task["task_id"] not in own]
    facts: dict[str, Fact] = {
        "tasks": sum(task["level"] == "task" for task in own.values()),
        "parts": sum(task["level"] == "content" for task in own.values()),
        "done": Ratio(sum(task["status"] == "done" for task in own.values()), len(own)),
        "covered": found[0]["covered_printed"] if found else None,
        "elsewhere": len(others),
        "sections": tuple(dict.fromkeys(task["source_section"] for task in others)),
    }
    return [_record(task, own) for task in sorted(own.values(), key=lambda task: _place(task, own))], facts


def _place(task: Row, own: Mapping[int, Row]) -> tuple[Any, ...]:
    """Order tasks, each followed by its parts; a part whose task stands elsewhere stands for itself."""
    root = own.get(task["parent_id"], task)
    return _urgency(root), root is not task, _urgency(task)


def _urgency(task: Row) -> tuple[int, dt.date, int]:
    return TIMINGS.index(task["timing"]), task["due_on"] or dt.date.max, task["task_id"]


def _record(task: Row, own: Mapping[int, Row]) -> dict[str, Any]:
    return {
        **task,
        "lead_addresses": ";".join(task["lead_addresses"]),
        "section": task["source_section"],
        "line": task["source_line"],
        "is_part": task["parent_id"] in own,
    }
