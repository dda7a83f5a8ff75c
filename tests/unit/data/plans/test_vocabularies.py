"""Every code of the transcription leads to a name that the database accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from sqlalchemy import CheckConstraint

from data.plans import vocabularies
from data.schema import COMMUNE_KINDS, Base


def accepted(table: str, column: str) -> set[str]:
    """Values of a closed vocabulary, read from the constraint."""
    for rule in Base.metadata.tables[table].constraints:
        if isinstance(rule, CheckConstraint):
            match = re.search(rf"\b{column} IN \((.*)\)$", str(rule.sqltext))
            if match:
                return set(re.findall(r"'([^']*)'", match[1]))
    raise AssertionError(f"{table}.{column} has no closed vocabulary")


@pytest.mark.parametrize(
    "vocabulary, table, column",
    [
        (vocabularies.LEVELS, "unit", "level"),
        (vocabularies.LOCALITY_LEVELS, "framework", "unit_level"),
        (vocabularies.SCOPES, "indicator_value", "scope"),
        (vocabularies.SCOPES, "target", "scope"),
        (vocabularies.VALUE_STATUSES, "indicator_value", "status"),
        (vocabularies.DIRECTIONS, "indicator", "direction"),
        (vocabularies.COMPARATORS, "target", "comparator"),
        (vocabularies.RULE_COMPARATORS, "budget_rule", "comparator"),
        (vocabularies.SCORE_ROWS, "official_score", "listing"),
        (vocabularies.TASK_LEVELS, "task", "level"),
        (vocabularies.TARGET_DUE, "target", "due_basis"),
        (vocabularies.TASK_DUE, "task", "due_basis"),
        (vocabularies.REPORTED_STATUSES, "task", "reported_status"),
        (vocabularies.DUTY_FREQUENCIES, "reporting_duty", "frequency"),
        (vocabularies.DIFFICULTY_KINDS, "difficulty", "kind"),
        (vocabularies.STATUSES, "information_system", "status"),
        (vocabularies.DATABASE_STATUSES, "shared_database", "status"),
        (vocabularies.DASHBOARD_ROLES, "information_system", "dashboard_role"),
        (vocabularies.LINEAGE_EXTENTS, "unit_lineage", "extent"),
    ],
)
def test_names_are_those_of_the_schema(vocabulary: Mapping[str, str], table: str, column: str) -> None:
    assert set(vocabulary.values()) <= accepted(table, column)


def test_budget_rows_are_lines_but_for_rules() -> None:
    assert set(vocabularies.BUDGET_LISTS.values()) - {"rule"} == accepted("budget_line", "listing")
    assert set(vocabularies.BUDGET_ROWS.values()) - {"rule"} == accepted("budget_line", "kind")


def test_kinds_of_communes_are_those_of_the_schema() -> None:
    assert set(vocabularies.COMMUNE_KINDS) == set(COMMUNE_KINDS)
    assert set(COMMUNE_KINDS) <= set(vocabularies.TERRITORY_KINDS.values())
    assert not set(COMMUNE_KINDS) & set(vocabularies.BODY_KINDS.values())
