"""One module a panel: answer -> headline sentence, figure, table. `PANELS` lists them by name."""

from __future__ import annotations

from collections.abc import Mapping

from layouts.drawing import Panel
from layouts.panels import (
    budget_alerts,
    budget_estimate,
    budget_lines,
    budget_rules,
    feedback_alerts,
    feedback_by_unit,
    feedback_map,
    feedback_satisfaction,
    feedback_timeliness,
    overview_alerts,
    overview_budget,
    overview_data,
    overview_pillars,
    overview_reports,
    overview_targets,
    overview_tiles,
    pillar_alerts,
    pillar_headings,
    pillar_losses,
    pillar_ranks,
    pillar_results,
    pillar_scores,
    pillar_targets,
    task_alerts,
    task_dues,
    task_pillars,
    task_tree,
    task_units,
)

PANELS: Mapping[str, Panel] = {
    panel.name: panel
    for panel in (
        budget_alerts.PANEL,
        budget_estimate.PANEL,
        budget_lines.PANEL,
        budget_rules.PANEL,
        feedback_alerts.PANEL,
        feedback_by_unit.PANEL,
        feedback_map.PANEL,
        feedback_satisfaction.PANEL,
        feedback_timeliness.PANEL,
        overview_alerts.PANEL,
        overview_budget.PANEL,
        overview_data.PANEL,
        overview_pillars.PANEL,
        overview_reports.PANEL,
        overview_targets.PANEL,
        overview_tiles.PANEL,
        pillar_alerts.PANEL,
        pillar_headings.PANEL,
        pillar_losses.PANEL,
        pillar_ranks.PANEL,
        pillar_results.PANEL,
        pillar_scores.PANEL,
        pillar_targets.PANEL,
        task_alerts.PANEL,
        task_dues.PANEL,
        task_pillars.PANEL,
        task_tree.PANEL,
        task_units.PANEL,
    )
}
