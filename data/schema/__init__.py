"""The shared database as a contract: typed tables, with their rules as constraints in the database."""

from data.schema.base import UNKNOWN_START, Base
from data.schema.inventory import InformationSystem, SharedDatabase
from data.schema.measures import (
    Framework,
    Indicator,
    IndicatorValue,
    OfficialScore,
    Pillar,
    Target,
    TargetResult,
    TargetUnit,
)
from data.schema.money import BudgetLine, BudgetRule
from data.schema.places import COMMUNE_KINDS, Locality, LocalityPeriod, Period, Unit, UnitLineage
from data.schema.provenance import DATASETS, DatasetVersion, Document, Source
from data.schema.rollups import FeedbackRollup, OverviewRollup
from data.schema.service import DossierCount, FeedbackCount
from data.schema.work import Difficulty, ReportingDuty, Task, TaskUnit

__all__ = [
    "COMMUNE_KINDS",
    "DATASETS",
    "UNKNOWN_START",
    "Base",
    "BudgetLine",
    "BudgetRule",
    "DatasetVersion",
    "Difficulty",
    "Document",
    "DossierCount",
    "FeedbackCount",
    "FeedbackRollup",
    "Framework",
    "Indicator",
    "IndicatorValue",
    "InformationSystem",
    "Locality",
    "LocalityPeriod",
    "OfficialScore",
    "OverviewRollup",
    "Period",
    "Pillar",
    "ReportingDuty",
    "SharedDatabase",
    "Source",
    "Target",
    "TargetResult",
    "TargetUnit",
    "Task",
    "TaskUnit",
    "Unit",
    "UnitLineage",
]
