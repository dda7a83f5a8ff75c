"""Invented outlines: provinces as tiles in the empty sea off Africa, cut into communes around points."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping

from data.schema import UNKNOWN_START
from data.simulate.places import commune_names
from data.simulate.plan import Plan

TILE = 0.9
GAP = 0.1
TILES_ACROSS = 6
DIGITS = 5
NOTE = "DỮ LIỆU MÔ PHỎNG: ranh giới tự đặt, không phải địa giới hành chính"


def outlines(plan: Plan) -> dict[str, Any]:
    """GeoJSON of every commune, exterior rings clockwise; properties as those of the packaged outlines."""
    named = commune_names(plan)
    features = []
    for province in range(plan.provinces):
        mine = [(code, name) for where, code, _, name in named if where == province]
        for (code, name), cell in zip(mine, _cells(plan, province, len(mine)), strict=True):
            address = f"{code}@{UNKNOWN_START.isoformat()}"
            told = {"code": code, "name": name, "valid_from": UNKNOWN_START.isoformat(), "valid_to": None}
            told |= {"locality": f"mo_phong_{province + 1:02}"}
            features.append({"type": "Feature", "id": address, "properties": told, "geometry": mapping(cell)})
    return {"type": "FeatureCollection", "note": NOTE, "features": features}


def _cells(plan: Plan, province: int, number: int) -> list[Any]:
    """Cells of a tile, shared borders and all: around jittered points of a grid, north-west first."""
    row, column = divmod(province, TILES_ACROSS)
    west, north = column * (TILE + GAP), -row * (TILE + GAP)
    across = int(np.ceil(np.sqrt(number)))
    draw = np.random.default_rng([plan.seed, 3, province])
    at = np.arange(number)
    jitter = draw.uniform(0.2, 0.8, (number, 2))
    x = west + (at % across + jitter[:, 0]) * TILE / across
    y = north - (at // across + jitter[:, 1]) * TILE / (-(-number // across))
    tile = shapely.box(west, north - TILE, west + TILE, north)
    points = shapely.points(x, y)
    cut = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=tile)
    cells = shapely.intersection(shapely.get_parts(cut), tile) if number > 1 else np.array([tile])
    tree = shapely.STRtree(cells)
    owners = tree.query(points, predicate="within")
    mine = dict(zip(*owners.tolist(), strict=True))
    rounded = shapely.transform(cells, lambda coordinates: np.round(coordinates, DIGITS))
    clockwise = shapely.orient_polygons(rounded, exterior_cw=True)
    return [clockwise[mine[point]] for point in range(number)]
