"""Page /documents: which documents direct the work, what they leave open, which systems they name."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.panels import (
    document_alerts,
    document_cited,
    document_directives,
    document_statements,
    system_databases,
    system_inventory,
    system_roles,
)
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/documents", "Văn bản")

_STACKS: tuple[tuple[Panel, ...], ...] = (
    (document_alerts.PANEL, document_statements.PANEL, system_roles.PANEL, system_databases.PANEL),
    (document_directives.PANEL, document_cited.PANEL),
)
"""A narrow and a wide column, each as long as its own lists: only one place has an appendix of directives."""

PANELS: tuple[Panel, ...] = (*(panel for stack in _STACKS for panel in stack), system_inventory.PANEL)


def grid(request: Request) -> Sequence[Component]:
    """Lay out what is open, stated and named beside the documents, over the list of systems."""
    stacks = [html.Div([frame(panel, request) for panel in stack], className="stack") for stack in _STACKS]
    return [html.Div(stacks, className="stacks stacks-uneven"), frame(system_inventory.PANEL, request)]
