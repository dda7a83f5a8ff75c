"""Cases on their way in: rows of a batch that passed the checks, what was there before, new categories."""

from __future__ import annotations

from sqlalchemy import Boolean, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import Base, Name
from data.schema.cases import MaybeMoment, Moment, PartOfKey


class IntakeCase(Base):
    """One case as a file tells it, and, once published, the case that it replaced (`is_before`).

    No key, no references and no rules: the fact table has them, and a million rows pass through here. Columns
    of the other kind stay NULL. Kept after publication: it says which row of the file a case came from.
    """

    __tablename__ = "intake_case"
    # The rows of a batch are written together: ranges of blocks find them, and cost nothing to keep.
    __table_args__ = (
        Index(None, "batch_id", postgresql_using="brin", postgresql_with={"autosummarize": "on"}),
    )

    batch_id: Mapped[int] = mapped_column()
    sheet: Mapped[str] = mapped_column(Text)
    row: Mapped[int] = mapped_column()
    """As a spreadsheet counts; 0 for what was there before, which no row of a file is."""
    is_before: Mapped[bool] = mapped_column(Boolean)
    code: Mapped[str] = mapped_column(Text)
    received_at: Mapped[Moment]
    unit_id: Mapped[int]
    category_id: Mapped[int]
    """Below zero for a category that comes with the batch: `intake_category.position`, its sign turned."""
    procedure_id: Mapped[int | None]
    urgency: Mapped[Name]
    channel: Mapped[Name]
    accepted_at: Mapped[MaybeMoment]
    first_response_at: Mapped[MaybeMoment]
    due_at: Mapped[MaybeMoment]
    closed_at: Mapped[MaybeMoment]
    outcome: Mapped[str | None] = mapped_column(Text)
    rating: Mapped[str | None] = mapped_column(Text)
    reopened_count: Mapped[int]
    is_online: Mapped[bool | None]
    is_digitised: Mapped[bool | None]
    is_paid_online: Mapped[bool | None]
    source_id: Mapped[int | None]
    """Of what was there before."""

    # What tells rows apart, for the mapper alone.
    __mapper_args__ = {"primary_key": [batch_id, sheet, row, is_before, code]}  # noqa: RUF012 - SQLAlchemy's form


class IntakeCategory(Base):
    """A category that a batch names and the vocabulary lacks: made when the batch is published."""

    __tablename__ = "intake_category"

    batch_id: Mapped[PartOfKey]
    position: Mapped[PartOfKey]
    name: Mapped[Name]
    category_id: Mapped[int | None]
    """Once published."""
