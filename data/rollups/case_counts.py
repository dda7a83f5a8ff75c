"""Single cases in the shape of reported counts: where a unit has cases, they stand in place of its report.

The forms count what a unit had to deal with in a period, whenever it came: what it closed, and what was open
at the end. So every part is at most its total, as in Phụ lục 02 (S0 line 373: 37 = 0 + 0 + 29 + 8). Rejected
and forwarded cases leave every denominator (domain.md section 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import CTE, BigInteger, ColumnElement, FromClause, Integer, Select, cast, literal, select

from data.contracts import Request
from data.rollups.case_pages import span
from data.rollups.cases_states import states
from data.rollups.units import address_of
from data.schema import CaseCategory, Unit

_ON_TIME = ("closed_early", "closed_on_time")
_OPEN = ("open_in_time", "open_due_soon", "open_overdue")
_DEALT_WITH = (*_OPEN, *_ON_TIME, "closed_late")

_FEEDBACK: Mapping[str, tuple[str, ...]] = {
    "received": _DEALT_WITH,
    "open_in_time": ("open_in_time", "open_due_soon"),
    "open_overdue": ("open_overdue",),
    "closed_on_time": _ON_TIME,
    "closed_late": ("closed_late",),
    "satisfied": ("satisfied",),
    "accepted": ("accepted",),
    "dissatisfied": ("dissatisfied",),
    "came": ("received",),
    "failed": ("failed",),
    "responded": ("responded",),
    "reopened": ("reopened",),
}
_DOSSIERS: Mapping[str, tuple[str, ...]] = {
    "received": _DEALT_WITH,
    "returned": (*_ON_TIME, "closed_late"),
    "in_progress": _OPEN,
    "closed_early": ("closed_early",),
    "closed_on_time": ("closed_on_time",),
    "closed_late": ("closed_late",),
    "open_overdue": ("open_overdue",),
    "came": ("received",),
    "reopened": ("reopened",),
}
"""Columns of the forms, and those that only cases tell, by the sums that make them up."""


def feedback_by_unit(request: Request) -> CTE:
    """A row a unit with feedback cases: `unit_id`, COUNTS and OF_CASES of `data.rules.feedback`."""
    measures = [*_read(_FEEDBACK), "response_minutes"]
    rows = states(span("feedback", request), measures=measures).subquery("of_cases")
    minutes = cast(rows.c.response_minutes, BigInteger).label("response_minutes")
    return select(rows.c.unit_id, *_summed(rows, _FEEDBACK), minutes).cte()


def dossiers_by_unit(request: Request) -> CTE:
    """A row a unit with dossier cases: `unit_id`, `unit_name`, `unit_address`, COUNTS, `came`, `reopened`."""
    rows = states(span("dossier", request), measures=_read(_DOSSIERS)).subquery("of_cases")
    columns = (rows.c.unit_id, Unit.name.label("unit_name"), address_of(Unit).label("unit_address"))
    found = select(
        *columns, *_summed(rows, _DOSSIERS), literal("").label("field"), literal(0).label("position")
    )
    return found.join(Unit, Unit.id == rows.c.unit_id).cte()


def dossiers_by_field(request: Request) -> CTE:
    """A row a field of all cases of the locality, under its own unit; columns as `dossiers_by_unit`."""
    by, measures = ("unit_id", "category_id"), _read(_DOSSIERS)
    rows = states(span("dossier", request), by, totals=True, measures=measures).subquery("of_cases")
    columns = (rows.c.unit_id, Unit.name.label("unit_name"), address_of(Unit).label("unit_address"))
    field = (CaseCategory.name.label("field"), CaseCategory.position)
    found = select(*columns, *_summed(rows, _DOSSIERS), *field).join(Unit, Unit.id == rows.c.unit_id)
    return found.join(CaseCategory, CaseCategory.id == rows.c.category_id).cte()


def units_with_dossiers(request: Request) -> Select[Any]:
    """Select the ids of units that have dossier cases: what they reported gives way."""
    return select(states(span("dossier", request), measures=()).subquery("of_cases").c.unit_id)


def _read(parts: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Measures of the months that make up columns, each once."""
    return list(dict.fromkeys(name for names in parts.values() for name in names if name not in _OPEN))


def _summed(rows: FromClause, parts: Mapping[str, tuple[str, ...]]) -> list[ColumnElement[Any]]:
    """Add up sums; PostgreSQL would give them as decimals."""
    return [
        cast(reduce(add, (rows.c[part] for part in names)), Integer).label(name)
        for name, names in parts.items()
    ]
