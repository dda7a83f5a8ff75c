"""Who leads the plan's tasks: units and groups as printed, and how many tasks name nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.rollups.tasks import one_a_task, tasks_with_units
from data.rules.collation import vietnamese_key
from data.rules.tasks import parts

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="task_units",
    title="Đơn vị nào chủ trì nhiều nhiệm vụ nhất?",
    columns=(
        Column("unit_name", "text", "Đơn vị chủ trì"),
        Column("unit_address", "text", "Mã đơn vị"),
        Column("tasks", "int", "Nhiệm vụ", "cases"),
        Column("parts", "int", "Nội dung", "cases"),
        Column("done", "int", "Hoàn thành", "cases"),
        Column("is_chosen", "flag", "Đang chọn"),
    ),
    facts=("led", "linked"),
)


def statement(request: Request) -> Select[Any]:
    """Select the tasks of all units, also where the request names one: it is one of the list."""
    return tasks_with_units(request, of_unit=False)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Leading units and groups, those with most tasks and parts first, ties by name.

    A task of several units counts for each of them. Facts: `led` tasks with a lead of all tasks (parts have
    that of their task), `linked` leading names that are a unit of the plan's list, of all leading names.
    """
    tasks = one_a_task(rows, request)
    names = {row["unit_address"]: row["unit_name"] for row in rows if row["unit_address"]}
    records = [_record(key, found, names, request) for key, found in _by_lead(tasks).items()]
    records.sort(key=lambda record: (-record["tasks"] - record["parts"], vietnamese_key(record["unit_name"])))
    main = [task for task in tasks if task["level"] == "task"]
    facts: dict[str, Fact] = {
        "led": Ratio(sum(bool(task["lead_units"]) for task in main), len(main)),
        "linked": Ratio(sum(record["unit_address"] is not None for record in records), len(records)),
    }
    return records, facts


def _by_lead(tasks: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    """Gather tasks by who leads them: the address where the words mean a unit, else the words."""
    found: dict[tuple[str, str], list[Row]] = {}
    for task in tasks:
        for words, address in zip(parts(task["lead_units"]), task["lead_addresses"], strict=True):
            found.setdefault((address, "" if address else words), []).append(task)
    return found


def _record(
    key: tuple[str, str], tasks: Sequence[Row], names: Mapping[str, str], request: Request
) -> dict[str, Any]:
    address, words = key
    return {
        "unit_name": names[address] if address else words,
        "unit_address": address or None,
        "tasks": sum(task["level"] == "task" for task in tasks),
        "parts": sum(task["level"] == "content" for task in tasks),
        "done": sum(task["status"] == "done" for task in tasks),
        "is_chosen": bool(address) and address == request.unit,
    }
