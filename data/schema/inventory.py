"""Information systems and shared databases that the plans name."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from data.schema.base import Base, LocalityKey, Name, PrimaryKey, Printed, SourceKey, one_of

STATUSES = ("in_use", "being_deployed", "planned")


class InformationSystem(Base):
    """A system, platform, subsystem or device, and what a dashboard should do with it."""

    __tablename__ = "information_system"
    __table_args__ = (
        UniqueConstraint("key"),
        one_of("status", STATUSES),
        one_of("dashboard_role", ("show", "integrate", "show_and_integrate", "track", "link", "none")),
    )

    id: Mapped[PrimaryKey]
    key: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    name: Mapped[Name]
    aliases_printed: Mapped[Printed]
    parent_printed: Mapped[Printed]
    category: Mapped[Name]
    purpose: Mapped[Printed]
    operator_printed: Mapped[Printed]
    status: Mapped[Name]
    dashboard_role: Mapped[Name]
    dashboard_metric: Mapped[Printed]
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]


class SharedDatabase(Base):
    """A shared database or other source of data that a plan names."""

    __tablename__ = "shared_database"
    __table_args__ = (UniqueConstraint("key"), one_of("status", ("in_use", "planned")))

    id: Mapped[PrimaryKey]
    key: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    listing: Mapped[Printed]
    position: Mapped[int | None]
    name: Mapped[Name]
    purpose: Mapped[Printed]
    operator_printed: Mapped[Printed]
    status: Mapped[Name]
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]
