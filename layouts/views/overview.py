"""Page /: what needs a decision today, the figures behind it, and the way to the evidence."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.panels import (
    feedback_map,
    overview_alerts,
    overview_budget,
    overview_data,
    overview_pillars,
    overview_reports,
    overview_targets,
    overview_tiles,
)
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/", "Tổng quan")

_STACKS: tuple[tuple[Panel, ...], ...] = (
    (overview_alerts.PANEL, overview_reports.PANEL),
    (feedback_map.PANEL, overview_pillars.PANEL),
    (overview_targets.PANEL, overview_budget.PANEL),
)
"""Three columns of panels under each other: a short list leaves no hole beside a long one. What a column
has least of differs from place to place, so that each pairs a panel that all have with one that few have."""

PANELS: tuple[Panel, ...] = (
    overview_tiles.PANEL,
    *(panel for stack in _STACKS for panel in stack),
    overview_data.PANEL,
)


def grid(request: Request) -> Sequence[Component]:
    """Lay out tiles, three columns, and the state of the data; on a phone all stand in this order."""
    stacks = [html.Div([frame(panel, request) for panel in stack], className="stack") for stack in _STACKS]
    return [
        frame(overview_tiles.PANEL, request),
        html.Div(stacks, className="stacks"),
        frame(overview_data.PANEL, request),
    ]
