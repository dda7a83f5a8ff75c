"""Dot plots: units or headings along one scale, and ranks along 1 to N."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts.figures import rows as shared
from layouts.theme import token

DOT = 11
"""Diameter of a dot in px."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A value on a common scale; None where unknown."""

    key: str
    label: str
    value: float | None
    text: str
    hover: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank out of the number ranked, 1 is best; None where not ranked."""

    key: str
    label: str
    rank: int | None
    ranked: int
    text: str
    hover: str = ""


def dots(values: Sequence[Dot], low: float, high: float) -> dict[str, Any]:
    """Draw values from `low` to `high`, highest first; equal ones in the order given, unknown ones last."""
    rows = sorted(values, key=lambda row: (row.value is None, -(row.value or 0)))
    room = (high - low) * 0.02
    return _plot(rows, [row.value for row in rows], (low, high), {"range": [low - room, high + room]})


def ranks(places: Sequence[Rank]) -> dict[str, Any]:
    """Draw ranks in the order given, first place on the left, the last of all ranked on the right."""
    last = max((row.ranked for row in places), default=1)
    ends = {"tickvals": [1, last], "ticktext": ["hạng 1", f"hạng {last}"]}
    scale = {"range": [0.6, last + 0.4], "visible": True, "showgrid": False, "showline": False, "side": "top"}
    figure = _plot(places, [row.rank for row in places], (1, last), {**scale, **ends})
    small = {"size": token("size-small"), "color": token("secondary")}
    figure["layout"]["xaxis"] |= {"tickfont": small, "ticks": "", "automargin": True}
    return figure


def _plot(
    rows: Sequence[Dot] | Sequence[Rank],
    places: Sequence[float | None],
    ends: tuple[float, float],
    scale: dict[str, Any],
) -> dict[str, Any]:
    """Draw a dot a row on a thin line between the scale's ends."""
    line = {"color": token("rule"), "width": 1}
    bed = {"type": "line", "layer": "below", "x0": ends[0], "x1": ends[1], "line": line}
    lines = [{**bed, "y0": row.key, "y1": row.key} for row in rows]
    marker = {"size": DOT, "color": token("accent"), "line": {"width": 0}}
    return {
        "data": [shared.points(rows, places, marker), *shared.sides(rows)],
        "layout": {**shared.layout(rows, scale), "shapes": lines},
    }
