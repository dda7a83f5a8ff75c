"""The files of the plans: their columns, and the data set that each model belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from data.intake.batch import Model
from data.schema import (
    BudgetLine,
    BudgetRule,
    Difficulty,
    Document,
    DossierCount,
    FeedbackCount,
    Framework,
    Indicator,
    IndicatorValue,
    InformationSystem,
    Locality,
    OfficialScore,
    Pillar,
    ReportingDuty,
    SharedDatabase,
    Target,
    TargetResult,
    TargetUnit,
    Task,
    TaskUnit,
    Unit,
    UnitLineage,
)

PLANS_FOLDER = Path(__file__).parent
LINEAGE_FILE = PLANS_FOLDER.parent / "geo" / "lineage_5.csv"

_PLACE = "seed_file section line"

COLUMNS: Mapping[str, Sequence[str]] = {
    name: columns.split()
    for name, columns in {
        "localities": "locality_code name level parent_unit province_as_printed province_line document_kind"
        " document_title document_number_raw document_number_line document_date_raw document_date"
        " issuing_body signatory_title_raw signatory_line period_covered period_from period_to"
        f" assessed_period assessed_from assessed_to {_PLACE} note",
        "units": "unit_id locality_code locality name name_raw kind level parent named_in_seed mention_lines"
        " mention_count gso_code gso_code_source dataset_name district_code province_code lat lon bounds role"
        f" {_PLACE} note",
        "frameworks": "framework_code locality_code name level decision valid_from valid_to max_score"
        f" max_score_derived {_PLACE} note",
        "pillars": "framework_code locality_code position pillar name name_raw max_score includes_codes"
        f" {_PLACE} note",
        "indicators_actual": "id locality_code locality pillar indicator_code indicator scope period"
        " period_from period_to value_raw value unit unit_label numerator_raw numerator denominator_raw"
        f" denominator value_recomputed_derived value_status direction {_PLACE} note",
        "dti_scores": "locality_code year seq row_type criterion criterion_raw pillar score_raw score"
        f" max_score_raw max_score score_pct_derived rank_raw rank units_ranked {_PLACE} note",
        "targets": "id locality_code locality pillar indicator_code target scope comparator comparator_raw"
        " target_raw target_value target_value_max unit unit_label baseline_raw baseline_value baseline_year"
        " period period_from period_to deadline_raw deadline deadline_basis commitment lead_unit"
        f" coordinating_units lead_line actual_ids {_PLACE} note",
        "tasks": "id locality_code locality pillar level parent_id task unit_target lead_unit"
        " coordinating_units lead_line deadline_raw deadline deadline_basis deadline_line frequency quantity"
        f" status_in_seed related_system {_PLACE} note",
        "feedback_2022_tan_chau": "locality_code period_from period_to seq unit unit_raw scope gso_code"
        " is_total total in_progress_on_time in_progress_overdue done_on_time done_overdue satisfied accepted"
        f" dissatisfied rated_derived unrated_derived on_time_pct_derived {_PLACE} note",
        "dossiers_tam_phuoc_2022": "locality_code year seq field field_raw is_total received_raw received"
        " share_raw share_printed_pct share_recomputed_pct_derived returned_raw returned returned_share_raw"
        " in_progress_raw in_progress early_raw early early_line early_share_raw on_time_derived overdue"
        f" {_PLACE} note",
        "budget": "id locality_code source_list fiscal_year hierarchy_code parent_code row_type name"
        " planned_raw planned_vnd executed_raw executed_vnd execution_pct_derived rule_comparator"
        f" rule_pct_raw rule_pct rule_base description {_PLACE} note",
        "documents": "locality_code list seq kind number date_raw date issuer subject_short"
        f" implements_document {_PLACE} note",
        "documents_cited": "locality_code locality kind number date_raw date subject_raw in_phu_luc_01"
        f" other_lines {_PLACE}",
        "reporting_calendar": "id locality_code duty frequency period due_raw due_comparator due_month"
        f" due_day reporter recipient via {_PLACE} note",
        "systems": "id locality_code locality system aliases_printed parent_system category what_it_does"
        f" operator status dashboard_role dashboard_metric other_lines {_PLACE} note",
        "databases": f"id locality_code list seq name summary operator status {_PLACE} note",
        "difficulties": f"id locality_code locality kind pillar statement {_PLACE} note",
        "lineage_5": "locality event_date old_code old_name old_district old_district_code new_code new_name"
        " new_district kind relation resolution old_province old_province_code new_province new_province_code"
        " outside_locality",
    }.items()
}
"""Columns of each file by its name without the ending."""

DATASETS: Mapping[str, Sequence[Model]] = {
    "units": (Unit, UnitLineage, Locality),
    "scores": (Framework, Pillar, OfficialScore),
    "indicators": (Indicator, IndicatorValue),
    "targets": (Target, TargetResult, TargetUnit),
    "tasks": (Task, TaskUnit, Difficulty),
    "feedback": (FeedbackCount,),
    "dossiers": (DossierCount,),
    "budget": (BudgetLine, BudgetRule),
    "reporting": (ReportingDuty,),
    "documents": (Document,),
    "systems": (InformationSystem, SharedDatabase),
}
"""Models of each data set that the plans fill; difficulties go with the tasks that answer them."""


def paths(folder: Path, lineage: Path) -> Mapping[str, Path]:
    """Where each file is read from: the lineage of units stands apart from the plans."""
    found = {name: folder / f"{name}.csv" for name in COLUMNS}
    return found | {"lineage_5": lineage}
