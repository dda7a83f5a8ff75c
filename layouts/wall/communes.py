"""Which communes stand out: the map of one measure, and the communes that lead it by name.

Names do not fit into outlines at a size that the last seat can read: letters lead from the list to the map.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase
from typing import Any, TypeAlias

from data.contracts import Answer, Ratio
from layouts import formats
from layouts.figures.choropleth import DISCLAIMER, Step, step_of, steps
from layouts.map_words import MEASURES
from layouts.panels import map_communes
from layouts.records import records
from layouts.shell.links import href
from layouts.unit_names import short
from layouts.wall import reading
from layouts.wall.scene import Area, Bar, Map, Scene, SceneKind, Told

Row: TypeAlias = Mapping[str, Any]

SHOWN = 6
_SHADES = 4
"""Number of the strongest of the five colours."""
_SHEET = 1000.0
"""Height of a drawn sheet in its own units: paths need no decimals."""
_SHORTFALLS = (Step(0, 0, "100 %"), Step(1, 10, "từ 90 %"), Step(11, 30, "từ 70 %"))
_FAR = (Step(31, 50, "từ 50 %"), Step(51, 100, "dưới 50 %"))
_RATE_CLASSES = (*_SHORTFALLS, *_FAR)
"""Classes of a rate by the per cent that it falls short, as on the page."""


def draw(told: Told) -> Scene | None:
    """Draw the map with its leaders; None where no commune has a figure of the measure asked for."""
    answer = told.answers["map_communes"]
    rows = records(answer)
    known = [row for row in rows if row["n"] is not None]
    if not known or answer.facts["unknown_measure"] or not _is_asked(answer):
        return None
    drawing = map_communes.draw(answer)
    leaders = _leaders(known)
    words = MEASURES.get(str(answer.facts["measure"]))
    unknown = len(rows) - len(known)
    return Scene(
        topic=reading.topic(answer, words.name if words else "Bản đồ"),
        period=reading.period(answer),
        headline=drawing.headline,
        address=_address(answer),
        provenance=reading.provenance(answer),
        bars=tuple(_bars(leaders, answer)),
        note=words.pair.capitalize() if words and words.pair else "",
        rest=f"{formats.counted(unknown, 'nơi')} {formats.NO_FIGURES}" if unknown else "",
        map=_map(told, answer, leaders),
    )


def _is_asked(answer: Answer) -> bool:
    """Tell whether the answer is of the measure asked for: without its figures the question takes another."""
    asked = answer.request.measure
    return not asked or asked == answer.facts["measure"]


def _leaders(known: Sequence[Row]) -> Sequence[Row]:
    """Take the first of the order of the page; where some are nought, those that are not."""
    some = [row for row in known if row["shade"]]
    return (some or known)[:SHOWN]


def _address(answer: Answer) -> str:
    request = answer.request
    measure = str(answer.facts["measure"])
    return href("/map", locality=request.locality, period=request.period, measure=measure)


def _bars(leaders: Sequence[Row], answer: Answer) -> Iterator[Bar]:
    longest = max((row["shade"] or 0 for row in leaders), default=0) or 1
    for letter, row in zip(ascii_uppercase, leaders, strict=False):
        pair = row["total"] is not None
        figure = formats.count_pair(Ratio(row["n"], row["total"])) if pair else formats.number(row["n"])
        has_map = answer.facts["outline_url"] is not None
        part = row["shade"] / longest if row["shade"] is not None else None
        yield Bar(short(row["unit_name"]), figure, part=part, letter=letter if has_map else "")


# ---------------------------------------------------------------------------------------------- the map


def _map(told: Told, answer: Answer, leaders: Sequence[Row]) -> Map | None:
    """Project outlines on a plane of the sheet's own: a district is small enough for a straight grid."""
    if not told.outlines:
        return None
    sides: Mapping[str, Any] = answer.facts
    west, south, east, north = (float(sides[name]) for name in ("west", "south", "east", "north"))
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = _SHEET / (north - south)
    width = (east - west) * squeeze * scale
    letters = {row["unit_address"]: letter for letter, row in zip(ascii_uppercase, leaders, strict=False)}
    rows = [row for row in records(answer) if row["unit_address"] in told.outlines]
    classes = _classes(answer, rows)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return (lon - west) * squeeze * scale, (north - lat) * scale

    areas = []
    for row in rows:
        x, y = at(row["longitude"], row["latitude"])
        outline = told.outlines[row["unit_address"]]
        areas.append(
            Area(
                path="".join(_ring(ring, at) for ring in _rings(outline)),
                shade=_shade(row, classes),
                letter=letters.get(row["unit_address"], ""),
                x=round(100 * x / width, 2),
                y=round(100 * y / _SHEET, 2),
            )
        )
    return Map(round(width, 1), _SHEET, tuple(areas), _key(rows, classes))


def _classes(answer: Answer, rows: Sequence[Row]) -> Sequence[Step]:
    counts = [row["shade"] for row in rows if row["shade"] is not None]
    return _RATE_CLASSES if answer.facts["is_rate"] else steps(counts)


def _shade(row: Row, classes: Sequence[Step]) -> str:
    """Class of colour of a commune; what may not be coloured and what has no figure have their own."""
    if row["n"] is None:
        return "none"
    if row["shade"] is None:
        return "plain"
    return str(_step(step_of(row["shade"], classes), classes))


def _step(at: int, classes: Sequence[Step]) -> int:
    return at * _SHADES // max(len(classes) - 1, 1)


def _key(rows: Sequence[Row], classes: Sequence[Step]) -> tuple[tuple[str, str], ...]:
    """Explain the colours that are on the map, palest first, and the hatching."""
    shown = {_shade(row, classes) for row in rows}
    entries = [(str(_step(at, classes)), step.label) for at, step in enumerate(classes)]
    others = (("plain", "dưới 10: không tô"), ("none", formats.NO_FIGURES))
    return tuple(entry for entry in (*entries, *others) if entry[0] in shown)


def _rings(outline: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    """Give every ring of a polygon or of several."""
    parts = outline["coordinates"]
    for polygon in [parts] if outline["type"] == "Polygon" else parts:
        yield from polygon


def _ring(ring: Sequence[Sequence[float]], at: Any) -> str:
    points = [at(lon, lat) for lon, lat, *_ in ring]
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points) + "Z"


SCENE = SceneKind(
    key="communes",
    title="Bản đồ xã",
    path="/map",
    questions=("map_communes",),
    draw=draw,
    wide=(56, 32),
    portrait=(32, 56),
    measures=("late", "received", "on_time", "rated", "tasks_unreported", "dossiers_on_time"),
)
MAP_NOTE = DISCLAIMER
"""Stands with every map: these outlines are none of the law's."""
