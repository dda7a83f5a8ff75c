"""What can be brought in through a template: one declaration a kind."""

from __future__ import annotations

from collections.abc import Mapping

from data.intake.kinds.case_pauses import CASE_PAUSES
from data.intake.kinds.columns import Kind
from data.intake.kinds.dossier_cases import DOSSIER_CASES
from data.intake.kinds.feedback_cases import FEEDBACK_CASES
from data.intake.kinds.frameworks import FRAMEWORKS, INDICATORS, PILLARS
from data.intake.kinds.ledger import LEDGER
from data.intake.kinds.measures import INDICATOR_VALUES, PILLAR_SCORES
from data.intake.kinds.money import BUDGET_LINES
from data.intake.kinds.promises import REPORTING_DUTIES, TASKS
from data.intake.kinds.service import DOSSIER_COUNTS, FEEDBACK_COUNTS
from data.intake.kinds.submissions import SUBMISSIONS
from data.intake.kinds.targets import TARGETS
from data.intake.kinds.units import UNITS

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        FEEDBACK_COUNTS,
        DOSSIER_COUNTS,
        FEEDBACK_CASES,
        DOSSIER_CASES,
        CASE_PAUSES,
        BUDGET_LINES,
        LEDGER,
        INDICATOR_VALUES,
        PILLAR_SCORES,
        TARGETS,
        TASKS,
        REPORTING_DUTIES,
        SUBMISSIONS,
        UNITS,
        FRAMEWORKS,
        PILLARS,
        INDICATORS,
    )
}
"""Kinds by name, in the order in which pages list them."""
