"""Small signs of fixed size in pixels (status shapes, swatches) and the key that explains them.

Plotly's own legend knows neither hatching nor a tick, and its swatches grow apart on wide screens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from layouts.drawing import Status
from layouts.figures.type import SMALL, width

Figure: TypeAlias = dict[str, Any]
Sign: TypeAlias = Literal["swatch", "hatch", "tick", "band", Status]

STATUS_WORDS: Final[Mapping[Status, str]] = {
    "on_target": "Đạt",
    "at_risk": "Nguy cơ",
    "baseline": "Khởi điểm",
    "off_target": "Chưa đạt",
    "unknown": "Chưa đủ số liệu",
    "conflict": "Số liệu mâu thuẫn",
}
"""Status in words (domain.md section 4)."""

STATUS_ROLES: Final[Mapping[Status, str]] = {
    "on_target": "positive",
    "at_risk": "caution",
    "baseline": "neutral",
    "off_target": "negative",
    "unknown": "neutral",
    "conflict": "conflict",
}
"""Status as a colour role; never without its shape and word."""

_PATHS: Final[Mapping[str, str]] = {
    "at_risk": "M-6,-5 L6,-5 L0,5.5 Z",
    "baseline": "M-8,-2.5 L3,-2.5 L3,2.5 L-8,2.5 Z M5,-6 L8,-6 L8,6 L5,6 Z",
    "conflict": "M0,-6.5 L6.5,0 L0,6.5 L-6.5,0 Z",
    "hatch": "M-8,-2 L-4,6 M-8,-6 L-2,6 M-5,-6 L1,6 M-2,-6 L4,6 M1,-6 L7,6 M4,-6 L8,2",
}
_BOXES: Final[Mapping[str, tuple[float, float]]] = {
    "on_target": (5.5, 5.5),
    "unknown": (4.8, 4.8),
    "off_target": (5, 5),
    "swatch": (8, 6),
    "tick": (1.5, 8),
    "band": (8, 2),
}
SIGN_WIDTH: Final = 16
ROW: Final = 20
"""Height of a row of the key in px."""

KEY_WIDTH: Final = 340
"""Room for a row of the key in px: what a phone 390 px wide leaves."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign and what it means; `role` is the colour role of the sign, empty for a heading without one."""

    sign: Sign
    role: str
    word: str


def sign(kind: Sign, role: str, anchor: Mapping[str, Any], shift: tuple[float, float] = (0, 0)) -> list[Figure]:
    """Draw one sign as pixel-sized shapes; `anchor` holds xref, yref, xanchor, yanchor, `shift` is in px."""
    if kind == "hatch":
        frame = _shape("swatch", anchor, shift, {"line": {"width": 1, "color": "token:rule"}})
        return [frame, _shape("hatch", anchor, shift, {"line": {"width": 1, "color": f"token:{role}"}})]
    if kind == "unknown":
        return [_shape(kind, anchor, shift, {"line": {"width": 2, "color": f"token:{role}"}})]
    return [_shape(kind, anchor, shift, {"fillcolor": f"token:{role}", "line": {"width": 0}})]


def status(kind: Status, anchor: Mapping[str, Any], shift: tuple[float, float] = (0, 0)) -> list[Figure]:
    """Draw a status in its own shape and colour."""
    return sign(kind, STATUS_ROLES[kind], anchor, shift)


def key(entries: Sequence[Entry], heading: str = "") -> tuple[list[Figure], list[Figure], int]:
    """Lay out a key under the plot, from the left, in as many rows as a phone needs.

    Gives shapes, annotations and the height in px to keep free as bottom margin.
    """
    shapes: list[Figure] = []
    words: list[Figure] = [word(heading, 0, -ROW / 2)] if heading else []
    x, row = (width(heading, SMALL) + 12 if heading else 0.0), 0
    for entry in entries:
        needed = SIGN_WIDTH + 5 + width(entry.word, SMALL)
        if x > 0 and x + needed > KEY_WIDTH:
            x, row = 0.0, row + 1
        y = -ROW * (row + 0.5)
        shapes += sign(entry.sign, entry.role, _BELOW, (x + SIGN_WIDTH / 2, y))
        words.append(word(entry.word, x + SIGN_WIDTH + 5, y))
        x += needed + 14
    return shapes, words, ROW * (row + 1)


_BELOW: Final[Mapping[str, Any]] = {"xref": "paper", "yref": "paper", "xanchor": 0, "yanchor": 0}


def word(text: str, x: float, y: float) -> Figure:
    """Write small grey words `x` px from the left edge of the plot and `y` px above its lower edge."""
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 0,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": x,
        "yshift": y,
        "showarrow": False,
        "font": {"size": SMALL, "color": "token:secondary"},
    }


def _shape(name: str, anchor: Mapping[str, Any], shift: tuple[float, float], style: Mapping[str, Any]) -> Figure:
    """Place a sign's outline in pixels around its anchor."""
    pixels = {"xsizemode": "pixel", "ysizemode": "pixel", **anchor, **style}
    if name in _PATHS:
        return {"type": "path", "path": _moved(_PATHS[name], shift), **pixels}
    wide, high = _BOXES[name]
    x, y = shift
    outline = "circle" if name in {"on_target", "unknown"} else "rect"
    return {"type": outline, "x0": x - wide, "x1": x + wide, "y0": y - high, "y1": y + high, **pixels}


def _moved(path: str, shift: tuple[float, float]) -> str:
    """Shift a path of absolute moves and lines by (x, y) px."""
    steps = []
    for step in path.split():
        if step == "Z":
            steps.append(step)
            continue
        x, y = (float(number) for number in step[1:].split(","))
        steps.append(f"{step[0]}{x + shift[0]:g},{y + shift[1]:g}")
    return " ".join(steps)
