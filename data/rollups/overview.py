"""One row a measure, subject, locality and period: what the overview selects from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy import Text as TextType
from sqlalchemy.orm import aliased

from data.schema import (
    COMMUNE_KINDS,
    BudgetLine,
    DossierCount,
    FeedbackRollup,
    Framework,
    IndicatorValue,
    Locality,
    LocalityPeriod,
    OfficialScore,
    OverviewRollup,
    Period,
    Pillar,
    ReportingDuty,
    Target,
    TargetResult,
    Task,
    Unit,
)

COLUMNS = (
    "locality_id",
    "period_id",
    "subject",
    "measure",
    "item",
    "label",
    "detail",
    "numerator",
    "denominator",
    "value",
    "target",
    "position",
    "source_id",
)


def rebuild(connection: Connection) -> None:
    """Fill the aggregate anew from the fact tables and the feedback aggregate."""
    connection.execute(delete(OverviewRollup))
    connection.execute(insert(OverviewRollup).from_select(COLUMNS, union_all(*_measures())))


def _measures() -> tuple[Select[Any], ...]:
    return (
        _feedback_whole("on_time", FeedbackRollup.closed_on_time, _closed()),
        _feedback_whole("satisfied", FeedbackRollup.satisfied, FeedbackRollup.received),
        _feedback_whole("accepted", FeedbackRollup.accepted, FeedbackRollup.received),
        _feedback_whole("dissatisfied", FeedbackRollup.dissatisfied, FeedbackRollup.received),
        _feedback_late(),
        _feedback_missing(),
        _targets_comparable(),
        _targets_counted(),
        _budget_lines(),
        _budget_total(),
        _pillar_scores(),
        _total_scores(),
        _dossiers(),
        _counted("tasks", "reported", Task, Task.reported_status),
        _counted("reports", "dated", ReportingDuty, ReportingDuty.due_day),
        _results_counted(),
    )


def _row(
    locality_id: Any,
    period_id: Any,
    subject: str,
    measure: str,
    *,
    item: Any = "",
    label: Any = "",
    detail: Any = "",
    numerator: Any = None,
    denominator: Any = None,
    value: Any = None,
    target: Any = None,
    position: Any = 0,
    source_id: Any = None,
) -> Select[Any]:
    """Select one kind of measure; plain values become literals, so that all selects fit one union."""
    given = (locality_id, period_id, subject, measure, item, label, detail, numerator, denominator, value, target)
    columns = [
        _typed(name, column) for name, column in zip(COLUMNS, (*given, position, source_id), strict=True)
    ]
    return select(*columns)


def _typed(name: str, column: Any) -> ColumnElement[Any]:
    """Label a column; unknowns are cast, since PostgreSQL gives a bare NULL of a union the type text."""
    kind = OverviewRollup.__table__.c[name].type
    if column is None:
        return cast(null(), kind).label(name)
    element: ColumnElement[Any] = literal(column) if isinstance(column, str | int) else column
    return element.label(name)


def _closed() -> ColumnElement[int]:
    return FeedbackRollup.closed_on_time + FeedbackRollup.closed_late


def _unit_address() -> ColumnElement[str]:
    """`code@valid_from`, the same text on both databases."""
    return Unit.code + literal("@") + cast(Unit.valid_from, TextType)


def _feedback_whole(measure: str, part: Any, whole: Any) -> Select[Any]:
    return _row(
        FeedbackRollup.locality_id,
        FeedbackRollup.period_id,
        "feedback",
        measure,
        numerator=func.sum(part),
        denominator=func.sum(whole),
        source_id=func.min(FeedbackRollup.source_id),
    ).group_by(FeedbackRollup.locality_id, FeedbackRollup.period_id)


def _feedback_late() -> Select[Any]:
    return _row(
        FeedbackRollup.locality_id,
        FeedbackRollup.period_id,
        "feedback",
        "late",
        item=_unit_address(),
        label=Unit.name,
        detail=case((Unit.kind.in_(COMMUNE_KINDS), "commune"), else_="office"),
        numerator=FeedbackRollup.closed_late,
        denominator=_closed(),
        source_id=FeedbackRollup.source_id,
    ).join(Unit, Unit.id == FeedbackRollup.unit_id)


def _feedback_missing() -> Select[Any]:
    """Communes of the period without a figure, where the locality has any: absent, not zero."""
    reporting = select(FeedbackRollup.locality_id, FeedbackRollup.period_id).distinct().subquery("reporting")
    has_row = aliased(FeedbackRollup)
    return (
        _row(
            reporting.c.locality_id,
            reporting.c.period_id,
            "feedback",
            "missing",
            item=_unit_address(),
            label=Unit.name,
        )
        .select_from(reporting)
        .join(Period, Period.id == reporting.c.period_id)
        .join(Unit, Unit.locality_id == reporting.c.locality_id)
        .outerjoin(has_row, and_(has_row.unit_id == Unit.id, has_row.period_id == Period.id))
        .where(
            has_row.unit_id.is_(None),
            Unit.kind.in_(COMMUNE_KINDS),
            Unit.valid_from < Period.ends_on,
            or_(Unit.valid_to.is_(None), Unit.valid_to >= Period.ends_on),
        )
    )


def _targets_comparable() -> Select[Any]:
    """Results of a period beside the target that they may be compared with; a rule judges later."""
    result_period, target_period = aliased(Period), aliased(Period)
    judged = case((result_period.ends_on <= target_period.starts_on, "baseline"), else_="within")
    return (
        _row(
            Target.locality_id,
            IndicatorValue.period_id,
            "targets",
            "comparable",
            item=Target.key + literal("/") + IndicatorValue.key,
            label=IndicatorValue.label,
            detail=judged + literal(" ") + Target.comparator + literal(" ") + Target.measure,
            numerator=IndicatorValue.numerator,
            denominator=IndicatorValue.denominator,
            value=IndicatorValue.value,
            target=Target.value,
            position=Target.id,
            source_id=IndicatorValue.source_id,
        )
        .join(TargetResult, TargetResult.target_id == Target.id)
        .join(IndicatorValue, IndicatorValue.id == TargetResult.indicator_value_id)
        .join(result_period, result_period.id == IndicatorValue.period_id)
        .join(target_period, target_period.id == Target.period_id)
    )


def _targets_counted() -> Select[Any]:
    """Targets still ahead of a period's start, and how many of them have a result to compare by its end."""
    shown, target_period, result_period = aliased(Period), aliased(Period), aliased(Period)
    comparable = (
        select(TargetResult.target_id)
        .join(IndicatorValue, IndicatorValue.id == TargetResult.indicator_value_id)
        .join(result_period, result_period.id == IndicatorValue.period_id)
        .where(TargetResult.target_id == Target.id, result_period.ends_on <= shown.ends_on)
        .exists()
    )
    return (
        _row(
            LocalityPeriod.locality_id,
            LocalityPeriod.period_id,
            "targets",
            "count",
            numerator=func.sum(case((comparable, 1), else_=0)),
            denominator=func.count(),
        )
        .select_from(LocalityPeriod)
        .join(shown, shown.id == LocalityPeriod.period_id)
        .join(Target, Target.locality_id == LocalityPeriod.locality_id)
        .join(target_period, and_(target_period.id == Target.period_id, target_period.ends_on > shown.starts_on))
        .group_by(LocalityPeriod.locality_id, LocalityPeriod.period_id)
    )


def _budget_lines() -> Select[Any]:
    return _row(
        BudgetLine.locality_id,
        BudgetLine.period_id,
        "budget",
        "line",
        item=BudgetLine.key,
        label=BudgetLine.name,
        numerator=BudgetLine.executed,
        denominator=BudgetLine.allocated,
        position=BudgetLine.id,
        source_id=BudgetLine.source_id,
    ).where(BudgetLine.kind == "line")


def _budget_total() -> Select[Any]:
    """The sum of the lines; what the source prints as a total is compared with it on the budget page."""
    return (
        _row(
            BudgetLine.locality_id,
            BudgetLine.period_id,
            "budget",
            "total",
            numerator=func.sum(BudgetLine.executed),
            denominator=func.sum(BudgetLine.allocated),
            source_id=func.min(BudgetLine.source_id),
        )
        .where(BudgetLine.kind == "line")
        .group_by(BudgetLine.locality_id, BudgetLine.period_id)
    )


def _pillar_scores() -> Select[Any]:
    return _row(
        OfficialScore.locality_id,
        OfficialScore.period_id,
        "pillars",
        "score",
        item=Pillar.code,
        label=Pillar.name,
        numerator=OfficialScore.rank,
        denominator=OfficialScore.units_ranked,
        value=OfficialScore.score,
        target=OfficialScore.max_score,
        position=Pillar.position,
        source_id=OfficialScore.source_id,
    ).join(Pillar, Pillar.id == OfficialScore.pillar_id)


def _total_scores() -> Select[Any]:
    return (
        _row(
            OfficialScore.locality_id,
            OfficialScore.period_id,
            "pillars",
            "total",
            item=OfficialScore.listing,
            label=Framework.name,
            detail=OfficialScore.rank_printed,
            numerator=OfficialScore.rank,
            denominator=OfficialScore.units_ranked,
            value=OfficialScore.score,
            target=Framework.max_score,
            source_id=OfficialScore.source_id,
        )
        .join(Framework, Framework.id == OfficialScore.framework_id)
        .where(OfficialScore.pillar_id.is_(None))
    )


def _dossiers() -> Select[Any]:
    """Closed early or on the day, of all that were returned."""
    return _row(
        DossierCount.locality_id,
        DossierCount.period_id,
        "dossiers",
        "on_time",
        numerator=DossierCount.closed_early + DossierCount.closed_on_time,
        denominator=DossierCount.returned,
        value=DossierCount.received,
        source_id=DossierCount.source_id,
    ).where(DossierCount.is_total.is_(True), DossierCount.returned.is_not(None))


def _counted(subject: str, measure: str, table: Any, present: Any) -> Select[Any]:
    """Count a locality's rows, and those with a value, under each of its periods: a plan spans them all."""
    return (
        _row(
            LocalityPeriod.locality_id,
            LocalityPeriod.period_id,
            subject,
            measure,
            numerator=func.count(present),
            denominator=func.count(),
        )
        .select_from(LocalityPeriod)
        .join(table, table.locality_id == LocalityPeriod.locality_id)
        .group_by(LocalityPeriod.locality_id, LocalityPeriod.period_id)
    )


def _results_counted() -> Select[Any]:
    """Results of the period, and how many of them come with numerator and denominator."""
    return _row(
        IndicatorValue.locality_id,
        IndicatorValue.period_id,
        "data",
        "results",
        numerator=func.count(IndicatorValue.denominator),
        denominator=func.count(),
    ).group_by(IndicatorValue.locality_id, IndicatorValue.period_id)
