"""One module a panel: answer -> headline sentence, figure, table. `PANELS` lists them by name."""

from __future__ import annotations

from collections.abc import Mapping

from layouts.drawing import Panel
from layouts.panels import (
    feedback_alerts,
    feedback_by_unit,
    feedback_map,
    feedback_satisfaction,
    feedback_timeliness,
)

PANELS: Mapping[str, Panel] = {
    panel.name: panel
    for panel in (
        feedback_alerts.PANEL,
        feedback_by_unit.PANEL,
        feedback_map.PANEL,
        feedback_satisfaction.PANEL,
        feedback_timeliness.PANEL,
    )
}
