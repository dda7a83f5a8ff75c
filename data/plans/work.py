"""Tasks, reporting duties, and what the plans say is difficult."""

from __future__ import annotations

import datetime as dt

from data.intake.batch import Ref
from data.intake.reading import Row
from data.plans.book import Book, Entry
from data.plans.checks import due
from data.plans.links import link_units
from data.plans.vocabularies import (
    DIFFICULTY_KINDS,
    DUE_COMPARATORS,
    DUTY_FREQUENCIES,
    FREQUENCIES,
    PILLARS,
    REPORTED_STATUSES,
    TASK_DUE,
    TASK_LEVELS,
)
from data.schema import Difficulty, ReportingDuty, Task, TaskUnit

_LEAP_YEAR = 2024
_ROLES = {"lead": "lead_unit", "coordinating": "coordinating_units", "subject": "unit_target"}


def read_tasks(book: Book) -> None:
    """Read tasks.csv: tasks, their parts, and the units that they name."""
    for entry in book.entries("tasks"):
        task = _add_task(book, entry)
        link_units(book, entry, TaskUnit, task, _ROLES)
    for entry in book.entries("tasks"):
        _check_parent(book, entry)


def _add_task(book: Book, entry: Entry) -> Ref:
    row = entry.row
    parent, deadline = row.printed("parent_id"), due(row, TASK_DUE)
    return book.add_keyed(
        entry,
        Task,
        parent_id=book.refer(row, "parent_id", Ref(Task, (parent,)), "nhiệm vụ") if parent else None,
        level=row.code("level", TASK_LEVELS),
        pillar_code=row.code("pillar", PILLARS),
        name=row.text("task"),
        unit_printed=row.printed("unit_target"),
        lead_units_printed=row.printed("lead_unit"),
        coordinating_units_printed=row.printed("coordinating_units"),
        lead_line=row.maybe_whole("lead_line"),
        due_on=deadline.on,
        is_standing=deadline.is_standing,
        due_printed=row.printed("deadline_raw"),
        due_basis=deadline.basis,
        due_line=row.maybe_whole("deadline_line"),
        frequency=row.maybe_code("frequency", FREQUENCIES),
        quantity=row.printed("quantity"),
        reported_status=row.maybe_code("status_in_seed", REPORTED_STATUSES) or None,
        related_system=row.printed("related_system"),
    )


def _check_parent(book: Book, entry: Entry) -> None:
    """A part belongs to a task of the same locality; a task belongs to nothing."""
    row, place, _ = entry
    key = row.printed("parent_id")
    if row.sound("level") and bool(key) != (row.printed("level") == "noi_dung"):
        row.refuse("parent_id", "chỉ nội dung (noi_dung) thuộc một nhiệm vụ", "sửa level, hoặc sửa parent_id")
    parent = Ref(Task, (key,))
    if parent in book.batch:
        values = book.batch.values(parent)
        if values["level"] != "task" or values["locality_id"] != place.locality:
            row.refuse("parent_id", "không phải nhiệm vụ (nhiem_vu) của cùng địa bàn", "sửa parent_id")


def read_duties(book: Book) -> None:
    """Read reporting_calendar.csv; where the document prints no date, month and day are unknown."""
    for entry in book.entries("reporting_calendar"):
        row = entry.row
        month, day = row.maybe_whole("due_month"), row.maybe_whole("due_day")
        _check_day(row, month, day)
        book.add_keyed(
            entry,
            ReportingDuty,
            duty=row.text("duty"),
            frequency=row.code("frequency", DUTY_FREQUENCIES),
            period_printed=row.printed("period"),
            due_printed=row.printed("due_raw"),
            due_comparator=row.maybe_code("due_comparator", DUE_COMPARATORS),
            due_month=month,
            due_day=day,
            reporter_printed=row.text("reporter"),
            recipient_printed=row.printed("recipient"),
            via_printed=row.printed("via"),
        )


def _check_day(row: Row, month: int | None, day: int | None) -> None:
    if not row.sound("due_month", "due_day") or (month is None and day is None):
        return
    try:
        dt.date(_LEAP_YEAR, month or 0, day or 0)
    except ValueError:
        row.refuse("due_day", f"ngày {day}/{month} không có trong lịch", "ghi đủ ngày và tháng có thật")


def read_difficulties(book: Book) -> None:
    """Read difficulties.csv: advantages, difficulties, causes, lessons, requests."""
    for entry in book.entries("difficulties"):
        row = entry.row
        book.add_keyed(
            entry,
            Difficulty,
            kind=row.code("kind", DIFFICULTY_KINDS),
            pillar_code=row.code("pillar", PILLARS),
            statement=row.text("statement"),
        )
