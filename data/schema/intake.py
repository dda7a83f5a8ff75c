"""Files on their way in: what was uploaded, its rows, what is wrong with them, what publishing changed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import Base, LocalityKey, Name, PrimaryKey, Printed, UtcDateTime, not_negative, one_of

BATCH_STATES = ("checked", "published", "undone", "discarded")
MODES = ("merge", "replace")
SEVERITIES = ("error", "warning")
ACTIONS = ("insert", "update", "delete")


class IntakeBatch(Base):
    """One uploaded file of one kind for one locality, from upload to publication and its undoing.

    A file that could not be read leaves no batch. `mode` replace removes what the file leaves out of the
    periods and lists that it speaks of.
    """

    __tablename__ = "intake_batch"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256_is_hex"),
        CheckConstraint("(published_at IS NOT NULL) = (published_by <> '')", name="published_by_whom"),
        CheckConstraint("(undone_at IS NOT NULL) = (undone_by <> '')", name="undone_by_whom"),
        CheckConstraint("undone_at IS NULL OR published_at IS NOT NULL", name="undone_after_published"),
        one_of("state", BATCH_STATES),
        one_of("mode", MODES),
        *not_negative("size_bytes", "rows_read"),
    )

    id: Mapped[PrimaryKey]
    kind: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    mode: Mapped[Name]
    state: Mapped[Name]
    file_name: Mapped[Name]
    sha256: Mapped[str] = mapped_column(Text, index=True)
    size_bytes: Mapped[int]
    encoding: Mapped[Printed]
    """How the bytes of a CSV file were read; empty for a workbook."""
    is_kept: Mapped[bool]
    """The file itself is kept under its hash; never where personal data was dropped from it."""
    dropped: Mapped[Printed]
    """Columns that were not read, as a JSON list: those that hold personal data, and unknown ones."""
    skipped: Mapped[Printed]
    """Rows above the heading, total rows and the like that carry no figure, as a JSON list of remarks."""
    rows_read: Mapped[int]
    uploaded_by: Mapped[Name]
    uploaded_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    accepted_by: Mapped[Printed]
    accepted_reason: Mapped[Printed]
    """Why the warnings were accepted; publication demands it where there are any."""
    published_by: Mapped[Printed]
    published_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    data_version: Mapped[int | None]
    """Data version that the publication made."""
    undone_by: Mapped[Printed]
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    undone_reason: Mapped[Printed]


class IntakeRequest(Base):
    """One request of another system that came with an idempotency key, and the batch that it made.

    Written with the batch, so that a request that is sent again never makes a second one. `answer` is NULL
    until the request was answered; whoever asks again before finishes what was begun.
    """

    __tablename__ = "intake_request"
    __table_args__ = (
        UniqueConstraint("actor", "key"),
        CheckConstraint("length(digest) = 64", name="digest_is_hex"),
        CheckConstraint("(status IS NULL) = (answer IS NULL)", name="answered_whole"),
    )

    id: Mapped[PrimaryKey]
    actor: Mapped[Name]
    """Name of the token that asked: keys of different systems never meet."""
    key: Mapped[Name]
    digest: Mapped[Name]
    """SHA-256 of address, type and body: the same key with another request is refused."""
    batch_id: Mapped[int] = mapped_column(ForeignKey("intake_batch.id"), index=True)
    status: Mapped[int | None]
    answer: Mapped[str | None] = mapped_column(Text)
    asked_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class IntakeRow(Base):
    """One staged row: the cells of known columns only, as JSON by column name."""

    __tablename__ = "intake_row"

    batch_id: Mapped[int] = mapped_column(ForeignKey("intake_batch.id"), primary_key=True)
    sheet: Mapped[str] = mapped_column(Text, primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cells: Mapped[Name]
    places: Mapped[Name]
    """Letters of the spreadsheet's columns by column name, as JSON."""


class IntakeProblem(Base):
    """One broken rule of a batch, found when it was last checked."""

    __tablename__ = "intake_problem"
    __table_args__ = (one_of("severity", SEVERITIES), UniqueConstraint("batch_id", "position"))

    id: Mapped[PrimaryKey]
    batch_id: Mapped[int] = mapped_column(ForeignKey("intake_batch.id"))
    position: Mapped[int]
    severity: Mapped[Name]
    rule: Mapped[Name]
    sheet: Mapped[Printed]
    row: Mapped[int | None]
    cell: Mapped[Printed]
    heading: Mapped[Printed]
    value: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[Name]
    remedy: Mapped[Name]


class IntakeChange(Base):
    """One row of a fact table that a publication inserted, updated or deleted: what undoing needs."""

    __tablename__ = "intake_change"
    __table_args__ = (one_of("action", ACTIONS),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("intake_batch.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    action: Mapped[Name]
    table_name: Mapped[Name]
    row_key: Mapped[Name]
    """Primary key, as JSON."""
    before: Mapped[str | None] = mapped_column(Text)
    """All columns as JSON; NULL for an insert."""
    after: Mapped[str | None] = mapped_column(Text)
    """All columns as JSON; NULL for a delete."""
