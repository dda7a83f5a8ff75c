"""Where figures came from, and how often each data set has been published."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import Base, LocalityKey, Name, PrimaryKey, Printed, UtcDateTime, not_negative, one_of

DATASETS = (
    "units",
    "scores",
    "indicators",
    "targets",
    "tasks",
    "feedback",
    "dossiers",
    "budget",
    "reporting",
    "documents",
    "systems",
    "rollups",
)


class Document(Base):
    """A plan, a directive document of its appendix, or a document that it cites.

    `listing` tells which list it was read from: the same document may stand in two of them, each with
    its own line, and both are kept.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("locality_id", "listing", "position"),
        CheckConstraint("position > 0", name="position_counts_from_one"),
        one_of("listing", ("plan", "directive", "cited")),
    )

    id: Mapped[PrimaryKey]
    locality_id: Mapped[LocalityKey]
    listing: Mapped[Name]
    position: Mapped[int]
    kind: Mapped[Name]
    number: Mapped[Printed]
    title: Mapped[Printed]
    issuer: Mapped[Printed]
    dated: Mapped[dt.date | None]
    """The document's date where it prints a whole one; three of the five plans leave it blank."""
    dated_printed: Mapped[Printed]
    implements: Mapped[Printed]
    in_directive_list: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Printed]
    source_id: Mapped[int | None] = mapped_column(
        ForeignKey("source.id", use_alter=True, name="fk_document_source_id"), index=True
    )


class Source(Base):
    """One row of one loaded file and the place in the document that it was read from."""

    __tablename__ = "source"
    __table_args__ = (
        UniqueConstraint("file", "sheet", "row"),
        CheckConstraint("length(sha256) = 64", name="sha256_is_hex"),
        *not_negative("line", "row"),
    )

    id: Mapped[PrimaryKey]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    section: Mapped[Printed]
    line: Mapped[int | None]
    other_lines: Mapped[Printed]
    file: Mapped[Name]
    sheet: Mapped[Printed]
    row: Mapped[int]
    """Row of the file as a spreadsheet counts it: the heading is row 1."""
    sha256: Mapped[Name]
    loaded_by: Mapped[Name]
    loaded_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class DatasetVersion(Base):
    """How many times a data set has been published. The data version that caches key by is the sum."""

    __tablename__ = "dataset_version"
    __table_args__ = (CheckConstraint("version >= 0", name="version_counts_up"), one_of("dataset", DATASETS))

    dataset: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
    data_version: Mapped[int] = mapped_column(default=0)
    """The data version (the sum) that this data set's last publication made: tells what moved since."""
    content_sha256: Mapped[Printed]
    """Digest of what was published last: loading the same again changes nothing."""
    published_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
