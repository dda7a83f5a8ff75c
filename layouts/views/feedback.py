"""Page /feedback: who answers late, and what citizens think of the answers."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import LocalityRef, Request
from layouts import elements as html
from layouts.drawing import Panel
from layouts.panels import (
    feedback_ages,
    feedback_alerts,
    feedback_by_unit,
    feedback_coming,
    feedback_compare,
    feedback_league,
    feedback_map,
    feedback_matrix,
    feedback_months,
    feedback_satisfaction,
    feedback_timeliness,
    feedback_unusual,
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

_CASES: tuple[tuple[Panel, int], ...] = (
    (feedback_coming.PANEL, 7),
    (feedback_unusual.PANEL, 5),
    (feedback_league.PANEL, 7),
    (feedback_ages.PANEL, 5),
    (feedback_compare.PANEL, 12),
    (feedback_months.PANEL, 12),
    (feedback_matrix.PANEL, 12),
)
"""Panels about single cases. Where there are none only the first is shown, which says what to load."""

PANELS: tuple[Panel, ...] = tuple(panel for panel, _ in (*_COLUMNS, *_CASES))


def grid(request: Request) -> Sequence[Component]:
    """Lay the frames out on twelve columns, each with its name as its anchor on the page."""
    return [frame(panel, request, columns=columns) for panel, columns in _COLUMNS]


def cases(request: Request, locality: LocalityRef) -> Component:
    """Lay out the frames of single cases; where there are none the first one, which says what to load."""
    shown = _CASES if "feedback" in locality.case_kinds else _CASES[:1]
    return html.Div([frame(panel, request, columns=columns) for panel, columns in shown], className="cases")
