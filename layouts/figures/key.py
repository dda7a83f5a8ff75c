"""The key of a picture: swatches and words of fixed size in pixels, in as many lines as a phone needs.

Plotly's own legend pushes its entries past the edge of a phone when it has a heading.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from layouts.theme import token

Figure = dict[str, Any]

TYPE: Final = 12
LINE: Final = 20
"""Height in px of a line of the key or the caption."""

WIDTH: Final = 350
"""Px that a line may take: what a phone 390 px wide leaves."""

SWATCH: Final = 14
_NEAR, _APART = 5, 10
_HIGH: Final = 6
_THIN: Final = frozenset("iljtrfI1 /.,-'·:")
_WIDE: Final = frozenset("mwMWOQĐ%")


@dataclass(frozen=True, slots=True)
class Entry:
    """A swatch and what it means; `hatched` draws lines over its colour."""

    word: str
    colour: str
    hatched: bool = False


def key(heading: str, entries: Sequence[Entry], *, width: int = WIDTH) -> Figure:
    """Set a heading and swatches above the plot, in lines of `width` px.

    Gives shapes, annotations and the top margin in px that they need.
    """
    places, line = [], 0
    x = 1 + (text_width(heading) + _APART if heading else 0)
    for entry in entries:
        needed = SWATCH + _NEAR + text_width(entry.word)
        if x > 1 and x + needed > width:
            x, line = 1, line + 1
        places.append((entry, x, line))
        x += needed + _APART
    shapes: list[Figure] = []
    words = [_word(heading, 0, line * LINE)] if heading else []
    for entry, left, at in places:
        above = (line - at) * LINE
        shapes += _swatch(entry, left, above + LINE / 2 + 1.5)
        words.append(_word(entry.word, left + SWATCH + _NEAR, above))
    return {"shapes": shapes, "annotations": words, "margin": (line + 1) * LINE + 4}


def caption(lines: Sequence[str]) -> Figure:
    """Set grey lines below the plot: annotation and the bottom margin that they need."""
    words = {**_WORD, "text": "<br>".join(lines), "y": 0, "yanchor": "top", "yshift": -4}
    return {"annotations": [words], "margin": len(lines) * LINE + 4}


def text_width(text: str) -> int:
    """Estimate the px that a line of type takes, rather too many than too few: the server has no font."""
    return round(sum(_advance(unicodedata.normalize("NFD", letter)[0]) for letter in text) * TYPE)


_WORD: Final[Figure] = {
    "xref": "paper",
    "yref": "paper",
    "x": 0,
    "xanchor": "left",
    "align": "left",
    "showarrow": False,
    "font": {"family": token("font"), "size": TYPE, "color": token("secondary")},
}


def _word(text: str, right: float, above: float) -> Figure:
    """Write words above the plot, shifted in px."""
    shift = {"xshift": right, "yshift": above, "y": 1, "yanchor": "bottom"}
    return {**_WORD, **shift, "text": text, "height": LINE}


def _swatch(entry: Entry, left: float, middle: float) -> list[Figure]:
    """Draw a swatch above the plot's upper left corner, in px."""
    corner = {"xref": "paper", "yref": "paper", "xanchor": 0, "yanchor": 1}
    pixels = {**corner, "xsizemode": "pixel", "ysizemode": "pixel"}
    sides = {"x0": left, "x1": left + SWATCH, "y0": middle - _HIGH, "y1": middle + _HIGH}
    line = {"width": 1 if entry.hatched else 0, "color": token("rule")}
    frame = {**pixels, **sides, "type": "rect", "fillcolor": entry.colour, "line": line}
    if not entry.hatched:
        return [frame]
    low, high, side = middle - _HIGH, middle + _HIGH, left + SWATCH
    strokes = [
        f"M{left:g},{middle:g} L{left + _HIGH:g},{high:g}",
        f"M{left + 1:g},{low:g} L{left + 1 + 2 * _HIGH:g},{high:g}",
        f"M{side - _HIGH:g},{low:g} L{side:g},{middle:g}",
    ]
    hatching = {"type": "path", "path": " ".join(strokes), "line": {"width": 1.2, "color": token("hatch")}}
    return [frame, {**pixels, **hatching}]


def _advance(letter: str) -> float:
    """Advance of a letter without its marks, in em, of the regular weight."""
    if letter in _THIN:
        return 0.33
    if letter in _WIDE:
        return 0.88
    return 0.72 if letter.isupper() else 0.6
