"""What was promised and is owed: tasks, reporting duties, stated difficulties and requests."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import Base, LocalityKey, Name, PrimaryKey, Printed, SourceKey, one_of


class Task(Base):
    """An assignment that can be tracked; `level` content is a part of the task above it."""

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_own_parent"),
        CheckConstraint("(level = 'content') = (parent_id IS NOT NULL)", name="content_has_parent"),
        CheckConstraint("NOT (is_standing AND due_on IS NOT NULL)", name="standing_or_due"),
        CheckConstraint(
            "reported_status IS NULL OR reported_status IN ('done')", name="reported_status_known"
        ),
        one_of("level", ("task", "content")),
        one_of("due_basis", ("printed", "plan_period", "wording", "budget_year", "none")),
    )

    id: Mapped[PrimaryKey]
    key: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    level: Mapped[Name]
    pillar_code: Mapped[Name]
    name: Mapped[Name]
    unit_printed: Mapped[Printed]
    """The unit that a part is about, where the plan names one (Quảng Xương's communes)."""
    lead_units_printed: Mapped[Printed]
    coordinating_units_printed: Mapped[Printed]
    lead_line: Mapped[int | None]
    due_on: Mapped[dt.date | None]
    is_standing: Mapped[bool] = mapped_column(default=False)
    due_printed: Mapped[Printed]
    due_basis: Mapped[Name]
    due_line: Mapped[int | None]
    frequency: Mapped[Printed]
    quantity: Mapped[Printed]
    reported_status: Mapped[str | None]
    """NULL is 'chưa có báo cáo', which is not late."""
    related_system: Mapped[Printed]
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]


class TaskUnit(Base):
    """A unit that a task's printed words resolve to: its lead, its coordinating units, its subject."""

    __tablename__ = "task_unit"
    __table_args__ = (one_of("role", ("lead", "coordinating", "subject")),)

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(primary_key=True)


class ReportingDuty(Base):
    """A report that is owed; month and day are NULL where the document prints no date."""

    __tablename__ = "reporting_duty"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("due_month BETWEEN 1 AND 12", name="due_month_exists"),
        CheckConstraint("due_day BETWEEN 1 AND 31", name="due_day_exists"),
        CheckConstraint("(due_month IS NULL) = (due_day IS NULL)", name="due_day_in_month"),
        CheckConstraint("due_comparator IN ('', '<')", name="due_comparator_known"),
        one_of(
            "frequency", ("monthly", "quarterly", "yearly", "on_occasion", "periodic", "periodic_and_ad_hoc")
        ),
    )

    id: Mapped[PrimaryKey]
    key: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    duty: Mapped[Name]
    frequency: Mapped[Name]
    period_printed: Mapped[Printed]
    due_printed: Mapped[Printed]
    due_comparator: Mapped[Printed]
    due_month: Mapped[int | None]
    due_day: Mapped[int | None]
    reporter_printed: Mapped[Printed]
    recipient_printed: Mapped[Printed]
    via_printed: Mapped[Printed]
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]


class ReportSubmission(Base):
    """A report that was handed in: by whom, for which due day of a duty, when.

    `year` is the year of the due day. `unit_id` is NULL where the words name no unit of the locality.
    """

    __tablename__ = "report_submission"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("year BETWEEN 1900 AND 2999", name="year_exists"),
    )

    id: Mapped[PrimaryKey]
    key: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    duty_id: Mapped[int] = mapped_column(ForeignKey("reporting_duty.id"), index=True)
    year: Mapped[int]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    reporter_printed: Mapped[Name]
    handed_in_on: Mapped[dt.date]
    number: Mapped[Printed]
    """Number of the report as a document."""
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]


class Difficulty(Base):
    """An advantage, difficulty, cause, lesson or request, in the plan's own words."""

    __tablename__ = "difficulty"
    __table_args__ = (
        UniqueConstraint("key"),
        one_of("kind", ("advantage", "difficulty", "cause", "lesson", "request")),
    )

    id: Mapped[PrimaryKey]
    key: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    kind: Mapped[Name]
    pillar_code: Mapped[Name]
    statement: Mapped[Name]
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]
