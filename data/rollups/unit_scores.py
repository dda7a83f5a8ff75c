"""Published scores of a locality's units beside each other: spread of each pillar, order of totals."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, func, select
from sqlalchemy.orm import aliased

from data.contracts import Request
from data.rollups.units import address_of, is_chosen
from data.schema import Framework, Locality, OfficialScore, Period, Pillar, Unit

SEPARATOR = ";"
_PRINTED_IN = "table"
"""A total may be printed again in running text, with another rank: units are compared by their tables."""


def spread(request: Request) -> Select[Any]:
    """Select, a row a pillar and the total, the points of a unit and of those scored with it.

    `score`, `rank`, `units_ranked` are those of the chosen unit, `province` the score of the locality's own
    unit by the same scoring; `scores` are those of the locality's units, the chosen one among them, as one
    text with SEPARATOR: SQLite knows no median. Scorings come apart, each with the day `since` when it holds:
    points of different ones are never put together.
    """
    o, chosen = OfficialScore, select(Unit.id).where(is_chosen(request)).scalar_subquery()
    is_own, is_province = o.unit_id == chosen, o.unit_id == Locality.unit_id
    sums = (
        select(
            o.framework_id,
            o.pillar_id,
            func.max(o.max_score).label("max_score"),
            func.max(case((is_own, o.score))).label("score"),
            func.max(case((is_own, o.rank))).label("rank"),
            func.max(case((is_own, o.units_ranked))).label("units_ranked"),
            func.max(case((is_province, o.score))).label("province"),
            func.aggregate_strings(case((~is_province, cast(o.score, Text))), SEPARATOR).label("scores"),
            func.coalesce(func.max(case((is_own, o.source_id))), func.min(o.source_id)).label("evidence_id"),
        )
        .select_from(Locality)
        .join(Period, Period.code == request.period)
        .join(o, and_(o.locality_id == Locality.id, o.period_id == Period.id))
        .where(Locality.slug == request.locality, o.listing == _PRINTED_IN, o.score.is_not(None))
        .group_by(o.framework_id, o.pillar_id)
        .subquery("sums")
    )
    s = sums.c
    columns: list[Any] = [
        Framework.code.label("framework_code"),
        Framework.valid_from.label("since"),
        Pillar.code.label("pillar_code"),
        Pillar.name.label("pillar_name"),
        Pillar.position.label("pillar_position"),
        func.coalesce(s.max_score, case((s.pillar_id.is_(None), Framework.max_score))).label("max_score"),
        *(s[name] for name in ("score", "rank", "units_ranked", "province", "scores", "evidence_id")),
    ]
    return (
        select(*columns)
        .select_from(sums)
        .join(Framework, Framework.id == s.framework_id)
        .outerjoin(Pillar, Pillar.id == s.pillar_id)
    )


def totals(request: Request) -> Select[Any]:
    """Select the total of every unit of the locality, and its total of the period before, if it had one.

    The period before is that of the same kind which ends where this one begins. `is_same_scoring` tells
    whether both were scored by one framework: else they are not to be compared (domain.md section 2).
    """
    shown, earlier, before = aliased(Period), aliased(Period), aliased(OfficialScore)
    of_kind = and_(shown.code == request.period, earlier.kind == shown.kind)
    earlier_id = select(earlier.id).join(shown, of_kind).where(earlier.ends_on == shown.starts_on)
    columns: list[Any] = [
        Unit.name.label("unit_name"),
        address_of(Unit).label("unit_address"),
        OfficialScore.score,
        Framework.max_score,
        Framework.code.label("framework_code"),
        OfficialScore.rank,
        OfficialScore.units_ranked,
        before.score.label("score_before"),
        before.rank.label("rank_before"),
        before.units_ranked.label("units_ranked_before"),
        (before.framework_id == OfficialScore.framework_id).label("is_same_scoring"),
        OfficialScore.source_id.label("evidence_id"),
    ]
    return (
        select(*columns)
        .select_from(Locality)
        .join(Period, Period.code == request.period)
        .join(
            OfficialScore,
            and_(
                OfficialScore.locality_id == Locality.id,
                OfficialScore.period_id == Period.id,
                *_is_total(OfficialScore),
            ),
        )
        .join(Unit, Unit.id == OfficialScore.unit_id)
        .join(Framework, Framework.id == OfficialScore.framework_id)
        .outerjoin(
            before,
            and_(
                before.unit_id == OfficialScore.unit_id,
                before.period_id == earlier_id.scalar_subquery(),
                *_is_total(before),
            ),
        )
        .where(Locality.slug == request.locality, OfficialScore.unit_id != Locality.unit_id)
    )


def _is_total(score: Any) -> tuple[ColumnElement[bool], ...]:
    return score.pillar_id.is_(None), score.listing == _PRINTED_IN, score.score.is_not(None)
