"""Which figures are kept of a unit itself: scores, results by heading, dossiers by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.stacking import stacked
from data.rollups.units import is_chosen
from data.rules.conflicts import ranks_disagree
from data.schema import DossierCount, Indicator, IndicatorValue, OfficialScore, Period, Pillar, Unit

Row: TypeAlias = Mapping[str, Any]

SCORE, RESULT, DOSSIERS = "score", "result", "dossiers"
_ORDER = (SCORE, RESULT, DOSSIERS)

REACH: Reach = "unit"

QUESTION = Question(
    name="unit_figures",
    title="Có số liệu nào của riêng đơn vị?",
    columns=(
        Column("part", "text", "Loại số liệu"),
        Column("heading", "text", "Nhóm"),
        Column("label", "text", "Số liệu"),
        Column("indicator_code", "text", "Mã chỉ số"),
        Column("scope", "text", "Phạm vi"),
        Column("printed", "text", "Như in"),
        Column("value", "number", "Giá trị"),
        Column("measure", "text", "Loại đơn vị tính"),
        Column("measure_label", "text", "Đơn vị tính"),
        Column("numerator", "int", "n", "cases"),
        Column("denominator", "int", "N", "cases"),
        Column("max_score", "number", "Điểm tối đa", "points"),
        Column("rank", "int", "Hạng", "rank"),
        Column("units_ranked", "int", "Số đơn vị xếp hạng", "cases"),
        Column("listing", "text", "In ở đâu"),
        Column("is_conflict", "flag", "Hạng in khác nhau"),
    ),
    facts=(SCORE, RESULT, DOSSIERS),
)


def statement(request: Request) -> Select[Any]:
    """Select what is kept of the unit in the period."""
    both = stacked({SCORE: _scores(request), RESULT: _results(request), DOSSIERS: _dossiers(request)})
    return with_source(select(*both.c), both.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Scores, then results by heading, then dossiers, each in printed order. Facts: how many of each.

    A total that is printed with different ranks is a conflict: both are kept and marked.
    """
    ordered = sorted(rows, key=lambda row: (_ORDER.index(row["part"]), row["position"] or 0, row["row_id"]))
    counts = Counter(row["part"] for row in rows)
    differ = ranks_disagree(row["rank"] for row in rows if _is_total(row))
    records = [{**row, "is_conflict": differ and _is_total(row)} for row in ordered]
    return records, {part: counts[part] for part in _ORDER}


def _is_total(row: Row) -> bool:
    return row["part"] == SCORE and row["label"] is None


def _of_unit(request: Request, table: Any, *columns: Any) -> Select[Any]:
    """Select rows of a fact table about the unit in the period."""
    return (
        select(*columns, table.id.label("row_id"), table.source_id.label("evidence_id"))
        .select_from(table)
        .join(Unit, Unit.id == table.unit_id)
        .join(Period, Period.id == table.period_id)
        .where(is_chosen(request), Period.code == request.period)
    )


def _scores(request: Request) -> Select[Any]:
    return _of_unit(
        request,
        OfficialScore,
        Pillar.name.label("label"),
        Pillar.position,
        OfficialScore.score_printed.label("printed"),
        OfficialScore.score.label("value"),
        OfficialScore.max_score,
        OfficialScore.rank,
        OfficialScore.units_ranked,
        OfficialScore.listing,
    ).outerjoin(Pillar, Pillar.id == OfficialScore.pillar_id)


def _results(request: Request) -> Select[Any]:
    return (
        _of_unit(
            request,
            IndicatorValue,
            Pillar.name.label("heading"),
            Pillar.position,
            IndicatorValue.label,
            Indicator.code.label("indicator_code"),
            IndicatorValue.scope,
            IndicatorValue.printed,
            IndicatorValue.value,
            Indicator.measure,
            Indicator.measure_label,
            IndicatorValue.numerator,
            IndicatorValue.denominator,
        )
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .join(Pillar, Pillar.id == IndicatorValue.pillar_id)
    )


def _dossiers(request: Request) -> Select[Any]:
    """Dossiers by field; `numerator` of `denominator` are those closed early or on the day, where known."""
    return _of_unit(
        request,
        DossierCount,
        DossierCount.field.label("label"),
        DossierCount.position,
        DossierCount.received_printed.label("printed"),
        DossierCount.received.label("value"),
        (DossierCount.closed_early + DossierCount.closed_on_time).label("numerator"),
        DossierCount.returned.label("denominator"),
    )
