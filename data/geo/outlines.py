"""Outlines of a locality's communes on a day, as the browser draws them, and where their labels fit.

The browser fetches a sheet's GeoJSON by an immutable address, so that figures stay a few kilobytes.
Rings are clockwise: `go.Choropleth` paints the whole globe for counter-clockwise ones. A choropleth has
no pattern fill, so each unit comes twice: its outline, and the stripes that mean "no figures".
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import orjson
import shapely
from shapely.geometry import mapping

from data.geo.invented import MOST_COMMUNES, NOTE, features, province_of
from data.geo.placing import Spot, patch, place

SOURCES = ("schematic_old_4districts.geojson", "schematic_new_4districts.geojson")
DISCLAIMER = "Sơ đồ minh họa, không phải địa giới hành chính"
HATCH_PREFIX = "hatch:"
"""The stripes of unit 25519@1900-01-01 are the feature `hatch:25519@1900-01-01`."""

LABELS_ACROSS, LABELS_DOWN = 34, 36
"""Type size of labels as a part of the sheet: 11 px where the map gets 374 by 396 px."""

STRIPES = 52
"""Hatch lines across a sheet's diagonal: 9 px apart on a phone."""

STRIPE_WEIGHT = 0.11
"""Thickness of a hatch line as a share of the distance between two: about 1 px there."""

DEGREES = 5
"""Decimals of coordinates: about a metre."""

KEPT = 512
"""Places and days whose sheet is remembered: to look it up takes 30 ms, and outlines change with the code."""

KM_PER_DEGREE_OF_LATITUDE = 110.6
KM_PER_DEGREE_OF_LONGITUDE_AT_EQUATOR = 111.3
_KINDS = ("Thị trấn ", "Phường ", "Xã ", "Đặc khu ")
_KEY = re.compile(
    r"(?P<locality>[a-z_]+(?:\d\d)?)(?:\.(?P<invented>\d{1,3}))?-(?P<since>\d{4}-\d{2}-\d{2})-(?P<digest>[0-9a-f]{12})"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A unit's label inside its outline, centred on (lon, lat) in degrees.

    `name` is as printed ("Xã Tân Phú"); `text` is what fits on the map: the name without its kind, perhaps
    broken in two lines, or nothing (then a letter does). `below` lines fit under it: 0, 1 ("3/6") or 2
    ("chưa có", "số liệu"). `rank` 1 is the largest unit of its sheet.
    """

    address: str
    name: str
    text: str
    below: int
    lon: float
    lat: float
    rank: int


@dataclass(frozen=True, slots=True)
class Outlines:
    """One locality's sheet: the units valid from `since` to `until` (exclusive, None while still valid).

    `labels` by address come largest unit first; `bounds` are west, south, east, north in degrees; `body` is
    GeoJSON.
    """

    locality: str
    since: dt.date
    until: dt.date | None
    labels: Mapping[str, Label]
    bounds: tuple[float, float, float, float]
    body: bytes
    digest: str
    invented: int = 0
    """Number of communes of an invented place, of which its outlines follow; 0 for a real one."""

    @property
    def key(self) -> str:
        """Name in the immutable address `/geo/<key>.geojson`: other content has another name."""
        number = f".{self.invented}" if self.invented else ""
        return f"{self.locality}{number}-{self.since.isoformat()}-{self.digest}"

    @property
    def etag(self) -> str:
        """Strong entity tag of the body, quoted as HTTP wants it."""
        return f'"{self.digest}"'

    def geojson(self) -> bytes:
        """Compact FeatureCollection: feature id = unit address, and `hatch:` + address for its stripes."""
        return self.body

    def label(self, address: str) -> Label | None:
        """Find a unit's label; None for a unit without an outline."""
        return self.labels.get(address)


@lru_cache(KEPT)
def outlines(locality: str, on: dt.date, communes: int = 0) -> Outlines | None:
    """Give the sheet of `locality` as it was on day `on`, or None where there are no outlines.

    Those of an invented place follow from how many communes it has.
    """
    number = communes if province_of(locality) is not None else 0
    units = _valid(locality, on, number)
    return None if units.empty else _sheet(locality, max(units["valid_from"]), number)


def place_of(key: str) -> tuple[str, int] | None:
    """Read of an address' key whose outlines it names: slug, and communes of an invented place (else 0)."""
    match = _KEY.fullmatch(key)
    return None if match is None else (match["locality"], int(match["invented"] or 0))


def find(key: str) -> Outlines | None:
    """Give the sheet behind an address' key, or None where there is (no longer) such content."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    try:
        since = dt.date.fromisoformat(match["since"])
        sheet = outlines(match["locality"], since, int(match["invented"] or 0))
    except ValueError:
        return None
    return sheet if sheet is not None and sheet.key == key else None


@cache
def _units() -> gpd.GeoDataFrame:
    """Read the package's own outlines once: they change with the code only. Degrees, WGS 84."""
    features: list[dict[str, Any]] = []
    for name in SOURCES:
        features += orjson.loads((Path(__file__).parent / name).read_bytes())["features"]
    return _framed(features)


def _framed(features: Sequence[Mapping[str, Any]]) -> gpd.GeoDataFrame:
    """Make a frame of features; a unit's address is its code and the day from which it is valid."""
    frame = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
    frame["valid_from"] = frame["valid_from"].map(dt.date.fromisoformat)
    frame["valid_to"] = frame["valid_to"].fillna(dt.date.max.isoformat()).map(dt.date.fromisoformat)
    frame["address"] = frame["code"] + "@" + frame["valid_from"].astype(str)
    return frame


def _valid(locality: str, on: dt.date, invented: int) -> gpd.GeoDataFrame:
    """Units of a locality that exist on a day."""
    province = province_of(locality)
    is_real = province is None or not 0 < invented <= MOST_COMMUNES
    units = _units() if is_real else _framed(features(province or 0, invented))
    return units[(units["locality"] == locality) & (units["valid_from"] <= on) & (on < units["valid_to"])]


@cache
def _sheet(locality: str, since: dt.date, invented: int = 0) -> Outlines:
    """Work out a sheet once: the packaged outlines have nine, one for each locality and start."""
    units = _valid(locality, since, invented)
    west, south, east, north = units.total_bounds
    scale = _km_per_degree((south + north) / 2)
    in_degrees = units.geometry.set_crs(None, allow_override=True)
    plane = in_degrees.affine_transform([scale[0], 0, 0, scale[1], 0, 0])
    em = max((east - west) * scale[0] / LABELS_ACROSS, (north - south) * scale[1] / LABELS_DOWN)
    spots = [place(outline, _short(name), em) for outline, name in zip(plane, units["name"], strict=True)]
    hatch = _hatch(plane).difference(gpd.GeoSeries([patch(spot, em) for spot in spots], index=plane.index))
    note = NOTE if invented else DISCLAIMER
    body = _feature_collection(units, hatch.affine_transform([1 / scale[0], 0, 0, 1 / scale[1], 0, 0]), note)
    ends = min(units["valid_to"])
    return Outlines(
        locality=locality,
        since=since,
        until=None if ends == dt.date.max else ends,
        labels=_labels(units, plane.area, spots, scale),
        bounds=(float(west), float(south), float(east), float(north)),
        body=body,
        digest=hashlib.sha256(body).hexdigest()[:12],
        invented=invented,
    )


def _km_per_degree(latitude: float) -> tuple[float, float]:
    """Lengths of a degree of longitude and of latitude at a latitude, in km; a district is small enough."""
    return KM_PER_DEGREE_OF_LONGITUDE_AT_EQUATOR * math.cos(math.radians(latitude)), KM_PER_DEGREE_OF_LATITUDE


def _labels(
    units: gpd.GeoDataFrame, areas: Any, spots: Sequence[Spot], scale: tuple[float, float]
) -> dict[str, Label]:
    """Name the labels, largest unit first; `scale` is km per degree."""
    labels = {}
    for rank, row in enumerate(np.argsort(-areas.to_numpy(), kind="stable"), start=1):
        unit, spot = units.iloc[row], spots[row]
        point = round(spot.x / scale[0], DEGREES), round(spot.y / scale[1], DEGREES)
        label = Label(unit["address"], unit["name"], spot.text, spot.below, *point, rank)
        labels[label.address] = label
    return labels


def _short(name: str) -> str:
    """Name without the kind before it, as maps print it."""
    return next((name.removeprefix(kind) for kind in _KINDS if name.startswith(kind)), name)


def _hatch(plane: gpd.GeoSeries) -> gpd.GeoSeries:
    """Stripes at 45 degrees, cut to each outline: one grid for the sheet, so that they run through."""
    west, south, east, north = plane.total_bounds
    gap = math.hypot(east - west, north - south) / STRIPES
    height = north - south
    feet = np.arange(west - height, east, gap * math.sqrt(2))
    lines = [shapely.LineString([(foot, south), (foot + height, north)]) for foot in feet]
    stripes = shapely.buffer(lines, gap * STRIPE_WEIGHT / 2, cap_style="flat")
    return plane.intersection(shapely.multipolygons(stripes))


def _feature_collection(units: gpd.GeoDataFrame, hatch: gpd.GeoSeries, note: str) -> bytes:
    """Write outlines and stripes, rings clockwise after rounding, with the sheet's own warning."""
    found = []
    for prefix, shapes in (("", units.geometry), (HATCH_PREFIX, hatch)):
        for address, name, shape in zip(units["address"], units["name"], _clockwise(shapes), strict=True):
            feature = {"type": "Feature", "id": prefix + address, "geometry": mapping(shape)}
            found.append({**feature, "properties": {} if prefix else {"name": name}})
    return orjson.dumps({"type": "FeatureCollection", "note": note, "features": found})


def _clockwise(shapes: gpd.GeoSeries) -> Any:
    """Round coordinates and turn exterior rings clockwise, holes the other way."""
    rounded = shapely.transform(shapes.values, lambda points: np.round(points, DEGREES))
    return shapely.orient_polygons(rounded, exterior_cw=True)
