"""What needs direction among the tasks: days gone by without a report, nobody in charge, nothing reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Reach, Request
from data.rollups.tasks import one_a_task, tasks_with_units
from data.rules.tasks import is_among

Row: TypeAlias = Mapping[str, Any]

CALM = "calm"
"""Kind of the only row where every task was looked at and nothing is off."""

REACH: Reach = "locality"

QUESTION = Question(
    name="task_alerts",
    title="Nhiệm vụ: việc gì cần chỉ đạo?",
    columns=(
        Column("kind", "text", "Loại việc"),
        Column("n", "int", "Số nhiệm vụ, nội dung", "cases"),
        Column("total", "int", "Trên tổng số", "cases"),
        Column("item", "text", "Nhiệm vụ, nội dung"),
        Column("due_on", "date", "Hạn"),
        Column("lead_units", "text", "Đơn vị chủ trì như in"),
        Column("due_printed", "text", "Hạn như in"),
    ),
    facts=("tasks", "parts", "covered"),
)

_KINDS = ("past", "past_period", "soon", "without_lead", "group_lead", "undated", "unreported")
"""Exceptions, worst first: names of `data.rules.tasks.CHOICES`."""

_OUT_OF: Mapping[str, Callable[[Row], bool]] = {
    "without_lead": lambda task: task["level"] == "task",
    "group_lead": lambda task: bool(task["lead_units"]),
}
"""What an exception is counted out of, where that is not every task and part."""


def statement(request: Request) -> Select[Any]:
    """Select the plan's tasks with their units, narrowed to heading and unit of the request."""
    return tasks_with_units(request)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row for each task that an exception names, exceptions worst first, in each the earliest day first.

    Where nothing is off there is one row of kind `calm`; without a task there is no row. Facts: how many
    tasks and parts of tasks were looked at, and the plan's period as printed.
    """
    tasks = [task for task in one_a_task(rows, request) if task["is_own"]]
    facts: dict[str, Fact] = {
        "tasks": sum(task["level"] == "task" for task in tasks),
        "parts": sum(task["level"] == "content" for task in tasks),
        "covered": tasks[0]["covered_printed"] if tasks else None,
    }
    if not tasks:
        return [], facts
    return list(_records(tasks)) or [{"kind": CALM}], facts


def _records(tasks: Sequence[Row]) -> Iterator[dict[str, Any]]:
    for kind in _KINDS:
        counted = [task for task in tasks if kind not in _OUT_OF or _OUT_OF[kind](task)]
        named = [task for task in counted if is_among(task, kind)]
        for task in sorted(named, key=lambda task: (task["due_on"] or dt.date.max, task["task_id"])):
            whole = {"kind": kind, "n": len(named), "total": len(counted)}
            yield {**task, **whole, "item": task["task_name"]}
