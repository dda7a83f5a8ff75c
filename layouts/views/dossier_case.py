"""Page /dossiers/<case>: one case, its clocks, and its due date as a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Request
from layouts.drawing import Panel
from layouts.panels import dossier_case
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/dossiers/<case>", "Hồ sơ", subject="case", within="/dossiers")

PANELS: tuple[Panel, ...] = (dossier_case.PANEL,)


def grid(request: Request) -> Sequence[Component]:
    """One panel over the whole width."""
    return [frame(panel, request) for panel in PANELS]
