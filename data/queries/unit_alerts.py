"""What needs direction at one unit: late answers, days that passed without a report, gaps to its targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Literal, TypeAlias

from sqlalchemy import Select, case, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.feedback import units_with_counts
from data.rollups.own import only_own, targets_with_own_results
from data.rollups.stacking import stacked
from data.rollups.targets import judged, one_a_result
from data.rollups.units import addressed
from data.rules import alerts
from data.rules.alerts import JudgedTarget
from data.rules.feedback import with_figures
from data.schema import Target, TargetUnit, Task, TaskUnit

Row: TypeAlias = Mapping[str, Any]

CALM = "calm"
"""Kind of the only row where all was looked at and nothing is off: not the same as no figures."""

REACH: Reach = "unit"

QUESTION = Question(
    name="unit_alerts",
    title="Đơn vị này có việc gì cần chỉ đạo?",
    columns=(
        Column("kind", "text", "Loại việc"),
        Column("severity", "int", "Mức độ, 1 là nặng nhất"),
        Column("status", "text", "Trạng thái"),
        Column("n", "int", "Số trường hợp", "cases"),
        Column("total", "int", "Trên tổng số", "cases"),
        Column("name", "text", "Chỉ tiêu"),
        Column("target_period", "text", "Kỳ chỉ tiêu"),
        Column("comparator", "text", "So sánh"),
        Column("target_value", "number", "Mức đề ra"),
        Column("target_value_max", "number", "Mức trên"),
        Column("measure", "text", "Loại đơn vị tính"),
        Column("measure_label", "text", "Đơn vị tính"),
        Column("value", "number", "Kết quả"),
        Column("gap", "number", "Còn cách"),
        Column("numerator", "int", "n của kết quả", "cases"),
        Column("denominator", "int", "N của kết quả", "cases"),
    ),
    facts=("received", "tasks", "targets"),
)


def statement(request: Request) -> Select[Any]:
    """Select feedback of all units within the scope, and the tasks and targets that name the unit itself."""
    rows = units_with_counts(request).where(only_own(request)).subquery("units")
    told = [column for column in rows.c if column.name != "evidence_id"]
    evidence = case((rows.c.unit_address == request.unit, rows.c.evidence_id)).label("evidence_id")
    both = stacked(
        {"feedback": select(*told, evidence), "task": _tasks(request), "target": _targets(request)}
    )
    return with_source(select(*both.c), both.c.evidence_id)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row an exception, worst first; one of kind `calm` where nothing is off; none without anything to see.

    Facts: the unit's feedback cases (None without a figure), its tasks and its targets: what was looked at.
    """
    feedback = [row for row in rows if row["part"] == "feedback"]
    tasks = list({row["task_key"]: row for row in rows if row["part"] == "task"}.values())
    results = one_a_result(row for row in rows if row["part"] == "target")
    own = next((row for row in feedback if row["unit_address"] == request.unit), None)
    facts: dict[str, Fact] = {
        "received": own["received"] if own else None,
        "tasks": len(tasks),
        "targets": len({row["target_key"] for row in results}),
    }
    found = [*_feedback(own, feedback), *_unreported(tasks, request), *_gaps(results)]
    if found:
        return sorted(found, key=lambda record: int(record["severity"])), facts
    has_any = facts["received"] is not None or tasks or results
    return [{"kind": CALM}] if has_any else [], facts


def _feedback(own: Row | None, feedback: Sequence[Row]) -> list[dict[str, Any]]:
    """Overdue and late cases of the unit, or that it alone has no figure where other communes have."""
    communes = [row for row in feedback if row["is_commune"]]
    if own is None:
        return []
    if own["received"] is None:
        known = len(with_figures(communes))
        said = {"kind": "no_feedback_figure", "severity": 3, "status": "unknown"}
        return [{**said, "n": known, "total": len(communes)}] if known else []
    return [
        {"kind": kind, "severity": 1, "status": "off_target", "n": own[count], "total": own["received"]}
        for kind, count in (("open_overdue", "open_overdue"), ("late", "closed_late"))
        if own[count]
    ]


def _unreported(tasks: Sequence[Row], request: Request) -> list[dict[str, Any]]:
    """Tasks whose day has come without a report: unknown, not late (domain.md section 2)."""
    reached = [
        row
        for row in tasks
        if row["reported_status"] is None and row["task_due_on"] and row["task_due_on"] <= request.as_of
    ]
    said = {"kind": "due_reached", "severity": 2, "status": "unknown"}
    return [{**said, "n": len(reached), "total": len(tasks)}] if reached else []


def _gaps(results: Sequence[Row]) -> list[dict[str, Any]]:
    """The widest miss and the widest gap of a baseline, with how many targets are so of all."""
    statuses: tuple[Literal["off_target", "baseline"], ...] = ("off_target", "baseline")
    return [found for status in statuses for found in _gap(results, status)]


def _gap(results: Sequence[Row], status: Literal["off_target", "baseline"]) -> list[dict[str, Any]]:
    alert = alerts.target_gap(_judged_targets(results), status)
    if alert is None:
        return []
    same = [row for row in results if judged(row).status == status]
    row = max(
        (row for row in same if row["target_name"] == alert.figures["target"]),
        key=lambda row: judged(row).gap or 0,
    )
    found = judged(row)
    return [
        {
            **row,
            "kind": alert.kind,
            "severity": alert.severity,
            "status": alert.status,
            "n": len({row["target_key"] for row in same}),
            "total": len({row["target_key"] for row in results}),
            "name": row["target_name"],
            "measure": row["target_measure"],
            "value": None if found.value is None else float(found.value),
            "gap": None if found.gap is None else float(found.gap),
        }
    ]


def _judged_targets(results: Sequence[Row]) -> list[JudgedTarget]:
    """Judge each target by all of its comparable results."""
    by_target = groupby(results, key=lambda row: row["target_key"])
    return [_judged_target(list(same)) for _, same in by_target]


def _judged_target(results: Sequence[Row]) -> JudgedTarget:
    first = results[0]
    return JudgedTarget(
        name=first["target_name"],
        period=first["target_period"],
        comparator=first["comparator"],
        target_value=first["target_value"],
        measure=first["target_measure"],
        scopes=tuple(row["result_scope"] or "" for row in results),
        judgements=tuple(judged(row) for row in results),
    )


def _tasks(request: Request) -> Select[Any]:
    """Tasks that the unit leads or is the subject of."""
    who = addressed(request)
    columns: tuple[Any, ...] = (
        Task.key.label("task_key"),
        Task.due_on.label("task_due_on"),
        Task.reported_status,
        Task.source_id.label("evidence_id"),
    )
    return (
        select(*columns)
        .join(TaskUnit, TaskUnit.task_id == Task.id)
        .join(who, who.c.id == TaskUnit.unit_id)
        .where(who.c.is_direct, TaskUnit.role.in_(("lead", "subject")))
    )


def _targets(request: Request) -> Select[Any]:
    """Targets that the unit leads, with comparable results."""
    rows, who = targets_with_own_results(request), addressed(request)
    return (
        select(*rows.c)
        .join(Target, Target.id == rows.c.target_id)
        .join(TargetUnit, TargetUnit.target_id == Target.id)
        .join(who, who.c.id == TargetUnit.unit_id)
        .where(who.c.is_direct, TargetUnit.role == "lead")
    )
