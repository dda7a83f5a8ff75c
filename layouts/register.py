"""Registers: long lists under headings, the rest of a long group folded, rows that stack on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dash import html
from dash.development.base_component import Component

from layouts import formats
from layouts.shell.evidence import Heading, TableRow, evidence_table

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
    return html.Div(tables, className="register")


def _group(headings: Sequence[Heading], group: Group, shown: int) -> list[Component]:
    rows = [replace(row, cells=_labelled(headings, row)) for row in group.rows]
    cut = _cut(group.rows, shown)
    first = evidence_table(headings, rows[:cut], caption=group.heading, is_group=True)
    if cut == len(rows):
        return [first]
    hidden = sum(not row.depth for row in rows[cut:])
    rest = evidence_table(headings, rows[cut:], caption=f"{group.heading} (tiếp)", is_group=True)
    summary = html.Summary(f"Còn {formats.counted(hidden, group.noun)}")
    return [first, html.Details([summary, rest], className="fold")]


def _cut(rows: Sequence[TableRow], shown: int) -> int:
    """Number of rows before the fold."""
    if not shown or len(rows) <= shown + SPARED:
        return len(rows)
    return next((at for at in range(shown, len(rows)) if not rows[at].depth), len(rows))


def _labelled(headings: Sequence[Heading], row: TableRow) -> tuple[Component, ...]:
    """Put its heading before each cell: seen where rows stack and the head of the table is gone."""
    first, *others = row.cells
    named = [
        html.Div([html.Span(f"{heading.label}: ", className="cell-label"), html.Div(cell, className="cell")])
        if cell
        else html.Div()
        for heading, cell in zip(headings[1:], others, strict=True)
    ]
    return (html.Div(first), *named)
