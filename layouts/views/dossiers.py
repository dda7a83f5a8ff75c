"""Page /dossiers: are dossiers returned in time, in which fields, and how far procedures are online."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import LocalityRef, Request
from layouts import elements as html
from layouts.drawing import Panel
from layouts.panels import (
    dossier_ages,
    dossier_alerts,
    dossier_coming,
    dossier_compare,
    dossier_digital,
    dossier_fields,
    dossier_league,
    dossier_matrix,
    dossier_months,
    dossier_online,
    dossier_timeliness,
    dossier_unusual,
)
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/dossiers", "Thủ tục hành chính")

_COLUMNS: tuple[tuple[Panel, int], ...] = (
    (dossier_alerts.PANEL, 5),
    (dossier_timeliness.PANEL, 7),
    (dossier_online.PANEL, 12),
    (dossier_fields.PANEL, 12),
)
"""Panels with how many of twelve columns each takes."""

_CASES: tuple[tuple[Panel, int], ...] = (
    (dossier_coming.PANEL, 7),
    (dossier_unusual.PANEL, 5),
    (dossier_digital.PANEL, 12),
    (dossier_league.PANEL, 7),
    (dossier_ages.PANEL, 5),
    (dossier_compare.PANEL, 12),
    (dossier_months.PANEL, 12),
    (dossier_matrix.PANEL, 12),
)
"""Panels about single cases. Where there are none only the first is shown, which says what to load."""

PANELS: tuple[Panel, ...] = tuple(panel for panel, _ in (*_COLUMNS, *_CASES))


def grid(request: Request) -> Sequence[Component]:
    """Lay the frames out on twelve columns, each with its name as its anchor on the page."""
    return [frame(panel, request, columns=columns) for panel, columns in _COLUMNS]


def cases(request: Request, locality: LocalityRef) -> Component:
    """Lay out the frames of single cases; where there are none the first one, which says what to load."""
    shown = _CASES if "dossier" in locality.case_kinds else _CASES[:1]
    return html.Div([frame(panel, request, columns=columns) for panel, columns in shown], className="cases")
