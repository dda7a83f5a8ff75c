"""Against whom: the rank of each pillar among the units ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.contracts import Answer, Column
from layouts import facts, formats
from layouts.drawing import Drawing, Panel
from layouts.figures.dots import Rank, ranks
from layouts.records import records
from layouts.shell.tables import table

_TABLE = (
    Column("pillar_name", "text", "Trụ cột"),
    Column("rank", "int", "Hạng", "rank"),
    Column("units_ranked", "int", "Số đơn vị xếp hạng", "rank"),
    Column("score", "number", "Điểm", "points"),
    Column("max_score", "number", "Điểm tối đa", "points"),
)


def draw(answer: Answer) -> Drawing:
    """Draw competition ranks as printed, in the framework's order."""
    rows = records(answer)
    return Drawing(
        headline=_headline(answer, rows),
        note="Hạng như văn bản in; hạng 1 là tốt nhất",
        figure=ranks([_rank(row) for row in rows]),
        table=table(_TABLE, answer.frame, caption="Hạng của từng trụ cột"),
    )


def _headline(answer: Answer, rows: Sequence[Mapping[str, Any]]) -> str:
    last, first = facts.ratio(answer, "last"), [row["pillar_name"] for row in rows if row["rank"] == 1]
    leading = f"đứng đầu ở {formats.join_names(first, 2, 'trụ cột')}" if first else ""
    if last and last.n:
        bottom = f"Xếp cuối ở {formats.count_pair(last)} trụ cột"
        return f"{bottom}, {leading}" if leading else bottom
    return leading[:1].upper() + leading[1:] if leading else "Không trụ cột nào xếp cuối"


def _rank(row: Mapping[str, Any]) -> Rank:
    place = f"{row['rank']}/{row['units_ranked']}"
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
    graph_height=19,
    alt="Hạng của từng trụ cột trên thang từ hạng 1 đến hạng cuối",
    subject="scores",
)
