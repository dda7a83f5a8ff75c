"""Evidence in HTML: bars, bullets, and tables whose cells hold links and marks.

For lists whose length the data decides; a Plotly picture has the height that its frame was given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from layouts import elements as html
from layouts.drawing import Children, Status
from layouts.shell.attributes import aria, data
from layouts.shell.marks import shape

_DEEPEST = 4
"""Deepest level that the style sheet indents."""
_SILENT = aria(hidden="true")


@dataclass(frozen=True, slots=True)
class Heading:
    """Heading of a column; figures are set flush right. `share`: per cent of a group's width, 0 the rest."""

    label: str
    is_figure: bool = False
    share: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells of one row, the first of which names it; `depth` indents it, totals are bold."""

    cells: tuple[Children, ...]
    depth: int = 0
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Bullet:
    """A measure and its target as shares of one scale (0 to 1), with name, words and status."""

    label: Children
    share: float
    target: float | None
    words: str
    detail: Children
    status: Status


def bar(share: float, *, target: float | None = None, is_judged: bool = True) -> Component:
    """Draw a bar on its track, with a tick at its target; decoration, for its figure stands beside it.

    Shares are fractions of the track; what exceeds it is cut at its end. `is_judged` False is neutral:
    a measure that no verdict may be given on.
    """
    kind = "bar-fill" if is_judged else "bar-fill bar-fill-neutral"
    parts = [html.Div(className=kind, style={"width": _length(share)})]
    if target is not None:
        parts.append(html.Div(className="bar-target", style={"left": _length(target)}))
    return html.Div(parts, className="bar", **_SILENT)


def bullets(rows: Sequence[Bullet]) -> Component:
    """List measures against their targets, in the order given."""
    return html.Ul([_bullet(row) for row in rows], className="bullets")


def evidence_table(
    headings: Sequence[Heading],
    rows: Sequence[TableRow],
    *,
    caption: str,
    is_group: bool = False,
    is_stacked: bool = False,
) -> Component:
    """Show rows of components as a table; `is_group` sets the caption as the heading of a group.

    With `is_stacked` each row is a block of its own on a phone, every figure beside its heading.
    """
    head = html.Thead(
        html.Tr([html.Th(each.label, scope="col", className=_alignment(each)) for each in headings])
    )
    named = [_attributes(each, is_stacked=is_stacked) for each in headings]
    lines: list[Any] = [_row(row, named) for row in rows]
    kind, widths = ("group", [_widths(headings)]) if is_group else ("single", [])
    kinds = f"figures evidence {kind}{' stacked' if is_stacked else ''}"
    content = html.Table([html.Caption(caption), *widths, head, html.Tbody(lines)], className=kinds)
    return html.Div(content, className="table-scroll", role="region", tabIndex="0", **aria(label=caption))


def groups(tables: Sequence[Component]) -> Component:
    """Set the tables of several headings in as many columns as the width allows."""
    return html.Div(list(tables), className="groups")


def checks(said: Sequence[Component]) -> Component:
    """Set side by side what was compared and how it came out."""
    return html.Div(list(said), className="checks")


def aside(text: Children) -> Component:
    """Add small grey words under a cell's own."""
    return html.Div(text, className="aside")


def _bullet(row: Bullet) -> Component:
    words = [html.Span(row.words, className="bullet-words"), html.Span(row.detail, className="aside")]
    return html.Li(
        [
            html.Div([shape(row.status), html.Div(row.label)], className="bullet-label"),
            bar(row.share, target=row.target, is_judged=row.status not in {"baseline", "unknown"}),
            html.Div(words, className="bullet-text"),
        ],
        className="bullet",
    )


def _attributes(heading: Heading, *, is_stacked: bool) -> dict[str, Any]:
    """Give what every cell under a heading has."""
    return {"className": _alignment(heading), **(data(heading=heading.label) if is_stacked else {})}


def _row(row: TableRow, named: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    indent = f" depth-{min(row.depth, _DEEPEST)}" if row.depth else ""
    name = html.written("Th", row.cells[0], scope="row", className=f"{named[0]['className']}{indent}")
    cells = zip(row.cells[1:], named[1:], strict=True)
    others = [html.written("Td", cell, **attributes) for cell, attributes in cells]
    return html.written("Tr", [name, *others], className="total" if row.is_total else "")


def _widths(headings: Sequence[Heading]) -> Component:
    """Give all groups of a panel columns of the same width, in per cent."""
    return html.Colgroup(
        [html.Col(style={"width": f"{each.share}%"} if each.share else {}) for each in headings]
    )


def _alignment(heading: Heading) -> str:
    return "digits" if heading.is_figure else "words"


def _length(share: float) -> str:
    return f"{round(100 * min(max(share, 0.0), 1.0), 2):g}%"
