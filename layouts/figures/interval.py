"""Interval lollipops: counts that the source leaves open between two bounds, out of a total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts.figures import rows as shared
from layouts.theme import token

DOT, END = 11, 18
"""Diameter of a known count's dot and height of an interval's ends in px."""


@dataclass(frozen=True, slots=True)
class Span:
    """A count known to lie between `low` and `high`, out of `total` (> 0); equal bounds: a known count."""

    key: str
    label: str
    low: int
    high: int
    total: int
    text: str
    hover: str = ""


def interval(rows: Sequence[Span]) -> dict[str, Any]:
    """Draw each row's bounds as shares of its total, on a scale from 0 to 100 %, in the order given."""
    lows = [round(row.low / row.total, 4) for row in rows]
    highs = [round(row.high / row.total, 4) for row in rows]
    scale = {"range": [-0.02, 1.02], "visible": True, "showgrid": False, "showline": False, "ticks": ""}
    ticks = {"tickvals": [0, 1], "ticktext": ["0", "100 %"], "tickangle": 0, "automargin": True}
    small = {"tickfont": {"size": token("size-small"), "color": token("secondary")}}
    placed = zip(rows, lows, highs, strict=True)
    shapes = [line for row, low, high in placed for line in _lines(row.key, low, high)]
    ends = _ends(rows)
    return {
        "data": [shared.points(rows, lows, ends), shared.points(rows, highs, ends), *shared.sides(rows)],
        "layout": {**shared.layout(rows, {**scale, **ticks, **small}), "shapes": shapes},
    }


def _ends(rows: Sequence[Span]) -> dict[str, Any]:
    """A dot for a known count, an upright stroke for each bound of an interval."""
    known = [row.low == row.high for row in rows]
    return {
        "symbol": ["circle" if one else "line-ns" for one in known],
        "size": [DOT if one else END for one in known],
        "opacity": 1,
        "color": token("accent"),
        "line": {"width": [0 if one else 3 for one in known], "color": token("accent")},
    }


def _lines(key: str, low: float, high: float) -> list[dict[str, Any]]:
    """Draw the whole scale as a thin track and the interval as a thick line on it."""
    place = {"type": "line", "layer": "below", "y0": key, "y1": key}
    track = {**place, "x0": 0, "x1": 1, "line": {"color": token("track"), "width": 6}}
    if low == high:
        return [track]
    return [track, {**place, "x0": low, "x1": high, "line": {"color": token("accent"), "width": 6}}]
