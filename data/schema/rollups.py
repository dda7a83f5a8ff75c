"""Aggregate tables: what pages read. Rebuilt from the fact tables by `data.rollups`, not written by hand."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import Base, Count, Figure, Name, Printed, not_negative, one_of

SUBJECTS = ("feedback", "targets", "budget", "pillars", "dossiers", "tasks", "reports", "data")


class FeedbackRollup(Base):
    """Feedback cases of a unit in a period by state and rating; no row means no figure, not zero."""

    __tablename__ = "feedback_rollup"
    __table_args__ = (
        one_of("basis", ("reported", "cases")),
        *not_negative(
            "received",
            "open_in_time",
            "open_overdue",
            "closed_on_time",
            "closed_late",
            "satisfied",
            "accepted",
            "dissatisfied",
        ),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), primary_key=True)
    locality_id: Mapped[int] = mapped_column(ForeignKey("locality.id"), index=True)
    basis: Mapped[Name]
    """Reported counts or single cases: cases win where both exist (domain.md section 2)."""
    received: Mapped[int]
    open_in_time: Mapped[int]
    open_overdue: Mapped[int]
    closed_on_time: Mapped[int]
    closed_late: Mapped[int]
    satisfied: Mapped[int]
    accepted: Mapped[int]
    dissatisfied: Mapped[int]
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))


class OverviewRollup(Base):
    """One measure of one subject for a locality and period, whole (`item` empty) or of one item.

    The overview reads nothing else: its tiles, exceptions and lists are selections of these rows.
    """

    __tablename__ = "overview_rollup"
    __table_args__ = (one_of("subject", SUBJECTS),)

    locality_id: Mapped[int] = mapped_column(ForeignKey("locality.id"), primary_key=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(Text, primary_key=True)
    measure: Mapped[str] = mapped_column(Text, primary_key=True)
    item: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[Printed]
    detail: Mapped[Printed]
    numerator: Mapped[Count]
    denominator: Mapped[Count]
    value: Mapped[Figure]
    target: Mapped[Figure]
    position: Mapped[int] = mapped_column(default=0)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
