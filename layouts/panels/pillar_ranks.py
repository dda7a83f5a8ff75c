"""Against whom: the rank of each pillar among the units ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash.development.base_component import Component

from data.contracts import Answer, Column
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel, Status
from layouts.figures.dots import Rank, ranks
from layouts.records import records
from layouts.shell.marks import big_figure
from layouts.shell.tables import table

_HEIGHT = 25
"""Rem for nine rows with labels of two lines."""

_LISTINGS: Mapping[str, str] = {"table": "bảng", "text": "lời văn"}
_TABLE = (
    Column("pillar_name", "text", "Trụ cột"),
    Column("rank", "int", "Hạng", "rank"),
    Column("units_ranked", "int", "Số đơn vị xếp hạng", "rank"),
    Column("score", "number", "Điểm", "points"),
    Column("max_score", "number", "Điểm tối đa", "points"),
    Column("line", "int", "Dòng văn bản"),
)


def draw(answer: Answer) -> Drawing:
    """Draw competition ranks as printed, in the framework's order, under the rank of the whole."""
    rows = records(answer)
    pillars = [row for row in rows if row["pillar_code"] is not None]
    totals = [row for row in rows if row["pillar_code"] is None]
    named = {**answer.values, "pillar_name": [row["pillar_name"] or _total_name(row) for row in rows]}
    return Drawing(
        headline=_headline(answer, pillars),
        note="Hạng như văn bản in; hạng 1 là tốt nhất",
        body=_whole(answer, totals) if totals else None,
        figure=ranks([_rank(row) for row in pillars]),
        table=table(_TABLE, named, caption="Hạng của từng trụ cột và hạng chung"),
    )


def _whole(answer: Answer, totals: Sequence[Mapping[str, Any]]) -> Component:
    """Show the rank of the whole large; where the document prints another one it stands beside it."""
    first, *others = totals
    status: Status | None = "conflict" if answer.facts["ranks_disagree"] else None
    said = [f"{_where(row)} in {_place(row)}" for row in others]
    context = "; ".join([_where(first), *said])
    label = f"Hạng chung, {wording.period(answer.period)}"
    tile = big_figure(str(first["rank"]), f"/{first['units_ranked']}", label, context, status)
    return html.Div(tile, className="lead-figure")


def _where(row: Mapping[str, Any]) -> str:
    """Say where the document prints a rank; what was entered without a document has no line."""
    line = "" if row["line"] is None else f" (dòng {row['line']})"
    return f"{_LISTINGS[row['listing']]}{line}"


def _total_name(row: Mapping[str, Any]) -> str:
    return f"Hạng chung, {_LISTINGS[row['listing']]}"


def _place(row: Mapping[str, Any]) -> str:
    return f"{row['rank']}/{row['units_ranked']}"


def _headline(answer: Answer, rows: Sequence[Mapping[str, Any]]) -> str:
    last, first = facts.ratio(answer, "last"), [row["pillar_name"] for row in rows if row["rank"] == 1]
    leading = f"đứng đầu ở {formats.join_names(first, 2, 'trụ cột')}" if first else ""
    if last and last.n:
        bottom = f"Xếp cuối ở {formats.count_pair(last)} trụ cột"
        return f"{bottom}, {leading}" if leading else bottom
    return leading[:1].upper() + leading[1:] if leading else "Không trụ cột nào xếp cuối"


def _rank(row: Mapping[str, Any]) -> Rank:
    place = _place(row)
    score = f"{formats.points(row['score'])}/{formats.points(row['max_score'])} điểm"
    return Rank(
        key=row["pillar_code"],
        label=row["pillar_name"],
        rank=row["rank"],
        ranked=row["units_ranked"],
        text=place,
        hover=f"{row['pillar_name']}: hạng {place}, {score}",
    )


PANEL = Panel(
    name="pillar_ranks",
    title="Đứng thứ mấy?",
    draw=draw,
    missing="Hạng do cơ quan đánh giá công bố cùng bảng điểm.",
    has_graph=True,
    graph_height=_HEIGHT,
    alt="Hạng của từng trụ cột trên thang từ hạng 1 đến hạng cuối",
    subject="scores",
)
