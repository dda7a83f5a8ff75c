"""Which data sets a question reads, told by the tables of its statement: nobody has to declare it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache

from sqlalchemy import Table
from sqlalchemy.sql import visitors

from data.contracts import Request
from data.queries import QUERIES

DATASET_OF_TABLE: Mapping[str, str] = {
    "budget_line": "budget",
    "budget_rule": "budget",
    "calendar_day": "rollups",
    "case_category": "rollups",
    "case_day": "rollups",
    "case_horizon": "rollups",
    "case_limit": "rollups",
    "case_locality_day": "rollups",
    "case_month": "rollups",
    "case_pause": "rollups",
    "case_standing": "rollups",
    "case_unit_month": "rollups",
    "conflict": "rollups",
    "conflict_check": "rollups",
    "conflict_source": "rollups",
    "difficulty": "tasks",
    "document": "documents",
    "dossier_case": "dossiers",
    "dossier_count": "dossiers",
    "feedback_case": "feedback",
    "feedback_count": "feedback",
    "feedback_rollup": "rollups",
    "framework": "scores",
    "indicator": "indicators",
    "indicator_value": "indicators",
    "information_system": "systems",
    "intake_batch": "documents",
    "ledger_entry": "budget",
    "locality": "units",
    "locality_period": "units",
    "meeting": "rollups",
    "official_score": "scores",
    "overview_rollup": "rollups",
    "period": "units",
    "pillar": "scores",
    "procedure": "rollups",
    "report_submission": "reporting",
    "reporting_duty": "reporting",
    "shared_database": "systems",
    "source": "documents",
    "target": "targets",
    "target_result": "targets",
    "target_unit": "targets",
    "task": "tasks",
    "task_unit": "tasks",
    "unit": "units",
    "unit_lineage": "units",
}
ANY_REQUEST = Request("any", "2022", dt.date(2022, 12, 31))
"""Which tables a statement reads does not depend on what is asked for."""


@cache
def datasets_read() -> Mapping[str, frozenset[str]]:
    """Give the data sets of every question by its name. Worked out once: it changes with the code only."""
    return {
        name: frozenset(
            DATASET_OF_TABLE[element.name]
            for element in visitors.iterate(query.statement(ANY_REQUEST))
            if isinstance(element, Table)
        )
        for name, query in QUERIES.items()
    }
