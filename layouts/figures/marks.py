"""Signs of fixed size in pixels: the shape of a status, which a bar chart has no marker for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from layouts.drawing import Status
from layouts.theme import STATUS_COLOURS

_PATHS: Final[Mapping[Status, str]] = {
    "at_risk": "M-6,-5 L6,-5 L0,5.5 Z",
    "baseline": "M-8,-2.5 L3,-2.5 L3,2.5 L-8,2.5 Z M5,-6 L8,-6 L8,6 L5,6 Z",
    "off_target": "M-5,-5 L5,-5 L5,5 L-5,5 Z",
    "conflict": "M0,-6.5 L6.5,0 L0,6.5 L-6.5,0 Z",
}
_RADII: Final[Mapping[Status, float]] = {"on_target": 5.5, "unknown": 4.8}


def status_mark(status: Status, anchor: Mapping[str, Any], shift: float = 0) -> dict[str, Any]:
    """Draw the shape of a status (domain.md section 4) as a layout shape; its word must stand in a text.

    `anchor` holds xref, yref, xanchor and yanchor; `shift` moves the shape to the right, in px.
    """
    colour = STATUS_COLOURS[status]
    shape: dict[str, Any] = {"xsizemode": "pixel", "ysizemode": "pixel", **anchor}
    if status in _RADII:
        radius = _RADII[status]
        shape |= {"type": "circle", "x0": shift - radius, "x1": shift + radius, "y0": -radius, "y1": radius}
    else:
        shape |= {"type": "path", "path": _moved(_PATHS[status], shift)}
    if status == "unknown":
        return shape | {"line": {"width": 2, "color": colour}}
    return shape | {"fillcolor": colour, "line": {"width": 0}}


def _moved(path: str, right: float) -> str:
    """Move a path of absolute points by some pixels to the right."""
    steps = []
    for step in path.split():
        x, comma, y = step[1:].partition(",")
        steps.append(f"{step[0]}{float(x) + right:g},{y}" if comma else step)
    return " ".join(steps)
