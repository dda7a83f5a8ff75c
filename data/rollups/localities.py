"""Localities side by side: what the aggregates tell of several places in one period, in one statement.

Figures are those of each place's own pages: where a unit has single cases they stand in place of its report
(domain.md section 2), and what is open or overdue is worked out for the day asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Numeric,
    Select,
    Subquery,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.types import TypeEngine

from data.contracts import Request
from data.intake.batch import table_of
from data.provenance import with_source
from data.rollups.among import among
from data.rollups.cases_days import CaseKind
from data.rollups.cases_states import CaseSpan, states
from data.rules.periods import parse
from data.schema import (
    CaseDay,
    CaseHorizon,
    FeedbackRollup,
    Framework,
    Indicator,
    IndicatorValue,
    Locality,
    LocalityPeriod,
    OfficialScore,
    OverviewRollup,
    Period,
    Target,
    TargetResult,
    Unit,
)

PLACE: Final = "place"
MEASURE: Final = "measure"
FEEDBACK_CASES: Final = "feedback_cases"
DOSSIER_CASES: Final = "dossier_cases"
FEEDBACK_REPORTS: Final = "feedback_reports"
SCORE: Final = "score"
TARGET: Final = "target"
"""What a row of the statement is about, in its column `part`."""

MEASURES: Final = (("dossiers", "on_time"), ("budget", "total"), ("tasks", "due"), ("targets", "count"))
"""Subject and measure of the overview's aggregate that places are compared by."""

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "slug": Text(),
    "label": Text(),
    "detail": Text(),
    "level": Text(),
    "period_code": Text(),
    "day": Date(),
    "numerator": BigInteger(),
    "denominator": BigInteger(),
    "closed_in_time": BigInteger(),
    "closed_late": BigInteger(),
    "open_in_time": BigInteger(),
    "open_overdue": BigInteger(),
    "received": BigInteger(),
    "online": BigInteger(),
    "value": Numeric(20, 4, asdecimal=False),
    "goal": Numeric(20, 4, asdecimal=False),
    "goal_max": Numeric(20, 4, asdecimal=False),
    "item": Integer(),
    "comparator": Text(),
    "target_measure": Text(),
    "result_measure": Text(),
    "direction": Text(),
    "is_standing": Integer(),
    "target_starts": Date(),
    "target_ends": Date(),
    "result_starts": Date(),
    "evidence_id": Integer(),
}
"""Columns that every part has: NULL where it does not know them, in the first part of the type, which the
other parts follow. PostgreSQL would take a bare NULL there for text."""
_SUMS: Final = ("closed_early", "closed_on_time", "closed_late", "received", "online")
"""Sums of the months' aggregates that places are compared by."""
_DAY: Final = dt.timedelta(days=1)


def side_by_side(request: Request) -> Select[Any]:
    """Select what is known of every place of a request, told apart by `part`, with sources.

    place     label, detail (the province), level, period_code (that the place opens on), numerator: 1 where
              it has the period asked for; without cases, day: the end of its newest ended period with figures
    measure   label (the subject), numerator, denominator
    …_cases   sums of cases; day: the last on which something happened. feedback_reports: the same sums of
              units without cases
    score     value, goal (the maximum), numerator (the rank) of denominator, period_code, day (its end)
    target    one with a result that may judge it: `item` tells targets apart
    """
    here = _here(request)
    parts = union_all(
        _places(here, request),
        _measures(here, request),
        _cases(FEEDBACK_CASES, "feedback", here, request),
        _cases(DOSSIER_CASES, "dossier", here, request),
        _reports(here, request),
        _scores(here, request),
        _targets(here, request),
    ).subquery("parts")
    return with_source(select(*parts.c), parts.c.evidence_id)


def _here(request: Request) -> CTE:
    """The places asked about."""
    place = table_of(Locality)
    return select(place).where(among(place.c.slug, request.places)).cte("here")


def _part(name: str, here: CTE, **known: Any) -> Select[Any]:
    """Select a part: a column that it does not know is NULL."""
    given = {"slug": here.c.slug, **known}
    unknown = {each: cast(null(), kind) if name == PLACE else null() for each, kind in _TYPES.items()}
    columns = ((unknown | given)[each].label(each) for each in _TYPES)
    return select(literal(name).label("part"), *columns)


def _places(here: CTE, request: Request) -> Select[Any]:
    home, assessed = table_of(Unit), table_of(Period).alias("assessed")
    held, shown, newest = table_of(LocalityPeriod), table_of(Period).alias("shown"), _newest(here, request)
    is_held = and_(held.c.locality_id == here.c.id, held.c.period_id == shown.c.id)
    return (
        _part(
            PLACE,
            here,
            label=here.c.name,
            detail=here.c.province,
            level=home.c.level,
            period_code=assessed.c.code,
            day=newest.c.day,
            numerator=case((held.c.period_id.is_not(None), 1), else_=0),
        )
        .join_from(here, home, home.c.id == here.c.unit_id)
        .join(assessed, assessed.c.id == here.c.assessed_period_id)
        .outerjoin(shown, shown.c.code == request.period)
        .outerjoin(held, is_held)
        .outerjoin(newest, newest.c.locality_id == here.c.id)
    )


def _newest(here: CTE, request: Request) -> Subquery:
    """The end of the newest ended period with figures, of places without cases: theirs tell the day."""
    known, period, horizon = table_of(LocalityPeriod), table_of(Period), table_of(CaseHorizon)
    return (
        select(known.c.locality_id, func.max(period.c.ends_on).label("day"))
        .join_from(known, period, period.c.id == known.c.period_id)
        .where(
            known.c.locality_id.in_(select(here.c.id)),
            ~exists().where(horizon.c.locality_id == known.c.locality_id),
            known.c.subjects != "",
            period.c.ends_on <= request.as_of + _DAY,
        )
        .group_by(known.c.locality_id)
        .subquery("newest")
    )


def _measures(here: CTE, request: Request) -> Select[Any]:
    kept, period = table_of(OverviewRollup), table_of(Period)
    wanted = [and_(kept.c.subject == subject, kept.c.measure == measure) for subject, measure in MEASURES]
    return (
        _part(
            MEASURE,
            here,
            label=kept.c.subject,
            numerator=kept.c.numerator,
            denominator=kept.c.denominator,
            evidence_id=kept.c.source_id,
        )
        .join_from(here, kept, kept.c.locality_id == here.c.id)
        .join(period, period.c.id == kept.c.period_id)
        .where(period.c.code == request.period, or_(*wanted))
    )


def _cases(name: str, kind: CaseKind, here: CTE, request: Request) -> Select[Any]:
    period, horizon = parse(request.period), table_of(CaseHorizon)
    span = CaseSpan(kind, request.places, period.start, period.end, request.as_of)
    found = states(span, ("locality_id",), totals=True, measures=_SUMS).subquery(name)
    sums = {
        "closed_in_time": found.c.closed_early + found.c.closed_on_time,
        "closed_late": found.c.closed_late,
        "open_in_time": found.c.open_in_time + found.c.open_due_soon,
        "open_overdue": found.c.open_overdue,
        "received": found.c.received,
        "online": found.c.online,
    }
    is_own = and_(horizon.c.locality_id == here.c.id, horizon.c.kind == kind)
    return (
        _part(name, here, **_whole(sums), day=horizon.c.last_on, evidence_id=horizon.c.source_id)
        .join_from(here, found, found.c.locality_id == here.c.id)
        .outerjoin(horizon, is_own)
    )


def _reports(here: CTE, request: Request) -> Select[Any]:
    """What units reported of feedback that have no case in the period, nor one open at its end."""
    told, day, period = table_of(FeedbackRollup), table_of(CaseDay), table_of(Period)
    has_cases = exists().where(
        day.c.unit_id == told.c.unit_id,
        day.c.kind == "feedback",
        day.c.received_on <= request.as_of,
        day.c.closed_on >= parse(request.period).start,
    )
    sums = {
        "closed_in_time": func.sum(told.c.closed_on_time),
        "closed_late": func.sum(told.c.closed_late),
        "open_in_time": func.sum(told.c.open_in_time),
        "open_overdue": func.sum(told.c.open_overdue),
    }
    return (
        _part(FEEDBACK_REPORTS, here, **_whole(sums), evidence_id=func.min(told.c.source_id))
        .join_from(here, told, told.c.locality_id == here.c.id)
        .join(period, period.c.id == told.c.period_id)
        .where(period.c.code == request.period, ~has_cases)
        .group_by(here.c.slug)
    )


def _whole(sums: Mapping[str, ColumnElement[Any]]) -> dict[str, ColumnElement[int]]:
    """Give sums as whole numbers; PostgreSQL adds them up to decimals."""
    return {name: cast(column, BigInteger) for name, column in sums.items()}


def _scores(here: CTE, request: Request) -> Select[Any]:
    """Published totals up to the end of the period: the newest is for the reader to take."""
    score, framework, period = table_of(OfficialScore), table_of(Framework), table_of(Period)
    return (
        _part(
            SCORE,
            here,
            value=score.c.score,
            goal=framework.c.max_score,
            numerator=score.c.rank,
            denominator=score.c.units_ranked,
            period_code=period.c.code,
            day=period.c.ends_on,
            evidence_id=score.c.source_id,
        )
        .join_from(here, score, score.c.unit_id == here.c.unit_id)
        .join(framework, framework.c.id == score.c.framework_id)
        .join(period, period.c.id == score.c.period_id)
        .where(score.c.pillar_id.is_(None), period.c.ends_on <= parse(request.period).end)
    )


def _targets(here: CTE, request: Request) -> Select[Any]:
    """Targets still ahead, with results of up to the end of the period that may judge them."""
    target, pair, result = table_of(Target), table_of(TargetResult), table_of(IndicatorValue)
    ahead, reported = table_of(Period).alias("ahead"), table_of(Period).alias("reported")
    asked, measured = table_of(Indicator), table_of(Indicator).alias("measured")
    shown = parse(request.period)
    return (
        _part(
            TARGET,
            here,
            item=target.c.id,
            comparator=target.c.comparator,
            goal=target.c.value,
            goal_max=target.c.value_max,
            target_measure=target.c.measure,
            is_standing=cast(target.c.is_standing, Integer),
            direction=asked.c.direction,
            target_starts=ahead.c.starts_on,
            target_ends=ahead.c.ends_on,
            value=result.c.value,
            numerator=result.c.numerator,
            denominator=result.c.denominator,
            result_measure=measured.c.measure,
            result_starts=reported.c.starts_on,
            day=reported.c.ends_on,
            evidence_id=result.c.source_id,
        )
        .join_from(here, target, target.c.locality_id == here.c.id)
        .join(ahead, ahead.c.id == target.c.period_id)
        .join(asked, asked.c.id == target.c.indicator_id)
        .join(pair, pair.c.target_id == target.c.id)
        .join(result, result.c.id == pair.c.indicator_value_id)
        .join(measured, measured.c.id == result.c.indicator_id)
        .join(reported, reported.c.id == result.c.period_id)
        .where(ahead.c.ends_on > shown.start, reported.c.ends_on <= shown.end)
    )
