"""Where points were lost; without published points the way to what is known under each heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.lines import Line, lines
from layouts.shell.links import href, to_page
from layouts.shell.tables import table

Rows: TypeAlias = Sequence[Mapping[str, Any]]

_SCORED = ("pillar_name", "score", "max_score", "lost", "rank", "units_ranked")
_UNSCORED = ("pillar_name", "results", "targets")


def draw(answer: Answer) -> Drawing:
    """Draw each pillar's share of its maximum, most lost points first; or the headings in one paragraph."""
    rows = records(answer)
    return _scored(answer, rows) if answer.facts["is_scored"] else _headings(answer, rows)


def _scored(answer: Answer, rows: Rows) -> Drawing:
    worst = rows[0]
    lost = formats.points(facts.number(answer, "lost"))
    most = f"nhiều nhất ở {worst['pillar_name']} ({formats.points(worst['lost'])})"
    scored = [row for row in rows if row["score"] is not None]
    return Drawing(
        headline=f"Mất {lost} điểm, {most}",
        note="Thanh: điểm trên điểm tối đa · xếp theo điểm mất · bên phải là hạng",
        body=html.Div([lines([_line(row) for row in scored]), _onward(answer)]),
        table=_table(answer, _SCORED),
    )


def _line(row: Mapping[str, Any]) -> Line:
    return Line(
        label=[row["pillar_name"], html.Span(f"mất {formats.points(row['lost'])}", className="line-detail")],
        figure=f"{formats.points(row['score'])}/{formats.points(row['max_score'])}",
        words=f"{row['rank']}/{row['units_ranked']}" if row["rank"] else "",
        share=row["score"] / row["max_score"],
    )


def _onward(answer: Answer) -> Component:
    words = f"Xem {formats.counted(len(answer.locality.pillars), 'trụ cột')}"
    return html.P(html.Link(words, href=to_page("/pillars", answer.request), className="onward"))


def _headings(answer: Answer, rows: Rows) -> Drawing:
    """All headings of the framework, also those under which nothing is known."""
    known = {row["pillar_code"]: row for row in rows}
    pillars = [
        known.get(ref.code, {"pillar_code": ref.code, "pillar_name": ref.name})
        for ref in answer.locality.pillars
    ]
    counted = formats.counted(len(pillars), "nhóm nội dung")
    return Drawing(
        headline=f"Văn bản không công bố điểm trụ cột; xem {counted}",
        note=f"Số kết quả {wording.period(answer.period)} / số chỉ tiêu của mỗi nhóm",
        body=html.Ul([_heading(row, answer) for row in pillars], className="headings"),
        table=_table(answer, _UNSCORED),
    )


def _heading(row: Mapping[str, Any], answer: Answer) -> Component:
    address = href("/pillars", **{**answer.request.query(), "pillar": row["pillar_code"]})
    pair = f" {row.get('results', 0)}/{row.get('targets', 0)}"
    return html.Li([html.Link(row["pillar_name"], href=address), html.Span(pair, className="heading-counts")])


def _table(answer: Answer, names: Sequence[str]) -> Component:
    columns = [column for column in answer.question.columns if column.name in names]
    return table(columns, answer.values, caption=f"Trụ cột, {wording.period(answer.period)}")


PANEL = Panel(
    name="overview_pillars",
    title="Mất điểm ở trụ cột nào?",
    draw=draw,
    missing="Cần nạp điểm trụ cột do cơ quan đánh giá công bố, hoặc kết quả và chỉ tiêu của kế hoạch.",
    subject="scores",
)
