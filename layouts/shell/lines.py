"""Short lists on a hairline each: a name, perhaps a bar, a figure and a few words, all in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from layouts import elements as html
from layouts.drawing import Children
from layouts.shell.evidence import bar


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is about, its figure, words beside it; `share` (0 to 1) draws a bar."""

    label: Children
    figure: str = ""
    words: str = ""
    share: float | None = None
    is_marked: bool = False


def lines(rows: Sequence[Line]) -> Component:
    """List lines in the order given; a column that no line uses takes no room."""
    used = [name for name in ("share", "figure", "words") if any(_is_used(row, name) for row in rows)]
    kind = " ".join(["lines", *(f"with-{name}" for name in used)])
    return html.Ul([_line(row, used) for row in rows], className=kind)


def _is_used(row: Line, name: str) -> bool:
    return getattr(row, name) not in {None, ""}


def _line(row: Line, used: Sequence[str]) -> Component:
    cells: dict[str, Component] = {
        "share": html.Span() if row.share is None else bar(row.share),
        "figure": html.Span(row.figure, className="line-figure"),
        "words": html.Span(row.words, className="line-words"),
    }
    label = html.Span(row.label, className="line-label")
    kind = "line line-marked" if row.is_marked else "line"
    return html.Li([label, *(cells[name] for name in used)], className=kind)
