"""Page /indicators/<indicator>: everything about one indicator, down to the line that each figure is in."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.panels import indicator_results, indicator_sources, indicator_targets
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/indicators/<indicator>", "Chỉ số", subject="indicator", within="/pillars")

_FRAMES: tuple[tuple[Panel, int], ...] = (
    (indicator_results.PANEL, 5),
    (indicator_targets.PANEL, 7),
    (indicator_sources.PANEL, 12),
)
"""Panels with how many of twelve columns each takes."""

PANELS: tuple[Panel, ...] = tuple(panel for panel, _ in _FRAMES)


def grid(request: Request) -> Sequence[Component]:
    """Lay out figures beside targets, and under both the places that they were read from."""
    return [frame(panel, request, columns=columns) for panel, columns in _FRAMES]
