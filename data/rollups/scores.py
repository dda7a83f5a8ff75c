"""Published scores: the one way in which pages read them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, select

from data.contracts import Request
from data.schema import Framework, Locality, OfficialScore, Period, Pillar


def official_scores(request: Request) -> Select[Any]:
    """Select what the assessor published of a locality in a period: a row a pillar, and the totals.

    A total has no `pillar_code`; it comes once for every place of the document that prints it (`listing`).
    The framework's maximum stands for a total, which prints none of its own. Points as printed.
    """
    is_total = OfficialScore.pillar_id.is_(None)
    return (
        select(
            Pillar.code.label("pillar_code"),
            Pillar.name.label("pillar_name"),
            Pillar.position.label("pillar_position"),
            OfficialScore.listing,
            OfficialScore.score,
            case((is_total, Framework.max_score), else_=OfficialScore.max_score).label("max_score"),
            Framework.max_score_is_derived,
            OfficialScore.rank,
            OfficialScore.units_ranked,
            OfficialScore.source_id.label("evidence_id"),
        )
        .select_from(Locality)
        .join(Period, Period.code == request.period)
        .join(
            OfficialScore,
            and_(OfficialScore.unit_id == Locality.unit_id, OfficialScore.period_id == Period.id),
        )
        .join(Framework, Framework.id == OfficialScore.framework_id)
        .outerjoin(Pillar, Pillar.id == OfficialScore.pillar_id)
        .where(Locality.slug == request.locality)
    )
