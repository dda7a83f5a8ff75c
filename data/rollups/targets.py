"""Targets beside the results that may be compared with them: the one way in which pages read both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Select, Subquery, Text, and_, cast, null, or_, select, union_all
from sqlalchemy.orm import aliased

from data.contracts import Request
from data.rollups.targets_cases import with_told
from data.rules.targets import Judgement, comparable_value, judge
from data.rules.told_targets import reported_or_told
from data.schema import (
    Indicator,
    IndicatorValue,
    Locality,
    Period,
    Pillar,
    Source,
    Target,
    TargetResult,
)

_BESIDE: Final = frozenset({"locality_id", "source_id", "minimum_total"})
"""Columns of `_ahead` that results are looked up and judged worth telling by: no part of an answer."""


def targets_with_results(request: Request) -> Select[Any]:
    """Select the targets still ahead as the period shown begins, with comparable results up to its end.

    Results are those that were reported, and what single cases of the period tell (`case_kind`, see
    `with_told`). A row a target, result and line of evidence: a target without a result comes once, one
    with a reported result once for its own clause and once for the result's. `one_a_result` takes the repeats
    out.
    """
    ahead = _ahead(request)
    targets = [column for column in ahead.c if column.name not in _BESIDE]
    rows = union_all(_reported(ahead, targets, request), with_told(ahead, targets, request)).subquery("both")
    return select(*rows.c)


def _ahead(request: Request) -> CTE:
    """Targets of the locality whose period has not ended as the period shown begins, read once for all."""
    ahead, shown = aliased(Period), aliased(Period)
    return (
        select(*_target_columns(ahead), Target.locality_id, Target.source_id, Indicator.minimum_total)
        .select_from(Target)
        .join(Locality, and_(Locality.id == Target.locality_id, Locality.slug == request.locality))
        .join(shown, shown.code == request.period)
        .join(ahead, and_(ahead.id == Target.period_id, ahead.ends_on > shown.starts_on))
        .join(Pillar, Pillar.id == Target.pillar_id)
        .join(Indicator, Indicator.id == Target.indicator_id)
        .cte("ahead")
    )


def _reported(ahead: CTE, targets: Sequence[ColumnElement[Any]], request: Request) -> Select[Any]:
    reported, measured, evidence = aliased(Period), aliased(Indicator), aliased(Source)
    known = _known_results(request)
    return (
        select(*targets, *_result_columns(measured, reported), evidence.id.label("evidence_id"))
        .select_from(ahead)
        .outerjoin(known, known.c.target_id == ahead.c.target_id)
        .outerjoin(IndicatorValue, IndicatorValue.id == known.c.indicator_value_id)
        .outerjoin(measured, measured.id == IndicatorValue.indicator_id)
        .outerjoin(reported, reported.id == IndicatorValue.period_id)
        .join(evidence, or_(evidence.id == ahead.c.source_id, evidence.id == IndicatorValue.source_id))
    )


def _known_results(request: Request) -> Subquery:
    """Pairs of target and comparable result that were reported by the end of the period shown."""
    reported = aliased(Period)
    end = select(Period.ends_on).where(Period.code == request.period).scalar_subquery()
    return (
        select(TargetResult.target_id, TargetResult.indicator_value_id)
        .join(IndicatorValue, IndicatorValue.id == TargetResult.indicator_value_id)
        .join(reported, reported.id == IndicatorValue.period_id)
        .where(reported.ends_on <= end)
        .subquery("known")
    )


def one_a_result(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Keep one row for each target and result, in the order of the headings, the clauses and the results.

    What cases tell comes behind what was reported.
    """
    unique = {(row["target_key"], row["result_key"]): row for row in reported_or_told(rows)}
    return sorted(unique.values(), key=_place)


def _place(row: Mapping[str, Any]) -> tuple[int, int, bool, int]:
    return row["pillar_position"], row["target_id"], row["case_kind"] is not None, row["result_id"] or 0


def judged(row: Mapping[str, Any]) -> Judgement:
    """Judge the target of a row by its result: "unknown" without one (domain.md section 2, verdicts)."""
    value = comparable_value(
        row["target_measure"],
        row["result_measure"] or "",
        row["result_value"],
        row["numerator"],
        row["denominator"],
    )
    result = (value, row["result_starts"], row["result_ends"])
    (judgement,) = judge(
        row["comparator"],
        row["target_value"],
        row["target_value_max"],
        row["target_starts"],
        None if row["is_standing"] else row["target_ends"],
        row["direction"],
        [result] if row["result_key"] else [],
    )
    return judgement


def _target_columns(ahead: type[Period]) -> list[Any]:
    return [
        Target.id.label("target_id"),
        Target.key.label("target_key"),
        Target.name.label("target_name"),
        Target.scope.label("target_scope"),
        Target.comparator,
        Target.comparator_printed,
        Target.value.label("target_value"),
        Target.value_max.label("target_value_max"),
        Target.value_printed.label("target_printed"),
        Target.measure.label("target_measure"),
        Target.measure_label,
        Target.due_on,
        Target.is_standing,
        Target.lead_units_printed.label("lead_units"),
        Target.note.label("target_note"),
        Indicator.code.label("indicator_code"),
        Indicator.direction,
        Pillar.code.label("pillar_code"),
        Pillar.name.label("pillar_name"),
        Pillar.position.label("pillar_position"),
        ahead.code.label("target_period"),
        ahead.starts_on.label("target_starts"),
        ahead.ends_on.label("target_ends"),
    ]


def _result_columns(measured: type[Indicator], reported: type[Period]) -> list[Any]:
    return [
        IndicatorValue.id.label("result_id"),
        IndicatorValue.key.label("result_key"),
        IndicatorValue.label.label("result_label"),
        IndicatorValue.scope.label("result_scope"),
        IndicatorValue.value.label("result_value"),
        IndicatorValue.numerator,
        IndicatorValue.denominator,
        measured.measure.label("result_measure"),
        reported.code.label("result_period"),
        reported.starts_on.label("result_starts"),
        reported.ends_on.label("result_ends"),
        cast(null(), Text).label("case_kind"),
    ]
