"""Frameworks, pillars, indicators; their results, official scores and targets."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import (
    Base,
    Count,
    Figure,
    LocalityKey,
    Name,
    PeriodKey,
    Points,
    PrimaryKey,
    Printed,
    SourceKey,
    not_negative,
    one_of,
)

SCOPES = ("agencies", "communes", "whole")
"""Whom a figure covers: district agencies (huyện), communes (xã), the whole locality (toàn huyện)."""
COMPARATORS = (">", ">=", "=", "<=", "range", "qualitative")
DIRECTIONS = ("higher_is_better", "lower_is_better", "neutral")


def _locality_of(context: Any) -> int | None:
    """Locality of the framework of the row that is being written."""
    given = context.get_current_parameters()["framework_id"]
    found: int | None = context.connection.scalar(select(Framework.locality_id).where(Framework.id == given))
    return found


FrameworkLocality = Annotated[
    int | None, mapped_column(ForeignKey("locality.id"), default=_locality_of, index=True)
]
"""The framework's locality once more, so that every table that files may fill is read by locality."""


class Framework(Base):
    """A versioned scoring scheme or list of headings; `max_score` is NULL where no points are given."""

    __tablename__ = "framework"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity_ordered"),
        one_of("unit_level", ("province", "district", "commune")),
    )

    id: Mapped[PrimaryKey]
    code: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    name: Mapped[Name]
    unit_level: Mapped[Name]
    decision: Mapped[Printed]
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    max_score: Mapped[Points]
    max_score_is_derived: Mapped[bool] = mapped_column(default=False)
    """True where the source prints no total and ours is the sum of the pillars' (Bù Đăng: 700)."""
    note: Mapped[Printed]
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True)


class Pillar(Base):
    """A heading or scored group of indicators, in the order in which its framework prints it."""

    __tablename__ = "pillar"
    __table_args__ = (
        UniqueConstraint("framework_id", "code"),
        UniqueConstraint("framework_id", "position"),
        *not_negative("max_score"),
    )

    id: Mapped[PrimaryKey]
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"), index=True)
    code: Mapped[Name]
    position: Mapped[int]
    name: Mapped[Name]
    name_printed: Mapped[Printed]
    max_score: Mapped[Points]
    locality_id: Mapped[FrameworkLocality]
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True)


class Indicator(Base):
    """What is measured under a pillar. A code is shared by results and targets of one definition only."""

    __tablename__ = "indicator"
    __table_args__ = (
        UniqueConstraint("framework_id", "code"),
        CheckConstraint("minimum_total > 0", name="minimum_total_positive"),
        one_of("direction", DIRECTIONS),
    )

    id: Mapped[PrimaryKey]
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"), index=True)
    pillar_id: Mapped[int] = mapped_column(ForeignKey("pillar.id"), index=True)
    code: Mapped[Name]
    name: Mapped[Name]
    measure: Mapped[Name]
    """percent, count, VND, …, as the plans' transcription names units of measure; empty if qualitative."""
    measure_label: Mapped[Printed]
    direction: Mapped[Name]
    minimum_total: Mapped[int] = mapped_column(default=10)
    """N below which a unit's rate is neither ranked nor coloured (domain.md section 2)."""
    locality_id: Mapped[FrameworkLocality]
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True)


class IndicatorValue(Base):
    """A reported result as printed, with numerator and denominator where the source prints them."""

    __tablename__ = "indicator_value"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("denominator IS NULL OR numerator IS NOT NULL", name="denominator_has_numerator"),
        one_of("scope", SCOPES),
        one_of("status", ("printed", "derived", "inferred")),
        *not_negative("numerator", "denominator"),
    )

    id: Mapped[PrimaryKey]
    key: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    pillar_id: Mapped[int] = mapped_column(ForeignKey("pillar.id"), index=True)
    period_id: Mapped[PeriodKey]
    scope: Mapped[Name]
    label: Mapped[Name]
    printed: Mapped[Printed]
    value: Mapped[Figure]
    numerator: Mapped[Count]
    denominator: Mapped[Count]
    status: Mapped[Name]
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]


class OfficialScore(Base):
    """A score published by the assessor. `pillar_id` NULL: the total; a total may be printed twice."""

    __tablename__ = "official_score"
    __table_args__ = (
        UniqueConstraint("unit_id", "period_id", "framework_id", "pillar_id", "listing"),
        Index(
            "ix_official_score_place",
            "locality_id",
            "period_id",
            "pillar_id",
            postgresql_include=["unit_id", "score", "max_score"],
        ),
        CheckConstraint("score <= max_score", name="score_within_max"),
        CheckConstraint("rank >= 1 AND rank <= units_ranked", name="rank_within_units_ranked"),
        one_of("listing", ("table", "text")),
        *not_negative("score", "max_score"),
    )

    id: Mapped[PrimaryKey]
    locality_id: Mapped[LocalityKey]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"), index=True)
    pillar_id: Mapped[int | None] = mapped_column(ForeignKey("pillar.id"), index=True)
    period_id: Mapped[PeriodKey]
    listing: Mapped[Name]
    """Where the document prints it: in its table or in its running text."""
    score: Mapped[Points]
    max_score: Mapped[Points]
    score_printed: Mapped[Printed]
    rank: Mapped[int | None]
    units_ranked: Mapped[int | None]
    rank_printed: Mapped[Printed]
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]


class Target(Base):
    """What a plan promises: comparator, value, deadline, and the clause that set it."""

    __tablename__ = "target"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("(comparator = 'range') = (value_max IS NOT NULL)", name="range_has_two_ends"),
        CheckConstraint("(comparator = 'qualitative') = (value IS NULL)", name="number_unless_qualitative"),
        CheckConstraint("NOT (is_standing AND due_on IS NOT NULL)", name="standing_or_due"),
        one_of("scope", SCOPES),
        one_of("comparator", COMPARATORS),
        one_of("due_basis", ("printed", "plan_period", "none")),
    )

    id: Mapped[PrimaryKey]
    key: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    pillar_id: Mapped[int] = mapped_column(ForeignKey("pillar.id"), index=True)
    period_id: Mapped[PeriodKey]
    name: Mapped[Name]
    scope: Mapped[Name]
    comparator: Mapped[Name]
    comparator_printed: Mapped[Printed]
    value: Mapped[Figure]
    value_max: Mapped[Figure]
    value_printed: Mapped[Printed]
    measure: Mapped[Printed]
    measure_label: Mapped[Printed]
    baseline_printed: Mapped[Printed]
    baseline_value: Mapped[Figure]
    baseline_year: Mapped[int | None]
    due_on: Mapped[dt.date | None]
    is_standing: Mapped[bool] = mapped_column(default=False)
    due_printed: Mapped[Printed]
    due_basis: Mapped[Name]
    commitment: Mapped[Printed]
    lead_units_printed: Mapped[Printed]
    coordinating_units_printed: Mapped[Printed]
    lead_line: Mapped[int | None]
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]


class TargetResult(Base):
    """A result that is comparable with a target: same definition and denominator, as read by a person."""

    __tablename__ = "target_result"

    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"), primary_key=True)
    indicator_value_id: Mapped[int] = mapped_column(
        ForeignKey("indicator_value.id"), primary_key=True, index=True
    )


class TargetUnit(Base):
    """A unit that a target's printed lead or coordinating words resolve to."""

    __tablename__ = "target_unit"
    __table_args__ = (one_of("role", ("lead", "coordinating")),)

    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(primary_key=True)
