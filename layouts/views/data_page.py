"""Page /data: which figures contradict each other, how fresh they are, where they come from."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.panels import data_conflicts, data_freshness, data_sources, reporting_received
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/data", "Số liệu")

_COLUMNS: tuple[tuple[Panel, int], ...] = (
    (data_conflicts.PANEL, 12),
    (data_freshness.PANEL, 6),
    (data_sources.PANEL, 6),
    (reporting_received.PANEL, 12),
)
"""Panels with how many of twelve columns each takes."""

PANELS: tuple[Panel, ...] = tuple(panel for panel, _ in _COLUMNS)


def grid(request: Request) -> Sequence[Component]:
    """Lay the frames out on twelve columns."""
    return [frame(panel, request, columns=columns) for panel, columns in _COLUMNS]
