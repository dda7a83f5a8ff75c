"""Invented provinces: their communes' codes, names and outlines, the same on every machine, without a file.

They lie as tiles in the empty sea off Africa, cut into communes around points. Everything follows from the
number of the province and how many communes it has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping

from data.schema import UNKNOWN_START

TILE = 0.9
GAP = 0.1
TILES_ACROSS = 6
DIGITS = 5
MOST_COMMUNES = 999
NOTE = "DỮ LIỆU MÔ PHỎNG: ranh giới tự đặt, không phải địa giới hành chính"

_KINDS = (("xa", "Xã"), ("phuong", "Phường"), ("xa", "Xã"))
_SLUG = re.compile(r"mo_phong_(\d{2})")


@dataclass(frozen=True, slots=True)
class Commune:
    """An invented commune: code, kind and name; letters in the code, so that no GSO code is like it."""

    code: str
    kind: str
    name: str


def slug(province: int) -> str:
    """Slug of an invented province, counted from 0."""
    return f"mo_phong_{province + 1:02}"


def province_of(locality: str) -> int | None:
    """Number of an invented province by its slug, counted from 0; None for any other place."""
    match = _SLUG.fullmatch(locality)
    return int(match[1]) - 1 if match else None


def province_code(province: int) -> str:
    """Code of a province, counted from 0."""
    return f"MP{province + 1:02}"


def communes(province: int, number: int) -> list[Commune]:
    """Name the communes of a province."""
    kinds = (_KINDS[at % len(_KINDS)] for at in range(number))
    code = province_code(province)
    return [
        Commune(f"{code}{at + 1:03}", kind, f"{word} Mẫu {at + 1:03}")
        for at, (kind, word) in enumerate(kinds)
    ]


def features(province: int, number: int) -> list[dict[str, Any]]:
    """GeoJSON features of a province's communes, exterior rings clockwise; properties as those packaged."""
    since, found = UNKNOWN_START.isoformat(), []
    for commune, cell in zip(communes(province, number), _cells(province, number), strict=True):
        told = {"code": commune.code, "name": commune.name, "valid_from": since, "valid_to": None}
        told |= {"locality": slug(province)}
        address = f"{commune.code}@{since}"
        found.append({"type": "Feature", "id": address, "properties": told, "geometry": mapping(cell)})
    return found


def _cells(province: int, number: int) -> list[Any]:
    """Cells of a tile, shared borders and all: around jittered points of a grid, north-west first."""
    row, column = divmod(province, TILES_ACROSS)
    west, north = column * (TILE + GAP), -row * (TILE + GAP)
    across = int(np.ceil(np.sqrt(number)))
    draw = np.random.default_rng([3, province, number])
    at = np.arange(number)
    jitter = draw.uniform(0.2, 0.8, (number, 2))
    x = west + (at % across + jitter[:, 0]) * TILE / across
    y = north - (at // across + jitter[:, 1]) * TILE / (-(-number // across))
    tile = shapely.box(west, north - TILE, west + TILE, north)
    points = shapely.points(x, y)
    cut = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=tile)
    cells = shapely.intersection(shapely.get_parts(cut), tile) if number > 1 else np.array([tile])
    owners = shapely.STRtree(cells).query(points, predicate="within")
    mine = dict(zip(*owners.tolist(), strict=True))
    rounded = shapely.transform(cells, lambda coordinates: np.round(coordinates, DIGITS))
    clockwise = shapely.orient_polygons(rounded, exterior_cw=True)
    return [clockwise[mine[point]] for point in range(number)]
