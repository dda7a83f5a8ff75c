"""The frame of a panel: the same slots in each, so that one pattern-matching callback fills them all."""

from __future__ import annotations

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.ids import dom_id, slot
from layouts.shell.attributes import aria, data
from layouts.shell.provenance import dot

_GRAPH_CONFIG: Any = {
    "displayModeBar": False,
    "responsive": True,
    "locale": "vi",
    "doubleClick": False,
    "scrollZoom": False,
}

_EMPTY_FIGURE = {
    "data": [],
    "layout": {
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    },
}
"""Stands until the first answer: without it Plotly would flash a pair of axes."""


def frame(panel: Panel, request: Request, *, columns: int = 12, tall: bool = False) -> Component:
    """Mount a panel's slots, waiting to be filled; `columns` of twelve wide, `tall` over two rows."""
    name = panel.name
    picture = [_picture(panel)] if panel.has_graph else []
    return html.Section(
        [
            dcc.Store(id=slot(name, "request"), data=request.query()),
            dcc.Store(id=slot(name, "figure")),
            html.H2(panel.title, id=slot(name, "headline"), className="headline"),
            html.P(id=slot(name, "note"), className="note"),
            *picture,
            html.Div(id=slot(name, "body"), className="panel-body"),
            _table_behind(name),
            _provenance_line(name),
        ],
        id=name,
        className=" ".join(["panel", f"span-{columns}", *(["tall"] if tall else [])]),
        **aria(label=panel.title, busy="true"),
        **data(panel=name),
    )


def _picture(panel: Panel) -> Component:
    graph = dcc.Graph(
        id=slot(panel.name, "graph"),
        figure=_EMPTY_FIGURE,
        config=_GRAPH_CONFIG,
        responsive=True,
        style={"height": f"{panel.graph_height:g}rem"},
    )
    # What the chart is, from the panel; what it shows, from the headline that is computed with it.
    said = aria(label=panel.alt or panel.title, describedby=dom_id(panel.name, "headline"))
    return html.Div(graph, className="picture", role="img", **said)


def _table_behind(name: str) -> Component:
    return html.Details(
        [html.Summary("Xem bảng số liệu"), html.Div(id=slot(name, "table"), className="behind-table")],
        className="behind",
    )


def _provenance_line(name: str) -> Component:
    """Three times: period and update come from the server, the time of display from the browser's clock."""
    shown = html.Span([dot(), "hiển thị lúc ", html.Span(id=slot(name, "shown-at"))], className="shown")
    sources = html.Div(id=slot(name, "footer"), className="provenance")
    return html.Footer([sources, shown], className="panel-foot")
