"""What pictures made of labelled rows share: names on the left, figures in words on the right, one scale.

Rows are told apart by their key: two communes of the same name stay two rows. Plotly measures the words on
both sides itself, so that nothing is cut when the reader enlarges the type.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Protocol, TypeAlias

from layouts.theme import token

Figure: TypeAlias = dict[str, Any]

WRAP: Final = 20
"""Characters of a label's line: a phone keeps a third of its width for the bars."""

ROW_REM: Final = 1.75
LINE_REM: Final = 0.8
BAR_REM: Final = 0.9
EDGES_REM: Final = 0.75
SCALE_REM: Final = 1.75

CLEAR: Final = "rgba(0,0,0,0)"
_NBSP: Final = "\N{NO-BREAK SPACE}"


class Row(Protocol):
    """What every row of such a picture has: identity, label and the words on its right."""

    @property
    def key(self) -> str:
        """Identity of the row, unique in a picture: a unit's address, an indicator's code."""

    @property
    def label(self) -> str:
        """Name of the row as printed."""

    @property
    def text(self) -> str:
        """The row's figure in words, ready to show, with n/N beside a percentage."""

    @property
    def hover(self) -> str:
        """What is said when the reader points at the row."""


def height(rows: Sequence[Row], *, scale: bool = False) -> float:
    """Height in rem that fits the rows, and with `scale` a legend or the ends of an axis."""
    return round(len(rows) * row_height(rows) + EDGES_REM + SCALE_REM * scale, 2)


def row_height(rows: Sequence[Row]) -> float:
    """Height of a row in rem: all get the room of the row with the most lines on either side."""
    most = max((max(wrapped(row.label).count("<br>"), row.text.count("<br>")) for row in rows), default=0)
    return ROW_REM + most * LINE_REM


@lru_cache(maxsize=4096)
def wrapped(label: str) -> str:
    """Break a label between words into as few lines of at most WRAP characters as it needs, evenly."""
    needed = len(_wrap(label, WRAP))
    tries = (_wrap(label, size) for size in range(1, WRAP + 1))
    return "<br>".join(next(lines for lines in tries if len(lines) <= needed))


def _wrap(label: str, size: int) -> list[str]:
    return textwrap.wrap(label, size, break_long_words=False, break_on_hyphens=False)


def layout(rows: Sequence[Row], scale: Mapping[str, Any], *, gap: int = 8) -> Figure:
    """Lay out labelled rows, first on top; `scale` completes the value axis, `gap` is px before the bars."""
    font = {"family": token("font"), "size": token("size-small"), "color": token("ink")}
    keys = [row.key for row in rows]
    side = {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": keys,
        "range": [len(rows) - 0.5, -0.5],
        "tickvals": keys,
        "ticks": "outside",
        "tickcolor": CLEAR,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "automargin": True,
        "fixedrange": True,
        "tickfont": font,
    }
    words = {"ticktext": [_apart(row.text) for row in rows], "side": "right", "overlaying": "y", "ticklen": 8}
    return {
        "font": font,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "margin": {"l": 0, "r": 0, "t": 4, "b": 4, "pad": 0},
        "dragmode": False,
        "showlegend": False,
        "hovermode": "closest",
        # Words before bars: with enlarged type on a phone, a bar may be short, a word may not be cut.
        "minreducedwidth": 24,
        "xaxis": {"visible": False, "fixedrange": True, "zeroline": False, **scale},
        "yaxis": {**side, "ticktext": [_apart(wrapped(row.label)) for row in rows], "ticklen": gap},
        "yaxis2": {**side, **words},
    }


def _apart(words: str) -> str:
    """Keep words off the edge of the picture: Plotly's measure of them is short by a pixel or two."""
    return "<br>".join(f"{_NBSP}{line}{_NBSP}" for line in words.split("<br>"))


def bars(
    rows: Sequence[Row],
    lengths: Sequence[float | None],
    colour: str | Sequence[str],
    *,
    thick: float = BAR_REM,
) -> Figure:
    """Make a trace of horizontal bars, one a row, `thick` rem thick, that says the row's hover text."""
    return {
        "type": "bar",
        "orientation": "h",
        "y": [row.key for row in rows],
        "x": list(lengths),
        "width": round(thick / row_height(rows), 3),
        "marker": {"color": colour if isinstance(colour, str) else list(colour), "line": {"width": 0}},
        "showlegend": False,
        **_spoken(rows),
    }


def points(rows: Sequence[Row], places: Sequence[float | None], marker: Mapping[str, Any]) -> Figure:
    """Make a trace of markers, one a row, that says the row's hover text."""
    return {
        "type": "scatter",
        "mode": "markers",
        "y": [row.key for row in rows],
        "x": list(places),
        "marker": dict(marker),
        "cliponaxis": False,
        "showlegend": False,
        **_spoken(rows),
    }


def sides(rows: Sequence[Row]) -> list[Figure]:
    """Make two traces of nothing: Plotly draws the words of a side only where a trace is tied to its axis."""
    nothing = {"type": "scatter", "mode": "markers", "x": [None], "showlegend": False, "hoverinfo": "skip"}
    return [{**nothing, "y": [row.key for row in rows[:1]], "yaxis": axis} for axis in ("y", "y2")]


def _spoken(rows: Sequence[Row]) -> Figure:
    """Say the row's hover text, and hand its key to whoever reacts to a click."""
    return {
        "customdata": [row.key for row in rows],
        "hovertext": [row.hover or f"{row.label}: {row.text}" for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def silent(trace: Figure) -> Figure:
    """Take a trace that only supports another out of hovering and clicking."""
    speech = {"customdata", "hovertext", "hovertemplate"}
    return {name: value for name, value in trace.items() if name not in speech} | {"hoverinfo": "skip"}
