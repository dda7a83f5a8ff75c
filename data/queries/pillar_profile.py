"""Where one pillar stands: its points, rank and place in the ladder of lost points, and what is under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from sqlalchemy import ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.scores import official_scores
from data.rollups.stacking import stacked
from data.rules.scoring import Scored, competition_ranks, lost
from data.schema import Framework, IndicatorValue, Locality, Period, Pillar, Target, Task

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="pillar_profile",
    title="Trụ cột này đứng ở đâu?",
    columns=(
        Column("pillar_code", "text", "Mã nhóm"),
        Column("pillar_name", "text", "Nhóm nội dung"),
        Column("name_printed", "text", "Tên như in"),
        Column("section", "text", "Mục của văn bản"),
        Column("line", "int", "Dòng văn bản"),
        Column("results", "int", "Kết quả công bố", "cases"),
        Column("targets", "int", "Chỉ tiêu", "cases"),
        Column("tasks", "int", "Nhiệm vụ", "cases"),
        Column("parts", "int", "Nội dung của nhiệm vụ", "cases"),
        Column("score", "number", "Điểm", "points"),
        Column("max_score", "number", "Điểm tối đa", "points"),
        Column("rank", "int", "Hạng", "rank"),
        Column("units_ranked", "int", "Số đơn vị xếp hạng", "rank"),
        Column("lost", "number", "Điểm mất", "points"),
        Column("place", "int", "Thứ tự về điểm mất, 1 là mất nhiều nhất"),
    ),
    facts=("lost", "scored"),
)


def statement(request: Request) -> Select[Any]:
    """Select the heading with its counts, and the scores of all pillars, among which it has its place."""
    rows = stacked({"heading": _heading(request), "scores": official_scores(request)})
    return with_source(select(*rows.c).where(rows.c.pillar_code.is_not(None)), rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row, without points where none were published; no row for a heading that is not of the period.

    Facts: points that all pillars lost together, and how many of them have a score.
    """
    scores = {row["pillar_code"]: row for row in rows if row["part"] == "scores"}
    losses = _losses([Scored(code, row["score"], row["max_score"]) for code, row in scores.items()])
    places = dict(zip(losses, competition_ranks(list(losses.values())), strict=True))
    headings = [row for row in rows if row["part"] == "heading"]
    facts: dict[str, Fact] = {
        "lost": float(sum(losses.values(), Decimal(0))) if losses else None,
        "scored": len(losses),
    }
    return [_record(row, scores, losses, places) for row in headings], facts


def _losses(scored: Sequence[Scored]) -> dict[str, Decimal]:
    known = {row.key: lost(row.score, row.max_score) for row in scored}
    return {code: loss for code, loss in known.items() if loss is not None}


def _record(
    row: Row, scores: Mapping[str, Row], losses: Mapping[str, Decimal], places: Mapping[str, int | None]
) -> dict[str, Any]:
    code = row["pillar_code"]
    points = scores.get(code, {})
    named = ("score", "max_score", "rank", "units_ranked")
    return {
        **row,
        **{name: points.get(name) for name in named},
        "section": row["source_section"],
        "line": row["source_line"],
        "lost": float(losses[code]) if code in losses else None,
        "place": places.get(code),
    }


def _heading(request: Request) -> Select[Any]:
    """Select the heading of the framework that is valid in the period."""
    shown = aliased(Period)
    counts = {"results": _results(shown), "targets": _targets(shown)}
    levels = {"tasks": _tasks("task"), "parts": _tasks("content")}
    columns: list[Any] = [
        Pillar.code.label("pillar_code"),
        Pillar.name.label("pillar_name"),
        Pillar.name_printed,
        *(count.label(name) for name, count in (counts | levels).items()),
        Pillar.source_id.label("evidence_id"),
    ]
    return (
        select(*columns)
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
        .join(Pillar, and_(Pillar.framework_id == Framework.id, Pillar.code == request.pillar))
        .where(Locality.slug == request.locality)
    )


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


def _tasks(level: str) -> ScalarSelect[int]:
    """Tasks of the plan under this heading, or the parts that they consist of; they know no period."""
    return (
        select(func.count())
        .select_from(Task)
        .where(Task.locality_id == Locality.id, Task.pillar_code == Pillar.code, Task.level == level)
        .correlate(Pillar, Locality)
        .scalar_subquery()
    )
