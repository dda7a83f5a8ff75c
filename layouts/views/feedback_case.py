"""Page /feedback/<case>: one case, its clocks, and its due date as a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.panels import feedback_case
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/feedback/<case>", "Phản ánh", subject="case", within="/feedback")

PANELS: tuple[Panel, ...] = (feedback_case.PANEL,)


def grid(request: Request) -> Sequence[Component]:
    """One panel over the whole width."""
    return [frame(panel, request) for panel in PANELS]
