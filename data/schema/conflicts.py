"""The register of figures that contradict each other, and what people decided about them.

All but the decisions are computed from the facts by `data.rollups.conflicts`, not written by hand.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import Base, Count, Figure, Name, PrimaryKey, Printed, UtcDateTime, not_negative, one_of

CONFLICT_KINDS = (
    "rank",
    "percentage",
    "total",
    "states",
    "part_exceeds",
    "repeated",
    "two_places",
    "listed",
    "unclear_print",
    "impossible_share",
    "baseline",
    "target_levels",
    "date_order",
    "outside_period",
    "cases",
)
CONFLICT_SUBJECTS = (
    "scores",
    "indicators",
    "feedback",
    "dossiers",
    "budget",
    "targets",
    "tasks",
    "reporting",
    "documents",
)
CONFLICT_STATUSES = ("open", "explained", "settled")

ConflictLocality = Annotated[int, mapped_column(ForeignKey("locality.id", ondelete="CASCADE"), index=True)]


class Conflict(Base):
    """Two figures that cannot both hold, with both sides as printed or as computed from what is printed.

    Rows go with what they were computed from: a publication that removes a source needs to know nothing
    of this table.
    """

    __tablename__ = "conflict"
    __table_args__ = (
        one_of("kind", CONFLICT_KINDS),
        one_of("subject", CONFLICT_SUBJECTS),
        one_of("status", CONFLICT_STATUSES),
        CheckConstraint("(status = 'open') OR (reason <> '')", name="decided_with_reason"),
    )

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    """Made of the kind and of the natural keys of the rows: the same after every computation."""
    locality_id: Mapped[ConflictLocality]
    period_id: Mapped[int | None] = mapped_column(ForeignKey("period.id", ondelete="CASCADE"), index=True)
    """NULL where the contradiction is one of the document and of no period."""
    kind: Mapped[Name]
    subject: Mapped[Name]
    name: Mapped[Name]
    measure: Mapped[Printed]
    measure_label: Mapped[Printed]
    page: Mapped[Name]
    """Path of the page where the figures stand."""
    position: Mapped[int]
    first_name: Mapped[Printed]
    first_printed: Mapped[Printed]
    first_value: Mapped[Figure]
    first_numerator: Mapped[Count]
    first_denominator: Mapped[Count]
    first_day: Mapped[dt.date | None]
    first_lines: Mapped[Printed]
    """Lines of the document, separated by commas."""
    second_name: Mapped[Printed]
    second_printed: Mapped[Printed]
    second_value: Mapped[Figure]
    second_numerator: Mapped[Count]
    second_denominator: Mapped[Count]
    second_day: Mapped[dt.date | None]
    second_lines: Mapped[Printed]
    difference: Mapped[Figure]
    """Second side less the first, in the measure; days between dates; NULL where it means nothing."""
    figures: Mapped[Name]
    """Both sides in one text: a decision holds for these figures and for no others."""
    status: Mapped[Name]
    reason: Mapped[Printed]
    decided_by: Mapped[Printed]
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class ConflictSource(Base):
    """A row of a loaded file that a side of a conflict rests on: where the badge is shown."""

    __tablename__ = "conflict_source"
    __table_args__ = (CheckConstraint("side IN (1, 2)", name="side_known"),)

    conflict_key: Mapped[str] = mapped_column(
        ForeignKey("conflict.key", ondelete="CASCADE"), primary_key=True
    )
    side: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_id: Mapped[int] = mapped_column(
        ForeignKey("source.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ConflictCheck(Base):
    """How many comparisons of a kind were made for a locality: the N of its conflicts."""

    __tablename__ = "conflict_check"
    __table_args__ = (one_of("kind", CONFLICT_KINDS), *not_negative("checked"))

    locality_id: Mapped[int] = mapped_column(
        ForeignKey("locality.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    checked: Mapped[int]


class ConflictDecision(Base):
    """What somebody decided about a conflict. Rows are added and never changed; the newest one holds.

    There is no foreign key: a decision outlives the conflict, which may go and come back with the data.
    """

    __tablename__ = "conflict_decision"
    __table_args__ = (
        one_of("status", CONFLICT_STATUSES),
        CheckConstraint("reason <> ''", name="reason_given"),
        CheckConstraint("decided_by <> ''", name="decided_by_somebody"),
    )

    id: Mapped[PrimaryKey]
    conflict_key: Mapped[Name] = mapped_column(index=True)
    figures: Mapped[Name]
    status: Mapped[Name]
    reason: Mapped[Name]
    decided_by: Mapped[Name]
    decided_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
