"""Page /localities: the localities that a viewer sees whole, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.panels import locality_board
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/localities", "Các địa bàn", is_wide=True)

PANELS: tuple[Panel, ...] = (locality_board.PANEL,)


def grid(request: Request) -> Sequence[Component]:
    """Set one list over the whole width: a row a locality."""
    return [frame(panel, request) for panel in PANELS]
