"""Outlines of everything that a plan invents, in one file for other programs."""

from __future__ import annotations

from typing import Any

from data.geo.invented import NOTE, features
from data.simulate.plan import Plan


def outlines(plan: Plan) -> dict[str, Any]:
    """GeoJSON of every commune; see `data.geo.invented`."""
    found = [
        feature
        for province in range(plan.provinces)
        for feature in features(province, plan.communes_of(province))
    ]
    return {"type": "FeatureCollection", "note": NOTE, "features": found}
