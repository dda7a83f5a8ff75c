"""Counts of citizens' feedback and of administrative-procedure dossiers, as units report them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import (
    Base,
    Count,
    Figure,
    LocalityKey,
    Name,
    PeriodKey,
    PrimaryKey,
    Printed,
    SourceKey,
    not_negative,
)


class FeedbackCount(Base):
    """One row of the form of Phụ lục 02: a unit's cases by state and rating in a period.

    The printed total is kept beside the units' rows (`is_total`), to be compared and never summed.
    """

    __tablename__ = "feedback_count"
    __table_args__ = (
        UniqueConstraint("unit_id", "period_id", "is_total"),
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

    id: Mapped[PrimaryKey]
    locality_id: Mapped[LocalityKey]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    period_id: Mapped[PeriodKey]
    is_total: Mapped[bool] = mapped_column(default=False)
    unit_printed: Mapped[Name]
    received: Mapped[int]
    open_in_time: Mapped[int]
    open_overdue: Mapped[int]
    closed_on_time: Mapped[int]
    closed_late: Mapped[int]
    satisfied: Mapped[int]
    accepted: Mapped[int]
    dissatisfied: Mapped[int]
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]


class DossierCount(Base):
    """Dossiers of a field (or all, `is_total`) in a period; what the source does not print is NULL."""

    __tablename__ = "dossier_count"
    __table_args__ = (
        UniqueConstraint("unit_id", "period_id", "field"),
        CheckConstraint("returned <= received", name="returned_of_received"),
        CheckConstraint("closed_early <= received", name="closed_early_of_received"),
        *not_negative("received", "returned", "in_progress", "closed_early", "closed_on_time", "closed_late"),
    )

    id: Mapped[PrimaryKey]
    locality_id: Mapped[LocalityKey]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    period_id: Mapped[PeriodKey]
    field: Mapped[Name]
    field_printed: Mapped[Printed]
    position: Mapped[int | None]
    is_total: Mapped[bool] = mapped_column(default=False)
    received: Mapped[Count]
    received_printed: Mapped[Printed]
    share_percent: Mapped[Figure]
    share_printed: Mapped[Printed]
    returned: Mapped[Count]
    returned_share_printed: Mapped[Printed]
    in_progress: Mapped[Count]
    in_progress_printed: Mapped[Printed]
    closed_early: Mapped[Count]
    closed_early_printed: Mapped[Printed]
    closed_early_line: Mapped[int | None]
    closed_early_share_printed: Mapped[Printed]
    closed_on_time: Mapped[Count]
    """Closed on the day itself; a difference computed by the transcription, printed nowhere."""
    closed_late: Mapped[Count]
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]
