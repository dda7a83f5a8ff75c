"""Page /map: which communes stand out under a chosen measure, and who else has a page of its own."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.map_words import PATH
from layouts.panels import map_bodies, map_communes, map_measures
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo(PATH, "Bản đồ")

PANELS: tuple[Panel, ...] = (map_measures.PANEL, map_communes.PANEL, map_bodies.PANEL)


def grid(request: Request) -> Sequence[Component]:
    """Set the choice of a measure over map and league, which take the whole width; bodies follow."""
    return [frame(panel, request) for panel in PANELS]
