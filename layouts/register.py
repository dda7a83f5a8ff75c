"""Registers: long lists under headings, the rest of a long group folded, rows that stack on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from layouts import elements as html
from layouts import formats
from layouts.shell.evidence import Heading, TableRow

SPARED = 3
"""Rows that are not worth a fold of their own: a group is shown whole rather than without its last few."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `noun` counts those that are folded away: "Còn 13 nhiệm vụ"."""

    heading: str
    rows: tuple[TableRow, ...]
    noun: str = "dòng"


def register(headings: Sequence[Heading], groups: Sequence[Group], *, shown: int = 0) -> Component:
    """Set the groups under each other in columns of the same width; `shown` rows a group, 0 for all.

    A group is cut before a row of depth 0 only, so that parts stay with what they are parts of.
    """
    tables = [part for group in groups for part in _group(headings, group, shown)]
    return html.Div(tables, className="register", style=_labels(headings))


def _group(headings: Sequence[Heading], group: Group, shown: int) -> list[Component]:
    cut = _cut(group.rows, shown)
    first = _table(headings, group.rows[:cut], caption=group.heading)
    if cut == len(group.rows):
        return [first]
    hidden = sum(not row.depth for row in group.rows[cut:])
    rest = _table(headings, group.rows[cut:], caption=f"{group.heading} (tiếp)")
    summary = html.Summary(f"Còn {formats.counted(hidden, group.noun)}")
    return [first, html.Details([summary, rest], className="fold")]


def _cut(rows: Sequence[TableRow], shown: int) -> int:
    """Number of rows before the fold."""
    if not shown or len(rows) <= shown + SPARED:
        return len(rows)
    return next((at for at in range(shown, len(rows)) if not rows[at].depth), len(rows))


def _table(headings: Sequence[Heading], rows: Sequence[TableRow], *, caption: str) -> Component:
    """Make a table whose columns have the widths of the headings, in per cent."""
    widths = html.Colgroup([html.Col(style={"width": f"{each.share}%"}) for each in headings])
    names = [html.Th(each.label, scope="col", className=_alignment(each)) for each in headings]
    body = html.Tbody([_row(headings, row) for row in rows])
    content = [html.Caption(caption), widths, html.Thead(html.Tr(names)), body]
    return html.Table(content, className="figures")


def _row(headings: Sequence[Heading], row: TableRow) -> Component:
    first, *others = row.cells
    name = html.Th(first, scope="row", className=f"words depth-{row.depth}" if row.depth else "words")
    cells = [
        html.Td(cell, className=_alignment(heading))
        for heading, cell in zip(headings[1:], others, strict=True)
    ]
    return html.Tr([name, *cells])


def _labels(headings: Sequence[Heading]) -> dict[str, str]:
    """Hand the headings to the style sheet, which writes them before each cell where rows stack.

    Once for all cells: a label in each of them doubled the components of a list of 91 tasks.
    """
    return {f"--label-{at}": f'"{heading.label}:"' for at, heading in enumerate(headings, 1)}


def _alignment(heading: Heading) -> str:
    return "digits" if heading.is_figure else "words"
