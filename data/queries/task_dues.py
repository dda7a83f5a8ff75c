"""When tasks are due and what was reported of them: by day, standing tasks, those without a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.rollups.tasks import one_a_task, tasks_with_units

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="task_dues",
    title="Khi nào đến hạn, bao nhiêu đã báo cáo?",
    columns=(
        Column("kind", "text", "Loại hạn"),
        Column("due_on", "date", "Hạn"),
        Column("total", "int", "Nhiệm vụ, nội dung", "cases"),
        Column("printed", "int", "Hạn in trong văn bản", "cases"),
        Column("done", "int", "Hoàn thành", "cases"),
        Column("unreported", "int", "Chưa có báo cáo", "cases"),
        Column("is_past", "flag", "Đã qua"),
    ),
    facts=("done", "tasks", "parts", "covered"),
)

_KINDS = ("dated", "standing", "undated")


def statement(request: Request) -> Select[Any]:
    """Select the plan's tasks with their units, narrowed to heading and unit of the request."""
    return tasks_with_units(request)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row a day, earliest first, then one of standing tasks and one of those without a day.

    Facts: reported as done of all, how many tasks and parts of tasks there are, the plan's period.
    """
    tasks = sorted((task for task in one_a_task(rows, request) if task["is_own"]), key=_due)
    facts: dict[str, Fact] = {
        "done": Ratio(sum(task["status"] == "done" for task in tasks), len(tasks)),
        "tasks": sum(task["level"] == "task" for task in tasks),
        "parts": sum(task["level"] == "content" for task in tasks),
        "covered": tasks[0]["covered_printed"] if tasks else None,
    }
    return [_record(list(found), request.as_of) for _, found in groupby(tasks, key=_due)], facts


def _due(task: Row) -> tuple[int, dt.date]:
    """Order by kind of due date, then by day."""
    kind = "standing" if task["is_standing"] else "dated" if task["due_on"] else "undated"
    return _KINDS.index(kind), task["due_on"] or dt.date.max


def _record(tasks: Sequence[Row], as_of: dt.date) -> dict[str, Any]:
    due_on = tasks[0]["due_on"]
    return {
        "kind": _KINDS[_due(tasks[0])[0]],
        "due_on": due_on,
        "total": len(tasks),
        "printed": sum(task["is_printed"] for task in tasks),
        "done": sum(task["status"] == "done" for task in tasks),
        "unreported": sum(task["status"] is None for task in tasks),
        "is_past": due_on is not None and due_on < as_of,
    }
