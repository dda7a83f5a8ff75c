"""One module a panel: answer -> headline sentence, figure, table. `PANELS` lists them by name."""

from __future__ import annotations

from collections.abc import Mapping

from layouts.drawing import Panel
from layouts.panels import feedback_by_unit

PANELS: Mapping[str, Panel] = {panel.name: panel for panel in (feedback_by_unit.PANEL,)}
