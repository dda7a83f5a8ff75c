"""Page /tasks: what was promised, by whom and until when, and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.panels import task_alerts, task_dues, task_pillars, task_tree, task_units
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/tasks", "Nhiệm vụ")

_STACKS: tuple[tuple[Panel, ...], ...] = (
    (task_alerts.PANEL, task_dues.PANEL),
    (task_units.PANEL,),
    (task_pillars.PANEL,),
)
"""Three columns of panels under each other: each is as long as its own lists."""

PANELS: tuple[Panel, ...] = (*(panel for stack in _STACKS for panel in stack), task_tree.PANEL)


def grid(request: Request) -> Sequence[Component]:
    """Lay out exceptions, units and headings over the tree; a list that was asked for comes first."""
    stacks = [html.Div([frame(panel, request) for panel in stack], className="stack") for stack in _STACKS]
    above, tree = html.Div(stacks, className="stacks"), frame(task_tree.PANEL, request)
    is_narrowed = request.pillar or request.unit or request.measure
    return [tree, above] if is_narrowed else [above, tree]
