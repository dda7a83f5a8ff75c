"""What can be brought in through a template: one declaration a kind."""

from __future__ import annotations

from collections.abc import Mapping

from data.intake.kinds.columns import Kind
from data.intake.kinds.measures import INDICATOR_VALUES, PILLAR_SCORES
from data.intake.kinds.money import BUDGET_LINES
from data.intake.kinds.promises import REPORTING_DUTIES, TASKS
from data.intake.kinds.service import DOSSIER_COUNTS, FEEDBACK_COUNTS
from data.intake.kinds.targets import TARGETS

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        FEEDBACK_COUNTS,
        DOSSIER_COUNTS,
        BUDGET_LINES,
        INDICATOR_VALUES,
        PILLAR_SCORES,
        TARGETS,
        TASKS,
        REPORTING_DUTIES,
    )
}
"""Kinds by name, in the order in which pages list them."""
