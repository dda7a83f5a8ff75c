"""The plan's tasks as a tree: headings, tasks, their parts, each with who, when, what is known, and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.rollups.tasks import one_a_task, tasks_with_units
from data.rules.tasks import TIMINGS, is_among

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="task_tree",
    title="Kế hoạch giao những nhiệm vụ nào?",
    columns=(
        Column("pillar_code", "text", "Mã nhóm"),
        Column("pillar_name", "text", "Nhóm nội dung"),
        Column("level", "text", "Cấp"),
        Column("task_name", "text", "Nhiệm vụ, nội dung"),
        Column("lead_units", "text", "Đơn vị chủ trì như in"),
        Column("lead_addresses", "text", "Mã đơn vị chủ trì"),
        Column("coordinating_units", "text", "Đơn vị phối hợp như in"),
        Column("coordinating_addresses", "text", "Mã đơn vị phối hợp"),
        Column("subject", "text", "Nơi thực hiện"),
        Column("subject_addresses", "text", "Mã nơi thực hiện"),
        Column("due_on", "date", "Hạn"),
        Column("is_standing", "flag", "Thường xuyên"),
        Column("due_printed", "text", "Hạn như in"),
        Column("due_basis", "text", "Căn cứ của hạn"),
        Column("quantity", "text", "Mức, số lượng như in"),
        Column("status", "text", "Tình trạng đã báo cáo"),
        Column("timing", "text", "So với ngày xem"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("section", "text", "Mục của văn bản"),
        Column("line", "int", "Dòng của văn bản"),
        Column("is_context", "flag", "Chỉ để biết thuộc nhiệm vụ nào"),
    ),
    facts=("tasks", "parts", "done", "covered"),
)

_ADDRESSES = ("lead_addresses", "coordinating_addresses", "subject_addresses")


def statement(request: Request) -> Select[Any]:
    """Select the plan's tasks with their units, narrowed to heading and unit of the request."""
    return tasks_with_units(request)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Tasks by heading, what has gone by unreported first, then by day; parts follow their task.

    Narrowed to the unit and the measure of the request (`data.rules.tasks.CHOICES`); a task above a part
    that belongs comes as context. Addresses are those of the printed words, in their order, separated by
    semicolons. Facts: tasks, parts and those reported as done, context left out.
    """
    tasks = one_a_task(rows, request)
    wanted = {task["task_id"] for task in tasks if task["is_own"] and is_among(task, request.measure)}
    above = {task["parent_id"] for task in tasks if task["task_id"] in wanted}
    shown = [task for task in tasks if task["task_id"] in wanted | above]
    counted = [task for task in shown if task["task_id"] in wanted]
    facts: dict[str, Fact] = {
        "tasks": sum(task["level"] == "task" for task in counted),
        "parts": sum(task["level"] == "content" for task in counted),
        "done": Ratio(sum(task["status"] == "done" for task in counted), len(counted)),
        "covered": tasks[0]["covered_printed"] if tasks else None,
    }
    known = {task["task_id"]: task for task in shown}
    ordered = sorted(shown, key=lambda task: _place(task, known))
    return [_record(task, known, is_context=task["task_id"] not in wanted) for task in ordered], facts


def _place(task: Row, known: Mapping[int, Row]) -> tuple[Any, ...]:
    """Order tasks within their heading, each followed by its parts."""
    root = known.get(task["parent_id"], task)
    return _heading(root), _urgency(root), root is not task, _urgency(task)


def _heading(task: Row) -> tuple[float, str]:
    """Headings in printed order; a code that the plan prints no heading for comes last."""
    position = task["pillar_position"]
    return (float("inf") if position is None else position), task["pillar_code"]


def _urgency(task: Row) -> tuple[int, dt.date, int]:
    return TIMINGS.index(task["timing"]), task["due_on"] or dt.date.max, task["task_id"]


def _record(task: Row, known: Mapping[int, Row], *, is_context: bool) -> dict[str, Any]:
    """Write a task as a row; a part stands under the heading of its task."""
    root = known.get(task["parent_id"], task)
    heading = {name: root[name] for name in ("pillar_code", "pillar_name")}
    place = {"section": task["source_section"], "line": task["source_line"]}
    addresses = {name: ";".join(task[name]) for name in _ADDRESSES}
    return {**task, **heading, **place, **addresses, "is_context": is_context}
