"""One question a module: `QUESTION` declares it, `statement` selects, `shape` applies the rules.

`REACH` says what an answer reveals. With "unit" whoever may see that unit alone gets it: where a request has
a scope, the statement reads figures of its unit only, and facts that compare it with others are None. With
"localities" the request names the places beside its own (`Request.beside`); it has none where a scope is set.
`shape` gives the rows of the answer, and facts about the whole. A query never touches a connection,
so that exactly one statement answers a question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from sqlalchemy import Select

from data.contracts import Fact, Question, Reach, Request
from data.queries import (
    budget_alerts,
    budget_estimate,
    budget_lines,
    budget_rules,
    data_conflicts,
    data_freshness,
    data_sources,
    document_alerts,
    document_cited,
    document_directives,
    document_statements,
    dossier_ages,
    dossier_alerts,
    dossier_case,
    dossier_coming,
    dossier_compare,
    dossier_digital,
    dossier_fields,
    dossier_league,
    dossier_matrix,
    dossier_months,
    dossier_online,
    dossier_timeliness,
    dossier_unusual,
    feedback_ages,
    feedback_alerts,
    feedback_by_unit,
    feedback_case,
    feedback_coming,
    feedback_compare,
    feedback_league,
    feedback_map,
    feedback_matrix,
    feedback_months,
    feedback_satisfaction,
    feedback_timeliness,
    feedback_unusual,
    indicator_results,
    indicator_sources,
    indicator_targets,
    locality_board,
    map_bodies,
    map_communes,
    map_measures,
    overview_alerts,
    overview_budget,
    overview_data,
    overview_pillars,
    overview_reports,
    overview_targets,
    overview_tiles,
    pillar_against,
    pillar_alerts,
    pillar_headings,
    pillar_losses,
    pillar_profile,
    pillar_ranks,
    pillar_results,
    pillar_scores,
    pillar_targets,
    pillar_tasks,
    reporting_alerts,
    reporting_board,
    reporting_calendar,
    reporting_received,
    system_databases,
    system_inventory,
    system_roles,
    task_alerts,
    task_dues,
    task_pillars,
    task_tree,
    task_units,
    unit_alerts,
    unit_feedback,
    unit_figures,
    unit_identity,
    unit_ranking,
    unit_reports,
    unit_targets,
    unit_tasks,
)

Row: TypeAlias = Mapping[str, Any]
Shaped: TypeAlias = tuple[list[dict[str, Any]], dict[str, Fact]]


class Query(Protocol):
    """What every module of this package offers."""

    QUESTION: Question
    REACH: Reach

    def statement(self, request: Request) -> Select[Any]:
        """Select the rows of one answer, with the columns of `data.provenance.SOURCE_COLUMNS`."""

    def shape(self, rows: Sequence[Row], request: Request) -> Shaped:
        """Turn rows into records of the declared columns, and facts."""


_MODULES: tuple[Query, ...] = (
    budget_alerts,
    budget_estimate,
    budget_lines,
    budget_rules,
    data_conflicts,
    data_freshness,
    data_sources,
    document_alerts,
    document_cited,
    document_directives,
    document_statements,
    dossier_ages,
    dossier_alerts,
    dossier_case,
    dossier_coming,
    dossier_compare,
    dossier_digital,
    dossier_fields,
    dossier_league,
    dossier_matrix,
    dossier_months,
    dossier_online,
    dossier_timeliness,
    dossier_unusual,
    feedback_ages,
    feedback_alerts,
    feedback_by_unit,
    feedback_case,
    feedback_coming,
    feedback_compare,
    feedback_league,
    feedback_map,
    feedback_matrix,
    feedback_months,
    feedback_satisfaction,
    feedback_timeliness,
    feedback_unusual,
    indicator_results,
    indicator_sources,
    indicator_targets,
    locality_board,
    map_bodies,
    map_communes,
    map_measures,
    overview_alerts,
    overview_budget,
    overview_data,
    overview_pillars,
    overview_reports,
    overview_targets,
    overview_tiles,
    pillar_against,
    pillar_alerts,
    pillar_headings,
    pillar_losses,
    pillar_profile,
    pillar_ranks,
    pillar_results,
    pillar_scores,
    pillar_targets,
    pillar_tasks,
    reporting_alerts,
    reporting_board,
    reporting_calendar,
    reporting_received,
    system_databases,
    system_inventory,
    system_roles,
    task_alerts,
    task_dues,
    task_pillars,
    task_tree,
    task_units,
    unit_alerts,
    unit_feedback,
    unit_figures,
    unit_identity,
    unit_ranking,
    unit_reports,
    unit_targets,
    unit_tasks,
)

QUERIES: Mapping[str, Query] = {query.QUESTION.name: query for query in _MODULES}
