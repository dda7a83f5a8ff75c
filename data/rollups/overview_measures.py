"""What the overview's aggregate is made of: one select a measure, all of the same columns.

Subjects and their measures, n and N standing for `numerator` and `denominator`:

feedback  on_time, satisfied, accepted, dissatisfied: cases of all closed or received
          late, open_overdue (a unit): cases of all received; `detail` is the kind of unit
          missing (a commune): no figure in a period in which others have some
targets   count: targets that concern the period and have a comparable result, of all that concern it
budget    line, total: executed of allocated and adjusted, VND
pillars   score (a pillar), total (a place where it is printed): `value` of `target`, rank n of N
          results, targets (a pillar): n of them
dossiers  on_time: closed early or on the day of all returned; `value` is what was received
tasks     reported: with a reported status of all; due: the same of those owed by the period's end
reports   dated: duties with a day of all
data      results: with denominator of all; rate, share (a result in per cent): `detail` is what is printed;
          documents (a list of them): n
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, cast, func, literal, or_, select
from sqlalchemy import Text as TextType
from sqlalchemy.orm import aliased

from data.rollups.overview_rows import measure_row
from data.rules.targets import PERCENT
from data.schema import (
    COMMUNE_KINDS,
    BudgetLine,
    Document,
    DossierCount,
    FeedbackRollup,
    Framework,
    Indicator,
    IndicatorValue,
    Locality,
    LocalityPeriod,
    OfficialScore,
    Period,
    Pillar,
    ReportingDuty,
    Target,
    TargetResult,
    Task,
    Unit,
)


def measures() -> tuple[Select[Any], ...]:
    """Select every measure; together they fill the aggregate."""
    return (
        _feedback_whole("on_time", FeedbackRollup.closed_on_time, _closed()),
        _feedback_whole("satisfied", FeedbackRollup.satisfied, FeedbackRollup.received),
        _feedback_whole("accepted", FeedbackRollup.accepted, FeedbackRollup.received),
        _feedback_whole("dissatisfied", FeedbackRollup.dissatisfied, FeedbackRollup.received),
        _feedback_of_units("late", FeedbackRollup.closed_late),
        _feedback_of_units("open_overdue", FeedbackRollup.open_overdue),
        _feedback_missing(),
        _targets_counted(),
        _budget_lines(),
        _budget_total(),
        _pillar_scores(),
        _total_scores(),
        _results_under_pillars(),
        _targets_under_pillars(),
        _dossiers(),
        _counted("tasks", "reported", Task, Task.reported_status),
        _tasks_due(),
        _counted("reports", "dated", ReportingDuty, ReportingDuty.due_day),
        _results_counted(),
        _percentages(),
        _documents_counted(),
    )


def _closed() -> ColumnElement[Any]:
    return FeedbackRollup.closed_on_time + FeedbackRollup.closed_late


def _unit_address() -> ColumnElement[str]:
    """`code@valid_from`, the same text on both databases."""
    return Unit.code + literal("@") + cast(Unit.valid_from, TextType)


def _feedback_whole(measure: str, part: Any, whole: Any) -> Select[Any]:
    return measure_row(
        FeedbackRollup.locality_id,
        FeedbackRollup.period_id,
        "feedback",
        measure,
        numerator=func.sum(part),
        denominator=func.sum(whole),
        source_id=func.min(FeedbackRollup.source_id),
    ).group_by(FeedbackRollup.locality_id, FeedbackRollup.period_id)


def _feedback_of_units(measure: str, part: Any) -> Select[Any]:
    return measure_row(
        FeedbackRollup.locality_id,
        FeedbackRollup.period_id,
        "feedback",
        measure,
        item=_unit_address(),
        label=Unit.name,
        detail=Unit.kind,
        numerator=part,
        denominator=FeedbackRollup.received,
        source_id=FeedbackRollup.source_id,
    ).join(Unit, Unit.id == FeedbackRollup.unit_id)


def _feedback_missing() -> Select[Any]:
    """Communes of the period without a figure, where the locality has any: absent, not zero."""
    reporting = select(FeedbackRollup.locality_id, FeedbackRollup.period_id).distinct().subquery("reporting")
    has_row = aliased(FeedbackRollup)
    return (
        measure_row(
            reporting.c.locality_id,
            reporting.c.period_id,
            "feedback",
            "missing",
            item=_unit_address(),
            label=Unit.name,
            detail=Unit.kind,
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


def _targets_counted() -> Select[Any]:
    """Targets that had not ended when the period began, and those with a comparable result by its end."""
    shown, ahead, reported = aliased(Period), aliased(Period), aliased(Period)
    comparable = (
        select(TargetResult.target_id)
        .join(IndicatorValue, IndicatorValue.id == TargetResult.indicator_value_id)
        .join(reported, reported.id == IndicatorValue.period_id)
        .where(TargetResult.target_id == Target.id, reported.ends_on <= shown.ends_on)
        .correlate(Target, shown)
        .exists()
    )
    return (
        _of_periods(
            "targets",
            "count",
            numerator=func.sum(case((comparable, 1), else_=0)),
            denominator=func.count(),
            source_id=func.min(Target.source_id),
        )
        .join(shown, shown.id == LocalityPeriod.period_id)
        .join(Target, Target.locality_id == LocalityPeriod.locality_id)
        .join(ahead, and_(ahead.id == Target.period_id, ahead.ends_on > shown.starts_on))
    )


def _available() -> ColumnElement[Any]:
    """What may be spent: an adjustment that no source prints changes nothing."""
    return BudgetLine.allocated + func.coalesce(BudgetLine.adjusted, 0)


def _budget_lines() -> Select[Any]:
    return measure_row(
        BudgetLine.locality_id,
        BudgetLine.period_id,
        "budget",
        "line",
        item=BudgetLine.key,
        label=BudgetLine.name,
        numerator=BudgetLine.executed,
        denominator=_available(),
        position=BudgetLine.id,
        source_id=BudgetLine.source_id,
    ).where(BudgetLine.kind == "line")


def _budget_total() -> Select[Any]:
    """The sum of the lines; what the source prints as a total is compared with it on the budget page."""
    return (
        measure_row(
            BudgetLine.locality_id,
            BudgetLine.period_id,
            "budget",
            "total",
            numerator=_whole_sum(BudgetLine.executed),
            denominator=_whole_sum(_available()),
            source_id=func.min(BudgetLine.source_id),
        )
        .where(BudgetLine.kind == "line")
        .group_by(BudgetLine.locality_id, BudgetLine.period_id)
    )


def _whole_sum(amounts: Any) -> ColumnElement[int | None]:
    """Sum, or NULL where a part has no figure: a sum without it would be too small."""
    return case((func.count(amounts) == func.count(), func.sum(amounts)))


def _pillar_scores() -> Select[Any]:
    return (
        measure_row(
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
        )
        .join(Pillar, Pillar.id == OfficialScore.pillar_id)
        .where(_is_of_locality())
    )


def _is_of_locality() -> ColumnElement[bool]:
    """Whether a score is that of the locality itself: its communes have scores of their own."""
    own = select(Locality.unit_id).where(Locality.id == OfficialScore.locality_id).scalar_subquery()
    return OfficialScore.unit_id == own


def _total_scores() -> Select[Any]:
    return (
        measure_row(
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
        .where(OfficialScore.pillar_id.is_(None), _is_of_locality())
    )


def _results_under_pillars() -> Select[Any]:
    return (
        measure_row(
            IndicatorValue.locality_id,
            IndicatorValue.period_id,
            "pillars",
            "results",
            item=Pillar.code,
            label=Pillar.name,
            numerator=func.count(),
            position=Pillar.position,
            source_id=Pillar.source_id,
        )
        .join(Pillar, Pillar.id == IndicatorValue.pillar_id)
        .group_by(IndicatorValue.locality_id, IndicatorValue.period_id, Pillar.id)
    )


def _targets_under_pillars() -> Select[Any]:
    shown, ahead = aliased(Period), aliased(Period)
    pillar = {"item": Pillar.code, "label": Pillar.name, "position": Pillar.position}
    return (
        _of_periods("pillars", "targets", numerator=func.count(), source_id=Pillar.source_id, **pillar)
        .join(shown, shown.id == LocalityPeriod.period_id)
        .join(Target, Target.locality_id == LocalityPeriod.locality_id)
        .join(ahead, and_(ahead.id == Target.period_id, ahead.ends_on > shown.starts_on))
        .join(Pillar, Pillar.id == Target.pillar_id)
        .group_by(Pillar.id)
    )


def _dossiers() -> Select[Any]:
    """Closed early or on the day, of all that were returned."""
    return measure_row(
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
    counts = {"numerator": func.count(present), "denominator": func.count()}
    return _of_periods(subject, measure, **counts, source_id=func.min(table.source_id)).join(
        table, table.locality_id == LocalityPeriod.locality_id
    )


def _of_periods(subject: str, measure: str, **columns: Any) -> Select[Any]:
    """Select a measure of each period that a locality has figures in; the caller joins what is counted."""
    return (
        measure_row(LocalityPeriod.locality_id, LocalityPeriod.period_id, subject, measure, **columns)
        .select_from(LocalityPeriod)
        .group_by(LocalityPeriod.locality_id, LocalityPeriod.period_id)
    )


def _tasks_due() -> Select[Any]:
    """Tasks owed by the period's end; one without a date is owed from the beginning of the plan's period."""
    shown, covered = aliased(Period), aliased(Period)
    return (
        _counted("tasks", "due", Task, Task.reported_status)
        .join(shown, shown.id == LocalityPeriod.period_id)
        .join(Locality, Locality.id == LocalityPeriod.locality_id)
        .join(covered, covered.id == Locality.covered_period_id)
        .where(func.coalesce(Task.due_on, covered.starts_on) < shown.ends_on)
    )


def _results_counted() -> Select[Any]:
    """Results of the period, and how many of them come with numerator and denominator."""
    return measure_row(
        IndicatorValue.locality_id,
        IndicatorValue.period_id,
        "data",
        "results",
        numerator=func.count(IndicatorValue.denominator),
        denominator=func.count(),
        source_id=func.min(IndicatorValue.source_id),
    ).group_by(IndicatorValue.locality_id, IndicatorValue.period_id)


def _percentages() -> Select[Any]:
    """Results in per cent: a rate has a good direction, a share of a whole has none."""
    return (
        measure_row(
            IndicatorValue.locality_id,
            IndicatorValue.period_id,
            "data",
            case((Indicator.direction == "neutral", "share"), else_="rate"),
            item=IndicatorValue.key,
            label=IndicatorValue.label,
            detail=IndicatorValue.printed,
            numerator=IndicatorValue.numerator,
            denominator=IndicatorValue.denominator,
            value=IndicatorValue.value,
            position=IndicatorValue.id,
            source_id=IndicatorValue.source_id,
        )
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .where(Indicator.measure == PERCENT)
    )


def _documents_counted() -> Select[Any]:
    counted = {"numerator": func.count(), "source_id": func.min(Document.source_id)}
    return (
        _of_periods("data", "documents", item=Document.listing, **counted)
        .join(Document, Document.locality_id == LocalityPeriod.locality_id)
        .group_by(Document.listing)
    )
