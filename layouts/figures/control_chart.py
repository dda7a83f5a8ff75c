"""Run chart of a rate by month, with mean and control limits where there are points enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from layouts.figures.rows import CLEAR
from layouts.theme import token

_NAMES_PX: Final = 80
"""Room on the right for the names of the lines, which would lie over the last months."""
_ROOM: Final = 4.0
_WHOLE: Final = 100.0
"""Drawn in per cent: an axis of shares would write "95%", not "95 %"."""
_LABELLED: Final = 6
"""Every sixth month has its name on the axis: more do not fit on a phone."""


@dataclass(frozen=True, slots=True)
class Point:
    """One month: its share (0 to 1), None where it may not be judged; partial months are hollow."""

    label: str
    share: float | None
    hover: str
    is_partial: bool = False
    is_signal: bool = False
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Mean and limits of a share."""

    mean: float
    low: float
    high: float


def control_chart(points: Sequence[Point], band: Band | None) -> dict[str, Any]:
    """Draw the months in the order given; a month without a share breaks the line."""
    places = list(range(len(points)))
    heights = [None if point.share is None else _WHOLE * point.share for point in points]
    known = [height for height in heights if height is not None]
    low = min([*known, *([_WHOLE * band.low] if band else [])], default=0.0)
    high = max([*known, *([_WHOLE * band.high] if band else [])], default=_WHOLE)
    marked = places[::-1][::_LABELLED]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": places,
                "y": heights,
                "connectgaps": False,
                "line": {"color": token("accent"), "width": 1.5},
                "marker": _markers(points),
                "cliponaxis": False,
                "hovertext": [point.hover for point in points],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "showlegend": False,
            }
        ],
        "layout": {
            "font": {"family": token("font"), "size": token("size-small"), "color": token("ink")},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "margin": {"l": 0, "r": _NAMES_PX if band else 8, "t": 8, "b": 4, "pad": 4},
            "dragmode": False,
            "showlegend": False,
            "hovermode": "closest",
            "shapes": _lines(band) if band else [],
            "annotations": _names(band) if band else [],
            "xaxis": {
                "range": [-0.5, len(points) - 0.5],
                "tickvals": marked[::-1],
                "ticktext": [points[at].label for at in marked[::-1]],
                "tickangle": 0,
                "showgrid": False,
                "zeroline": False,
                "automargin": True,
                "fixedrange": True,
            },
            "yaxis": {
                "range": [max(0.0, low - _ROOM), min(_WHOLE + _ROOM / 2, high + _ROOM)],
                "ticksuffix": " %",
                "nticks": 5,
                "gridcolor": token("rule"),
                "zeroline": False,
                "automargin": True,
                "fixedrange": True,
            },
        },
    }


def _markers(points: Sequence[Point]) -> dict[str, Any]:
    """Signals are larger and told by shape as well; partial months are hollow."""
    colours = [token("negative" if point.is_bad else "accent") for point in points]
    fills = [
        token("surface") if point.is_partial else colour
        for point, colour in zip(points, colours, strict=True)
    ]
    return {
        "size": [11 if point.is_signal else 7 for point in points],
        "symbol": [
            "square" if point.is_bad else "diamond" if point.is_signal else "circle" for point in points
        ],
        "color": fills,
        "line": {"color": colours, "width": 1.5},
    }


def _lines(band: Band) -> list[dict[str, Any]]:
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "layer": "below"}
    styles = ((band.mean, "solid"), (band.low, "dash"), (band.high, "dash"))
    return [
        {
            **across,
            "y0": _WHOLE * at,
            "y1": _WHOLE * at,
            "line": {"color": token("secondary"), "width": 1, "dash": dash},
        }
        for at, dash in styles
    ]


def _names(band: Band) -> list[dict[str, Any]]:
    font = {"family": token("font"), "size": 11, "color": token("secondary")}
    words = (
        (band.mean, "trung bình", "middle"),
        (band.low, "giới hạn dưới", "top"),
        (band.high, "giới hạn trên", "bottom"),
    )
    return [
        {
            "xref": "paper",
            "x": 1,
            "xshift": 6,
            "y": _WHOLE * at,
            "text": text,
            "showarrow": False,
            "xanchor": "left",
            "yanchor": anchor,
            "font": font,
        }
        for at, text, anchor in words
    ]
