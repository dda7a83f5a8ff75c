"""Status by shape, word and colour (domain.md section 4), tiles of big figures, the list of exceptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash.development.base_component import Component

from layouts import elements as html
from layouts.drawing import Children, Status
from layouts.shell.attributes import aria

WORDS: Mapping[Status, str] = {
    "on_target": "Đạt",
    "at_risk": "Nguy cơ",
    "baseline": "Khởi điểm",
    "off_target": "Chưa đạt",
    "unknown": "Chưa đủ số liệu",
    "conflict": "Số liệu mâu thuẫn",
}

SIMULATED = "DỮ LIỆU MÔ PHỎNG"
"""What every view and export of an invented place carries (domain.md section 2)."""


def mark(status: Status, *, word: str | None = None) -> Component:
    """Show a status as shape and word; `word` may say more precisely what the status means here."""
    return html.Span(
        [shape(status, hidden=True), html.Span(word or WORDS[status], className="status-word")],
        className=f"status status-{status}",
    )


def shape(status: Status, *, hidden: bool = False) -> Component:
    """Show a status by its shape alone, named for screen readers; `hidden` where its word stands beside."""
    class_name = f"shape shape-{status}"
    if hidden:
        return html.Span(className=class_name, **aria(hidden="true"))
    return html.Span(className=class_name, role="img", title=WORDS[status], **aria(label=WORDS[status]))


def big_figure(
    value: str,
    unit: str,
    label: str,
    context: Children,
    status: Status | None = None,
    *,
    href: str = "",
) -> Component:
    """Show one figure large: what it is above, n/N or target below; `href` makes the label lead on."""
    name = html.Link(label, href=href) if href else label
    figure = [html.Span(value, className="tile-value"), html.Span(unit, className="tile-unit")]
    state: list[Component | str] = [mark(status), " · "] if status else []
    return html.Div(
        [
            html.H3(name, className="tile-label"),
            html.P(figure, className="tile-figure"),
            html.P([*state, html.Span(context, className="tile-context")], className="tile-foot"),
        ],
        className="tile",
    )


def tiles(figures: Sequence[Component]) -> Component:
    """Set big figures side by side, as many as the width allows."""
    return html.Div(list(figures), className="tiles")


def exceptions(rows: Sequence[Component]) -> Component:
    """List exceptions, worst first as given; without any, say so calmly."""
    return html.Ul(list(rows), className="exceptions") if rows else calm("Không có bất thường")


def calm(sentence: str = "Không có bất thường", detail: str = "") -> Component:
    """Say that nothing is off: a designed state, not an empty panel."""
    lines = [html.P(sentence, className="calm-sentence")]
    if detail:
        lines.append(html.P(detail, className="calm-detail"))
    return html.Div([shape("on_target", hidden=True), html.Div(lines)], className="calm")
