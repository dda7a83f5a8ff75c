"""Where a unit's label fits inside its outline, and in how many lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

FIGURE = "00/00"
"""The widest figure that is set under a name."""

NO_FIGURE = ("chưa có", "số liệu")
"""What is set under the name of a unit without a figure."""

CAPITAL, SMALL, THIN, WIDE = 0.75, 0.62, 0.36, 0.9
"""Advances in em of Be Vietnam Pro SemiBold, the widest weight in use, marks not counted."""

LETTER = "M"
"""As wide as what stands in a unit without room for its name; the name follows below the map."""

LINE = 1.3
"""Distance of two lines in em, as the plotting library stacks them."""

BODY = 1.15
"""Height in em from the top of a marked capital to the bottom of a descender."""

CLEAR = 0.25
"""Room kept free between a line of type and the outline on each side, in em."""

CENTRAL = 0.15
"""Clearance that a label gives up for being nearer to the outline's middle, as a part of the distance."""

GRID = 34

Line = tuple[float, float]
"""Half the width of a line of type and its height above the label's centre, in em."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A label's centre in the plane's units, its name as broken into lines, and the lines that fit below it.

    `below` is 2 ("chưa có", "số liệu"), 1 ("3/6") or 0. Where no name fits, `text` is empty and the centre
    is good for a letter.
    """

    x: float
    y: float
    text: str
    below: int


def place(outline: Any, name: str, em: float) -> Spot:
    """Find where `name` and the most lines under it fit into `outline` (planar polygon), type `em` high.

    Unlike a centroid or a pole of inaccessibility the point knows that labels lie and avoids the notch
    that a small neighbour cuts out; where no name fits, the pole of inaccessibility is taken.
    """
    shapely.prepare(outline)
    points = _grid(outline)
    for text, below in _forms(name):
        best = _freest(outline, points, _lines(text, below), em)
        if best is not None:
            more = below == 1 and _freest(outline, best[None], _lines(text, 2), em) is not None
            return Spot(float(best[0]), float(best[1]), text, below + more)
    x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(outline))[0]
    return Spot(float(x), float(y), "", 0)


def patch(spot: Spot, em: float) -> Any:
    """Ground that the label of a unit without a figure covers, to be kept free of hatching."""
    lines = _lines(spot.text or LETTER, spot.below if spot.below == len(NO_FIGURE) else 0)
    return shapely.union_all(_boxes(np.array([[spot.x, spot.y]]), lines, em))


def _forms(name: str) -> Iterator[tuple[str, int]]:
    """Ways to set a label, best first: the name in one line, broken, each with and without a figure."""
    broken = _broken(name)
    for below in (1, 0):
        yield name, below
        if broken != name:
            yield broken, below


def _broken(name: str) -> str:
    """Break a name at the space that makes two even lines; never before digits, which look like a count."""
    gaps = [at for at, letter in enumerate(name) if letter == " " and not name[at + 1 :].isdigit()]
    if not gaps:
        return name
    middle = min(gaps, key=lambda at: abs(2 * at - len(name)))
    return f"{name[:middle]}\n{name[middle + 1 :]}"


def _lines(text: str, below: int) -> tuple[Line, ...]:
    """Lay a label out in lines around its centre."""
    under = ((), (FIGURE,), NO_FIGURE)[below]
    lines = (*text.split("\n"), *under)
    top = (len(lines) - 1) * LINE / 2
    return tuple((_width(line) / 2, top - LINE * place) for place, line in enumerate(lines))


def _width(line: str) -> float:
    """Width of a line of type in em, estimated from the shapes of its letters."""
    return sum(_advance(unicodedata.normalize("NFD", letter)[0]) for letter in line)


def _advance(letter: str) -> float:
    """Advance of a letter without its marks, in em."""
    if letter in "iljtrfI1 /.,-'":
        return THIN
    if letter in "mwMWOQĐ":
        return WIDE
    return CAPITAL if letter.isupper() else SMALL


def _grid(outline: Any) -> Any:
    """Candidate centres: a grid over the outline's bounds, those points that lie inside it."""
    west, south, east, north = outline.bounds
    across, up = np.meshgrid(np.linspace(west, east, GRID), np.linspace(south, north, GRID))
    points = np.column_stack([across.ravel(), up.ravel()])
    return points[shapely.contains_xy(outline, points[:, 0], points[:, 1])]


def _freest(outline: Any, points: Any, lines: Sequence[Line], em: float) -> Any:
    """Take the centre with all lines of type in the outline, clear of its edge and central; or None."""
    boxes = _boxes(points, lines, em)
    fits = shapely.covers(outline, boxes).all(axis=0)
    if not fits.any():
        return None
    clearance = shapely.distance(outline.boundary, boxes[:, fits]).min(axis=0)
    points = points[fits]
    astray = np.hypot(*(points - shapely.get_coordinates(outline.centroid)).T)
    return points[np.argmax(clearance - CENTRAL * astray)]


def _boxes(points: Any, lines: Sequence[Line], em: float) -> Any:
    """Boxes of type, lines by centres, in the plane's units."""
    half, above = (em * np.array(lines).T)[:, :, None]
    x, y, wide, high = points[:, 0], points[:, 1] + above, half + em * CLEAR, em * BODY / 2
    return shapely.box(x - wide, y - high, x + wide, y + high)
