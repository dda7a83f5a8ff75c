"""Units over time, localities and periods: where and when a figure holds."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import UNKNOWN_START, Base, LocalityKey, Name, PrimaryKey, Printed, SourceKey, one_of

LEVELS = ("central", "province", "district", "commune", "hamlet")
COMMUNE_KINDS = ("xa", "phuong", "thi_tran", "dac_khu")
PERIOD_KINDS = ("month", "quarter", "half", "nine_months", "year", "years")


class Unit(Base):
    """A province, former district, commune, department or other body, for the time in which it existed.

    A GSO code alone is no key: 3.316 of the 3.321 codes of July 2025 had been used by an older commune.
    Territories carry the GSO code (`code_system` gso), other bodies the plan's own identifier (plan).
    """

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity_ordered"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_own_parent"),
        one_of("code_system", ("gso", "plan")),
        one_of("level", LEVELS),
    )

    id: Mapped[PrimaryKey]
    code: Mapped[Name]
    code_system: Mapped[Name]
    name: Mapped[Name]
    kind: Mapped[Name]
    level: Mapped[Name]
    valid_from: Mapped[dt.date] = mapped_column(default=UNKNOWN_START)
    valid_to: Mapped[dt.date | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    locality_id: Mapped[int | None] = mapped_column(
        ForeignKey("locality.id", use_alter=True, name="fk_unit_locality_id"), index=True
    )
    """The locality under which leaders see this unit; NULL for provinces and units outside all of them."""
    name_printed: Mapped[Printed]
    role: Mapped[Printed]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    bounds: Mapped[Printed]
    note: Mapped[Printed]
    source_id: Mapped[int | None] = mapped_column(
        ForeignKey("source.id", use_alter=True, name="fk_unit_source_id"), index=True
    )


class UnitLineage(Base):
    """A predecessor that went into a successor on a day, whole or in part."""

    __tablename__ = "unit_lineage"
    __table_args__ = (
        UniqueConstraint("predecessor_id", "successor_id", "effective_on"),
        CheckConstraint("predecessor_id <> successor_id", name="not_itself"),
        CheckConstraint("share IS NULL OR (share > 0 AND share <= 1)", name="share_is_fraction"),
        one_of("extent", ("whole", "part")),
    )

    id: Mapped[PrimaryKey]
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    effective_on: Mapped[dt.date]
    extent: Mapped[Name]
    share: Mapped[float | None]
    """Weight of a part (population, else area). The locality enters it: halves are never assumed."""
    resolution: Mapped[Printed]
    source_id: Mapped[SourceKey]


class Locality(Base):
    """A place whose leaders look at this dashboard, with the plan that its figures come from."""

    __tablename__ = "locality"
    __table_args__ = (UniqueConstraint("slug"), UniqueConstraint("unit_id"))

    id: Mapped[PrimaryKey]
    slug: Mapped[Name]
    name: Mapped[Name]
    province: Mapped[Name]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    assessed_period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    """The period that the plan reports results for: what a page shows where none is asked for."""
    covered_period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    """The period that the plan sets targets and tasks for."""
    covered_printed: Mapped[Printed]
    assessed_printed: Mapped[Printed]
    note: Mapped[Printed]
    is_simulated: Mapped[bool] = mapped_column(default=False)
    """An invented place: every view of it says so, and its figures mix with no others."""
    source_id: Mapped[int | None] = mapped_column(
        ForeignKey("source.id", use_alter=True, name="fk_locality_source_id"), index=True
    )


class Period(Base):
    """A reporting period; `ends_on` is exclusive."""

    __tablename__ = "period"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("ends_on > starts_on", name="ordered"),
        one_of("kind", PERIOD_KINDS),
    )

    id: Mapped[PrimaryKey]
    code: Mapped[Name]
    kind: Mapped[Name]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]


class LocalityPeriod(Base):
    """Periods in which a locality has any figure, target, line or duty: what the period menu offers."""

    __tablename__ = "locality_period"

    locality_id: Mapped[LocalityKey] = mapped_column(primary_key=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), primary_key=True)
    subjects: Mapped[str] = mapped_column(Text)
    """Comma-separated subjects with figures in it (feedback, budget, scores, …), for helpful empty states."""
