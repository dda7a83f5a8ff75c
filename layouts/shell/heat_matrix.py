"""Heat matrix in HTML: rows by columns, each cell with its counts; too few cases are not coloured.

A table rather than a picture: its columns scroll on a phone, and a screen reader reads it cell by cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dash.development.base_component import Component

from layouts import elements as html
from layouts.drawing import Children
from layouts.shell.attributes import aria

STEPS: Final = (0.0, 0.05, 0.1, 0.2, 0.35)
"""Shares from which each of the five colours begins: our choice, for lateness."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One crossing: `share` (0 to 1) colours it, None where it may not be judged; `title` says more."""

    row: str
    column: str
    share: float | None
    text: str
    title: str


def heat_matrix(
    rows: Mapping[str, Children], columns: Mapping[str, str], cells: Sequence[Cell], *, caption: str
) -> Component:
    """Set cells by the keys of their rows and columns (key to label), in the order of the mappings."""
    found = {(cell.row, cell.column): cell for cell in cells}
    head = html.Thead(html.Tr([html.Th("", scope="col"), *(_heading(name) for name in columns.values())]))
    lines = [
        html.Tr([_name(name), *(_td(found.get((row, at))) for at in columns)]) for row, name in rows.items()
    ]
    body = html.Tbody(lines)
    table = html.Table([html.Caption(caption), head, body], className="figures heat")
    scroll = html.Div(table, className="table-scroll", role="region", tabIndex="0", **aria(label=caption))
    return html.Div([_key(), scroll])


def step(share: float) -> int:
    """Give the colour of a share: the last step that it reaches."""
    return max(at for at, low in enumerate(STEPS) if share >= low)


def _name(name: Children) -> Component:
    return html.Th(name, scope="row", className="words")


def _heading(name: str) -> Component:
    return html.Th(name, scope="col", className="digits")


def _td(cell: Cell | None) -> Component:
    """Write a cell's counts on its colour; where there were no cases it is empty."""
    if cell is None:
        return html.Td("", className="digits heat-none")
    kind = "heat-few" if cell.share is None else f"heat-{step(cell.share)}"
    return html.Td(cell.text, className=f"digits {kind}", title=cell.title)


def _key() -> Component:
    """Name the colours: the share from which each begins."""
    ends = [f"{_percent(low)}–{_percent(high)} %" for low, high in pairwise(STEPS)]
    words = [*ends, f"từ {_percent(STEPS[-1])} %"]
    swatches = [
        html.Span([html.Span(className=f"swatch heat-{at}"), word], className="heat-word")
        for at, word in enumerate(words)
    ]
    return html.P(["Tỷ lệ trễ hạn: ", *swatches], className="note heat-key")


def _percent(share: float) -> str:
    return f"{share * 100:g}"
