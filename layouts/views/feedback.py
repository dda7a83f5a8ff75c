"""Page /feedback: who answers late, and what citizens think of the answers."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.panels import (
    feedback_alerts,
    feedback_by_unit,
    feedback_map,
    feedback_satisfaction,
    feedback_timeliness,
)
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/feedback", "Phản ánh")

_COLUMNS: tuple[tuple[Panel, int], ...] = (
    (feedback_alerts.PANEL, 6),
    (feedback_timeliness.PANEL, 6),
    (feedback_map.PANEL, 4),
    (feedback_by_unit.PANEL, 4),
    (feedback_satisfaction.PANEL, 4),
)
"""Panels with how many of twelve columns each takes."""

PANELS: tuple[Panel, ...] = tuple(panel for panel, _ in _COLUMNS)


def grid(request: Request) -> Sequence[Component]:
    """Lay the frames out on twelve columns, each with its name as its anchor on the page."""
    return [frame(panel, request, columns=columns) for panel, columns in _COLUMNS]
