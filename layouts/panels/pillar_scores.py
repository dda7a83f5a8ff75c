"""How many points each pillar reached of its maximum, and the total as printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash.development.base_component import Component

from data.contracts import Answer, Column
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel, Status
from layouts.figures.bullet import Bullet, bullet
from layouts.records import records
from layouts.shell.marks import big_figure
from layouts.shell.tables import table

_HEIGHT = 25
"""Rem for nine rows with labels of two lines."""

_LISTINGS: Mapping[str, str] = {"table": "bảng", "text": "lời văn"}
_TABLE = (
    Column("pillar_name", "text", "Trụ cột"),
    Column("score", "number", "Điểm", "points"),
    Column("max_score", "number", "Điểm tối đa", "points"),
    Column("share", "number", "Tỷ lệ đạt", "percent"),
    Column("place", "text", "Hạng"),
    Column("line", "int", "Dòng văn bản"),
)


def draw(answer: Answer) -> Drawing:
    """Draw the pillars in the framework's order under the total."""
    rows = records(answer)
    pillars = [row for row in rows if row["pillar_code"] is not None]
    return Drawing(
        headline=_headline(pillars),
        note=_note(answer),
        body=_total(answer, rows),
        figure=bullet([_bullet(row) for row in pillars]),
        table=_table(rows, answer),
    )


def _headline(pillars: Sequence[Mapping[str, Any]]) -> str:
    """Name the pillar with the smallest share of its maximum."""
    scored = [row for row in pillars if row["share"] is not None]
    if not scored:
        return "Chưa có điểm của trụ cột nào"
    worst = min(scored, key=lambda row: row["share"])
    pair = f"{formats.points(worst['score'])}/{formats.points(worst['max_score'])}"
    return f"{worst['pillar_name']} đạt thấp nhất: {formats.percent(worst['share'])} ({pair})"


def _note(answer: Answer) -> str:
    limit = facts.number(answer, "max_score")
    if not answer.facts["max_is_derived"] or limit is None:
        return "Điểm trên điểm tối đa của mỗi trụ cột"
    origin = f"{formats.points(limit)} là tổng {answer.facts['pillars']} mức tối đa, văn bản không in"
    return f"Điểm trên điểm tối đa của mỗi trụ cột; {origin}"


def _total(answer: Answer, rows: Sequence[Mapping[str, Any]]) -> Component | None:
    """Show the total large, with every rank that is printed for it."""
    total, limit = facts.number(answer, "total"), facts.number(answer, "max_score")
    if total is None or not limit:
        return None
    ranks = [_place(row) for row in rows if row["pillar_code"] is None and row["rank"] is not None]
    status: Status | None = "conflict" if answer.facts["ranks_disagree"] else None
    context = f"{formats.percent(total / limit)} · hạng {' và '.join(ranks)}"
    label = f"Tổng điểm, {wording.period(answer.period)}"
    tile = big_figure(formats.points(total), f"/{formats.points(limit)}", label, context, status)
    return html.Div(tile, className="lead-figure")


def _place(row: Mapping[str, Any]) -> str:
    """Write a rank with the part of the document that prints it."""
    return f"{row['rank']}/{row['units_ranked']} ({_LISTINGS[row['listing']]})"


def _bullet(row: Mapping[str, Any]) -> Bullet:
    score, limit = row["score"], row["max_score"]
    pair = f"{formats.points(score)}/{formats.points(limit)}"
    text = f"{pair} · {formats.percent(row['share'])}" if score is not None else formats.NO_FIGURES
    return Bullet(key=row["pillar_code"], label=row["pillar_name"], value=score, limit=limit or 1, text=text)


def _table(rows: Sequence[Mapping[str, Any]], answer: Answer) -> Component:
    """All that the document prints, both totals included, since they do not agree on the rank."""
    named = {
        **answer.values,
        "pillar_name": [row["pillar_name"] or f"Tổng theo {_LISTINGS[row['listing']]}" for row in rows],
        "place": [None if row["rank"] is None else f"{row['rank']}/{row['units_ranked']}" for row in rows],
        "is_total": [row["pillar_code"] is None for row in rows],
    }
    agrees = answer.facts["total_agrees"]
    checked = {True: "; tổng in khớp tổng các trụ cột", False: "; tổng in khác tổng các trụ cột"}
    said = checked[agrees] if isinstance(agrees, bool) else ""
    return table(_TABLE, named, caption=f"Điểm như văn bản in{said}", highlight="is_total")


PANEL = Panel(
    name="pillar_scores",
    title="Đạt bao nhiêu điểm?",
    draw=draw,
    missing="Văn bản không công bố điểm của kỳ này; nạp dti_scores.csv khi cơ quan đánh giá công bố.",
    has_graph=True,
    graph_height=_HEIGHT,
    alt="Thanh điểm của từng trụ cột trên điểm tối đa",
    subject="scores",
)
