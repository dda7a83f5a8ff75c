"""What the framework groups figures under: each heading with its results, targets and baselines counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.schema import (
    Framework,
    IndicatorValue,
    Locality,
    Period,
    Pillar,
    Target,
    TargetResult,
)

REACH: Reach = "locality"

QUESTION = Question(
    name="pillar_headings",
    title="Có kết quả và chỉ tiêu ở nhóm nào?",
    columns=(
        Column("pillar_code", "text", "Mã nhóm"),
        Column("pillar_name", "text", "Nhóm nội dung"),
        Column("results", "int", "Kết quả công bố", "cases"),
        Column("targets", "int", "Chỉ tiêu", "cases"),
        Column("baselines", "int", "Có khởi điểm so được", "cases"),
    ),
    facts=("results", "targets", "baselines", "framework"),
)


def statement(request: Request) -> Select[Any]:
    """Select the headings of the framework that is valid in the period, with three counts each."""
    shown = aliased(Period)
    return with_source(
        select(*_columns(shown))
        .select_from(Locality)
        .join(shown, shown.code == request.period)
        .join(
            Framework,
            and_(
                Framework.locality_id == Locality.id,
                Framework.valid_from < shown.ends_on,
                or_(Framework.valid_to.is_(None), Framework.valid_to > shown.starts_on),
            ),
        )
        .join(Pillar, Pillar.framework_id == Framework.id)
        .where(Locality.slug == request.locality),
        Pillar.source_id,
    )


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Headings in the framework's order; a heading under which nothing was reported counts 0."""
    targets = sum(row["targets"] for row in rows)
    facts: dict[str, Fact] = {
        "results": sum(row["results"] for row in rows),
        "targets": targets,
        "baselines": Ratio(sum(row["baselines"] for row in rows), targets),
        "framework": rows[0]["framework_name"] if rows else "",
    }
    return [dict(row) for row in sorted(rows, key=lambda row: row["ordinal"])], facts


def _columns(shown: type[Period]) -> list[Any]:
    return [
        Framework.name.label("framework_name"),
        Pillar.code.label("pillar_code"),
        Pillar.name.label("pillar_name"),
        Pillar.position.label("ordinal"),
        _results(shown).label("results"),
        _targets(shown).label("targets"),
        _baselines(shown).label("baselines"),
    ]


def _results(shown: type[Period]) -> ScalarSelect[int]:
    """Results reported for the very period shown."""
    return (
        select(func.count())
        .select_from(IndicatorValue)
        .where(IndicatorValue.pillar_id == Pillar.id, IndicatorValue.period_id == shown.id)
        .correlate(Pillar, shown)
        .scalar_subquery()
    )


def _targets(shown: type[Period]) -> ScalarSelect[int]:
    """Targets whose period had not ended when the period shown began."""
    ahead = aliased(Period)
    return (
        select(func.count())
        .select_from(Target)
        .join(ahead, ahead.id == Target.period_id)
        .where(Target.pillar_id == Pillar.id, ahead.ends_on > shown.starts_on)
        .correlate(Pillar, shown)
        .scalar_subquery()
    )


def _baselines(shown: type[Period]) -> ScalarSelect[int]:
    """Those of them with a comparable result from before their period, known by the end of the one shown."""
    ahead, before = aliased(Period), aliased(Period)
    return (
        select(func.count(Target.id.distinct()))
        .select_from(Target)
        .join(ahead, ahead.id == Target.period_id)
        .join(TargetResult, TargetResult.target_id == Target.id)
        .join(IndicatorValue, IndicatorValue.id == TargetResult.indicator_value_id)
        .join(before, before.id == IndicatorValue.period_id)
        .where(
            Target.pillar_id == Pillar.id,
            ahead.ends_on > shown.starts_on,
            before.ends_on <= ahead.starts_on,
            before.ends_on <= shown.ends_on,
        )
        .correlate(Pillar, shown)
        .scalar_subquery()
    )
