"""Page /pillars/<pillar>: everything about one pillar."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.panels import pillar_losses, pillar_profile, pillar_results, pillar_targets, pillar_tasks
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/pillars/<pillar>", "Trụ cột", subject="pillar", within="/pillars")

_FRAMES: tuple[tuple[Panel, int], ...] = (
    (pillar_profile.PANEL, 7),
    (pillar_losses.PANEL, 5),
    (pillar_targets.PANEL, 6),
    (pillar_results.PANEL, 6),
    (pillar_tasks.PANEL, 12),
)
"""Panels with how many of twelve columns each takes."""

PANELS: tuple[Panel, ...] = tuple(panel for panel, _ in _FRAMES)


def grid(request: Request) -> Sequence[Component]:
    """Lay out where the pillar stands beside the ladder of all, then targets, results and tasks."""
    return [frame(panel, request, columns=columns) for panel, columns in _FRAMES]
