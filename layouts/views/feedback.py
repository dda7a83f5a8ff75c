"""Page /feedback."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/feedback", "Phản ánh")
PANELS: tuple[Panel, ...] = ()


def grid(request: Request) -> Sequence[Component]:
    """Lay the frames out on twelve columns."""
    return [frame(panel, request) for panel in PANELS]
