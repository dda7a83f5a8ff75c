"""Page /reports: which report is due next, the year of reports, who owes what to whom."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.panels import reporting_alerts, reporting_board, reporting_calendar, reporting_received
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/reports", "Báo cáo")

_COLUMNS: tuple[tuple[Panel, int], ...] = (
    (reporting_alerts.PANEL, 4),
    (reporting_calendar.PANEL, 8),
    (reporting_received.PANEL, 12),
    (reporting_board.PANEL, 12),
)
"""Panels with how many of twelve columns each takes."""

PANELS: tuple[Panel, ...] = tuple(panel for panel, _ in _COLUMNS)


def grid(request: Request) -> Sequence[Component]:
    """Lay the frames out on twelve columns."""
    return [frame(panel, request, columns=columns) for panel, columns in _COLUMNS]
