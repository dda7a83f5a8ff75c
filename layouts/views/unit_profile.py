"""Page /units/<unit>: everything about one unit, exceptions first."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.map_words import PATH
from layouts.panels import (
    pillar_against,
    unit_alerts,
    unit_feedback,
    unit_figures,
    unit_identity,
    unit_reports,
    unit_targets,
    unit_tasks,
)
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/units/<unit>", "Hồ sơ đơn vị", subject="unit", within=PATH)

_STACKS: tuple[tuple[Panel, ...], ...] = (
    (unit_alerts.PANEL, unit_feedback.PANEL, unit_targets.PANEL, unit_reports.PANEL),
    (unit_identity.PANEL, unit_tasks.PANEL, unit_figures.PANEL),
)
"""Two columns of panels under each other: units differ in what is known of them, so no row is shared."""

_BESIDE_OTHERS = pillar_against.PANEL
"""What the unit is compared by: it shows others' points too, so it is for whoever sees the whole locality."""

PANELS: tuple[Panel, ...] = (*(panel for stack in _STACKS for panel in stack), _BESIDE_OTHERS)


def grid(request: Request) -> Sequence[Component]:
    """Lay out two columns, what needs direction and who the unit is at their heads; how it compares below."""
    stacks = [html.Div([frame(panel, request) for panel in stack], className="stack") for stack in _STACKS]
    columns = html.Div(stacks, className="stacks stacks-two")
    if request.scope is not None:
        return [columns]
    return [columns, html.Div(frame(_BESIDE_OTHERS, request), className="if-known")]
