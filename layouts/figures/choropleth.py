"""The commune map: figures in at most five steps of colour, hatching where there is no figure.

The outlines come by URL (a figure stays at a few kilobytes); each unit's hatching is a feature of the same
file, since a choropleth has no pattern fill.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from layouts.figures.key import LINE, Entry, caption, key
from layouts.theme import ON_SEQUENTIAL, SEQUENTIAL, token

DISCLAIMER = "Sơ đồ minh họa, không phải địa giới hành chính"
NO_FIGURES = "chưa có số liệu"
NOT_COLOURED = "không tô màu"
HATCH_PREFIX = "hatch:"
"""In the outline file, `hatch:` + address is the unit's hatching."""

CAPTION_LINE = 52
"""Characters of a line of the caption: what fits on a phone."""

LETTERED = 8
"""Units without room for their name that get a letter: a province has a hundred, a caption few lines."""

TYPE = 11
"""Px of the names on the map: they are placed to fit their outlines at this size on a phone."""

ROOM = (34, 36)
"""Width and height of the map in type sizes for which the names were placed (data/geo/outlines.py)."""

_STEPS = len(SEQUENTIAL)
_CLEAR = "rgba(0,0,0,0)"
_COUNTED_SINGLY = 5
_NO_FIGURES_LINES = "chưa có<br>số liệu"


@dataclass(frozen=True, slots=True)
class Area:
    """One unit on the map; `count` is None where there is no figure, which is not zero.

    `is_plain`: there is a figure that may not be coloured, such as a rate of few cases. `figure` stands under
    the name ("3/6"), `hover` is what is said about the unit. `text`, `below`, `lon` and `lat` say how the
    name is set ("" where it does not fit), how many lines fit under it, and where.
    """

    address: str
    name: str
    count: int | None
    figure: str
    hover: str
    text: str
    below: int
    lon: float
    lat: float
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The outlines under the areas: path of their file on this server, and its bounds in degrees."""

    url: str
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Step:
    """A class of counts, both ends included; `words` name it where its ends do not."""

    low: int
    high: int
    words: str = ""

    @property
    def label(self) -> str:
        """The class in words: "3", "4–6"."""
        ends = str(self.low) if self.low == self.high else f"{self.low}–{self.high}"
        return self.words or ends


def steps(counts: Sequence[int]) -> tuple[Step, ...]:
    """Divide counts into at most five classes: nought alone, then equal ranges up to the largest count."""
    top = max(counts, default=0)
    size = _round_size(-(-top // (_STEPS - 1)))
    return (Step(0, 0), *(Step(low, low + size - 1) for low in range(1, top + 1, size)))


def _round_size(size: int) -> int:
    """Widen a range to what people count in: 1 to 5, then 10, 15, 20 up to 100, then 150, 200."""
    if size <= _COUNTED_SINGLY:
        return max(size, 1)
    unit = _COUNTED_SINGLY * 10 ** max(len(str(size)) - 2, 0)
    return -(-size // unit) * unit


def step_of(count: int, classes: Sequence[Step]) -> int:
    """Index of the class that a count (>= 0, at most the last class' end) belongs to."""
    return next(at for at, step in enumerate(classes) if count <= step.high)


def choropleth(
    areas: Sequence[Area], sheet: Sheet, measure: str, classes: Sequence[Step] = ()
) -> dict[str, Any]:
    """Draw the map of a sheet's areas; `measure` heads the key: "Số vụ trễ hạn".

    `classes` are those of figures that are no plain counts, at most five; all of them are explained.
    """
    known = [area for area in areas if area.count is not None]
    plain = [area for area in areas if area.count is None and area.is_plain]
    unknown = [area for area in areas if area.count is None and not area.is_plain]
    classes = classes or steps([area.count for area in known if area.count is not None])
    traces = [
        *_unknown(unknown, sheet.url),
        *_plain(plain, sheet.url),
        *_known(known, sheet.url, classes),
    ]
    entries = _entries(classes if known else (), plain=bool(plain), hatched=bool(unknown))
    above = key(measure, entries)
    layout = _layout(sheet, above, caption(_notes(areas)))
    return {"data": [*traces, _names(areas, classes)], "layout": layout}


def height(areas: Sequence[Area], sheet: Sheet, size: int = TYPE) -> float:
    """Height in rem at which names of `size` px have the room that they were placed for."""
    middle = math.cos(math.radians((sheet.south + sheet.north) / 2))
    aspect = (sheet.east - sheet.west) * middle / (sheet.north - sheet.south)
    tall = min(size * ROOM[0] / aspect, size * ROOM[1])
    lines = len(_notes(areas)) + 2
    return round((tall + lines * LINE + 8) / 16, 2)


def _shade(at: int, classes: Sequence[Step]) -> int:
    """Place of a class in the scale of five: the first is the palest, the last of several the strongest."""
    return at * (_STEPS - 1) // max(len(classes) - 1, 1)


def _areas(
    areas: Sequence[Area], outline_url: str, z: Sequence[int], colours: Sequence[str]
) -> dict[str, Any]:
    """Fill areas by class: `z` is the class of each, `colours` the colour of each class."""
    edges = [at / len(colours) for at in range(len(colours) + 1)]
    scale = [[edges[at + side], colour] for at, colour in enumerate(colours) for side in (0, 1)]
    return {
        "type": "choropleth",
        "geojson": outline_url,
        "locations": [area.address for area in areas],
        "customdata": [area.address for area in areas],
        "z": list(z),
        "zmin": -0.5,
        "zmax": len(colours) - 0.5,
        "colorscale": scale,
        "showscale": False,
        "marker": {"line": {"color": token("surface"), "width": 1.5}},
        "text": [area.hover for area in areas],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _known(areas: Sequence[Area], outline_url: str, classes: Sequence[Step]) -> list[dict[str, Any]]:
    """Units with a figure, in the colour of their class."""
    if not areas:
        return []
    z = [step_of(area.count or 0, classes) for area in areas]
    return [_areas(areas, outline_url, z, [SEQUENTIAL[_shade(at, classes)] for at in range(len(classes))])]


def _plain(areas: Sequence[Area], outline_url: str) -> list[dict[str, Any]]:
    """Units whose figure may not be coloured: one ground for all of them."""
    return [_areas(areas, outline_url, [0] * len(areas), [token("track")])] if areas else []


def _unknown(areas: Sequence[Area], outline_url: str) -> list[dict[str, Any]]:
    """Units without a figure: an empty outline, and over it the hatching."""
    if not areas:
        return []
    empty = _areas(areas, outline_url, [0] * len(areas), [token("ground")])
    empty["marker"] = {"line": {"color": token("rule"), "width": 1}}
    hatching = _areas(areas, outline_url, [0] * len(areas), [token("hatch")])
    hatching["locations"] = [HATCH_PREFIX + area.address for area in areas]
    for name in ("customdata", "text", "hovertemplate"):
        del hatching[name]
    return [empty, {**hatching, "marker": {"line": {"width": 0}}, "hoverinfo": "skip"}]


def _names(areas: Sequence[Area], classes: Sequence[Step]) -> dict[str, Any]:
    """Names and figures, each in the ink of its ground; a letter where there is no room for a name."""
    letters = {area.address: letter for letter, area in _lettered(areas)}
    return {
        "type": "scattergeo",
        "mode": "text",
        "lon": [area.lon for area in areas],
        "lat": [area.lat for area in areas],
        "text": [letters.get(area.address) or _words(area) for area in areas],
        "textfont": {"family": token("font"), "size": TYPE, "color": [_ink(area, classes) for area in areas]},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _lettered(areas: Sequence[Area]) -> list[tuple[str, Area]]:
    """Units whose name does not fit, with the letter that stands for it: a digit would look like a count.

    Of more than a caption can hold only the first ones: units come in the order in which they are to be read.
    """
    nameless = [area for area in areas if not area.text]
    return list(zip(ascii_uppercase, nameless[:LETTERED], strict=False))


def _notes(areas: Sequence[Area]) -> list[str]:
    """What the letters stand for, and that the outlines are none of the law's."""
    entries = [
        f"{letter} {area.name}: {area.figure or NO_FIGURES}".replace(" ", "\N{NO-BREAK SPACE}")
        for letter, area in _lettered(areas)
    ]
    hidden = sum(not area.text for area in areas) - len(entries)
    if hidden:
        entries.append(f"{hidden} đơn vị khác: chạm vào bản đồ hoặc xem bảng")
    lines = textwrap.wrap(" · ".join(entries), CAPTION_LINE)
    return [*(line.removesuffix(" ·") for line in lines), DISCLAIMER]


def _words(area: Area) -> str:
    """Set a unit's name with what fits under it."""
    if not area.text:
        return ""
    name = f"<b>{area.text.replace(chr(10), '<br>')}</b>"
    if area.count is None and not area.is_plain:
        return f"{name}<br>{_NO_FIGURES_LINES}" if area.below > 1 else name
    return f"{name}<br>{area.figure}" if area.below else name


def _ink(area: Area, classes: Sequence[Step]) -> str:
    """Ink that can be read on the unit's ground."""
    if area.count is None:
        return token("ink")
    return ON_SEQUENTIAL[_shade(step_of(area.count, classes), classes)]


def _entries(classes: Sequence[Step], *, plain: bool, hatched: bool) -> list[Entry]:
    """Explain each class, the ground of what is not coloured, and the hatching, where there is any."""
    entries = [Entry(step.label, SEQUENTIAL[_shade(at, classes)]) for at, step in enumerate(classes)]
    entries += [Entry(NOT_COLOURED, token("track"))] if plain else []
    return [*entries, Entry(NO_FIGURES, token("ground"), hatched=True)] if hatched else entries


def _layout(sheet: Sheet, above: dict[str, Any], below: dict[str, Any]) -> dict[str, Any]:
    """Lay out key above, map, caption below; nothing can be dragged or zoomed."""
    return {
        "paper_bgcolor": _CLEAR,
        "margin": {"l": 0, "r": 0, "t": above["margin"], "b": below["margin"], "pad": 0},
        "dragmode": False,
        "showlegend": False,
        "shapes": above["shapes"],
        "annotations": [*above["annotations"], *below["annotations"]],
        "geo": {
            "visible": False,
            # Not fitbounds: it leaves a fifth of the room empty, and the names need it.
            "lonaxis": {"range": _with_edge(sheet.west, sheet.east)},
            "lataxis": {"range": _with_edge(sheet.south, sheet.north)},
            "projection": {"type": "mercator"},
            "bgcolor": _CLEAR,
        },
    }


def _with_edge(low: float, high: float) -> list[float]:
    """Widen a range so that lines on the sheet's edge are drawn whole."""
    edge = (high - low) * 0.005
    return [round(low - edge, 5), round(high + edge, 5)]
