"""Under which headings the plan's tasks stand, and what was reported of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.rollups.tasks import one_a_task, tasks_with_units

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="task_pillars",
    title="Nhiệm vụ thuộc nhóm nội dung nào?",
    columns=(
        Column("pillar_code", "text", "Mã nhóm"),
        Column("pillar_name", "text", "Nhóm nội dung"),
        Column("tasks", "int", "Nhiệm vụ", "cases"),
        Column("parts", "int", "Nội dung", "cases"),
        Column("done", "int", "Hoàn thành", "cases"),
        Column("is_chosen", "flag", "Đang chọn"),
    ),
    facts=("tasks", "parts", "done", "most", "covered"),
)


def statement(request: Request) -> Select[Any]:
    """Select the tasks of all headings, also where the request names one: it is one of the list."""
    return tasks_with_units(replace(request, pillar=""))


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Headings with most tasks first; one that the plan does not print has a code and no name.

    Facts: how many tasks and parts of tasks, those reported as done, the share of the largest heading.
    """
    tasks = [task for task in one_a_task(rows, request) if task["is_own"]]
    ordered = sorted(tasks, key=lambda task: (_position(task), task["pillar_code"]))
    records = [
        _record(list(found), request) for _, found in groupby(ordered, key=lambda task: task["pillar_code"])
    ]
    records.sort(key=_size, reverse=True)
    facts: dict[str, Fact] = {
        "tasks": sum(task["level"] == "task" for task in tasks),
        "parts": sum(task["level"] == "content" for task in tasks),
        "done": Ratio(sum(task["status"] == "done" for task in tasks), len(tasks)),
        "most": Ratio(_size(records[0]), len(tasks)) if records else None,
        "covered": tasks[0]["covered_printed"] if tasks else None,
    }
    return records, facts


def _position(task: Row) -> float:
    position = task["pillar_position"]
    return float("inf") if position is None else position


def _size(record: Row) -> int:
    size: int = record["tasks"] + record["parts"]
    return size


def _record(tasks: Sequence[Row], request: Request) -> dict[str, Any]:
    first = tasks[0]
    return {
        "pillar_code": first["pillar_code"],
        "pillar_name": first["pillar_name"],
        "tasks": sum(task["level"] == "task" for task in tasks),
        "parts": sum(task["level"] == "content" for task in tasks),
        "done": sum(task["status"] == "done" for task in tasks),
        "is_chosen": first["pillar_code"] == request.pillar,
    }
