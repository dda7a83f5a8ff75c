"""Page /budget: what was allocated and executed, what is planned next, which shares the plan demands."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.panels import budget_alerts, budget_estimate, budget_lines, budget_rules
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/budget", "Ngân sách")

_COLUMNS: tuple[tuple[Panel, int], ...] = (
    (budget_alerts.PANEL, 4),
    (budget_lines.PANEL, 8),
    (budget_estimate.PANEL, 12),
    (budget_rules.PANEL, 12),
)
"""Panels with how many of twelve columns each takes."""

PANELS: tuple[Panel, ...] = tuple(panel for panel, _ in _COLUMNS)


def grid(request: Request) -> Sequence[Component]:
    """Lay the frames out on twelve columns, each with its name as its anchor on the page."""
    return [frame(panel, request, columns=columns) for panel, columns in _COLUMNS]
