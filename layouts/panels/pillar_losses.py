"""Where points are lost, largest loss first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash.development.base_component import Component

from data.contracts import Answer, Column
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.figures.ladder import Loss, ladder
from layouts.records import records
from layouts.shell.marks import big_figure
from layouts.shell.tables import table

_NAMED = 3
"""Losses that the headline sums up."""

_HEIGHT = 25
"""Rem for nine rows with labels of two lines."""

_WORDS: Mapping[int, str] = {2: "hai", 3: "ba"}
_TABLE = (
    Column("pillar_name", "text", "Trụ cột"),
    Column("lost", "number", "Điểm mất", "points"),
    Column("of_lost", "number", "Trong tổng điểm mất", "percent"),
    Column("score", "number", "Điểm", "points"),
    Column("max_score", "number", "Điểm tối đa", "points"),
    Column("rank", "int", "Hạng", "rank"),
)


def draw(answer: Answer) -> Drawing:
    """Draw the ladder of losses under their sum; a first place that still loses points says so."""
    rows = records(answer)
    return Drawing(
        headline=_headline(answer, rows),
        note="Điểm mất = điểm tối đa − điểm; xếp theo thứ tự bàn cải thiện",
        body=_whole(answer),
        figure=ladder([_loss(row) for row in rows]),
        table=table(_TABLE, answer.values, caption="Điểm mất của từng trụ cột, nhiều nhất trước"),
    )


def _whole(answer: Answer) -> Component | None:
    total, limit = facts.number(answer, "lost"), facts.number(answer, "max_score")
    if total is None or not limit:
        return None
    label = f"Điểm mất, {wording.period(answer.period)}"
    context = f"{formats.percent(total / limit)} số điểm tối đa"
    return html.Div(
        big_figure(formats.points(total), f"/{formats.points(limit)}", label, context),
        className="lead-figure",
    )


def _headline(answer: Answer, rows: Sequence[Mapping[str, Any]]) -> str:
    """Sum up the largest losses: where most can be won."""
    total = facts.number(answer, "lost")
    if not total:
        return "Không mất điểm nào"
    largest = [row["lost"] for row in rows if row["lost"]][:_NAMED]
    whole = f"Mất {formats.points(total)} điểm"
    if len(largest) not in _WORDS:
        return whole
    part = f"{formats.points(round(sum(largest), 2))}/{formats.points(total)}"
    share = formats.percent(sum(largest) / total)
    return f"{whole}; {_WORDS[len(largest)]} trụ cột chiếm {share} ({part})"


def _loss(row: Mapping[str, Any]) -> Loss:
    lost, rank = row["lost"], row["rank"]
    text = formats.NO_FIGURES if lost is None else formats.points(lost)
    if lost and rank == 1:
        text = f"{text} · hạng 1"
    reached = f"đạt {formats.points(row['score'])}/{formats.points(row['max_score'])}"
    hover = f"{row['pillar_name']}: mất {formats.points(lost)} điểm, {reached}"
    return Loss(key=row["pillar_code"], label=row["pillar_name"], lost=lost, text=text, hover=hover)


PANEL = Panel(
    name="pillar_losses",
    title="Mất điểm ở đâu?",
    draw=draw,
    missing="Điểm mất tính từ điểm và điểm tối đa được công bố.",
    has_graph=True,
    graph_height=_HEIGHT,
    alt="Điểm mất của từng trụ cột, nhiều nhất ở trên",
    subject="scores",
)
