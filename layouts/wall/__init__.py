"""Scenes of the wall: answers of the pages made for distance. `SCENES` lists them in the order of a day.

Pure: answers in, a `Scene` out. What it looks like stands in layouts/forms/wall_scene.html.
"""

from __future__ import annotations

from collections.abc import Mapping

from layouts.wall import (
    budget,
    coming,
    communes,
    exceptions,
    localities,
    pillars,
    situation,
    timeliness,
    work,
)
from layouts.wall.scene import SceneKind

KINDS: tuple[SceneKind, ...] = (
    situation.SCENE,
    exceptions.SCENE,
    localities.SCENE,
    pillars.SCENE,
    timeliness.SCENE,
    coming.SCENE,
    communes.SCENE,
    budget.SCENE,
    work.SCENE,
)
SCENES: Mapping[str, SceneKind] = {kind.key: kind for kind in KINDS}

_PAGES: Mapping[str, str] = {"/reports": work.SCENE.key}
"""Pages whose answer stands on the scene of another page."""


def kind_of_page(path: str) -> str:
    """Name the scene that says what a page says; empty where none does."""
    section = f"/{path.strip('/').partition('/')[0]}"
    return _PAGES.get(section) or next((kind.key for kind in KINDS if kind.path == section), "")
