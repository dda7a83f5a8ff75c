"""What people do to figures that are in already: correct a single one, close a period, open it again."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import Base, LocalityKey, Name, PeriodKey, PrimaryKey, Printed, UtcDateTime

STANDING = text("reopened_at IS NULL")


class PeriodClosing(Base):
    """A period whose figures were settled ("chốt số liệu"). While it stands no intake changes a row of it.

    A reopened closing stays as history; closing again adds a row.
    """

    __tablename__ = "period_closing"
    __table_args__ = (
        CheckConstraint("closed_by <> ''", name="closed_by_somebody"),
        CheckConstraint("(reopened_at IS NOT NULL) = (reopened_by <> '')", name="reopened_by_whom"),
        CheckConstraint("reopened_at IS NULL OR reopened_reason <> ''", name="reopened_with_reason"),
        Index(
            "ix_period_closing_standing",
            "locality_id",
            "period_id",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[PrimaryKey]
    locality_id: Mapped[LocalityKey]
    period_id: Mapped[PeriodKey]
    closed_by: Mapped[Name]
    closed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    note: Mapped[Printed]
    reopened_by: Mapped[Printed]
    reopened_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    reopened_reason: Mapped[Printed]


class Correction(Base):
    """One figure corrected in the browser: what it was, what it is, why. The batch says who, when, undone."""

    __tablename__ = "correction"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)

    batch_id: Mapped[int] = mapped_column(
        ForeignKey("intake_batch.id"), primary_key=True, autoincrement=False
    )
    row_id: Mapped[int]
    """Row of the table of the batch's kind."""
    column_name: Mapped[Name]
    subject: Mapped[Name]
    """How people name the row, as it stood then."""
    heading: Mapped[Name]
    before: Mapped[Printed]
    after: Mapped[Printed]
    reason: Mapped[Name]
