"""Reporting duties with their days in the year looked at: the one way in which pages read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, case, extract, func, literal, select

from data.contracts import Request
from data.provenance import with_source
from data.rollups.units import address_of
from data.rules.reporting import due_day, is_ahead, state, year_shown
from data.schema import Locality, Period, ReportingDuty, ReportSubmission, Unit

Row: TypeAlias = Mapping[str, Any]

_DAY = dt.timedelta(days=1)

_READ: tuple[Any, ...] = (
    ReportingDuty.id.label("duty_id"),
    ReportingDuty.duty,
    ReportingDuty.period_printed,
    ReportingDuty.frequency,
    ReportingDuty.due_month,
    ReportingDuty.due_day,
    ReportingDuty.due_printed,
    ReportingDuty.due_comparator,
    ReportingDuty.reporter_printed.label("reporter"),
    ReportingDuty.recipient_printed.label("recipient"),
    ReportingDuty.via_printed.label("via"),
    ReportingDuty.note,
    Period.starts_on.label("covered_from"),
    Period.ends_on.label("covered_until"),
    Locality.covered_printed,
)


def duties(request: Request) -> Select[Any]:
    """Select the duties of the locality's plan with the period that the plan covers."""
    found = (
        select(*_READ, handed_in(request).label("handed_in"))
        .join(Locality, Locality.id == ReportingDuty.locality_id)
        .join(Period, Period.id == Locality.covered_period_id)
        .where(Locality.slug == request.locality)
    )
    return with_source(found, ReportingDuty.source_id)


def handed_in(request: Request, *, unit: str = "") -> ColumnElement[int]:
    """Count the reports of a duty that came until `as_of` for the year looked at, of one unit where named.

    Stands in a statement that selects from ReportingDuty and the Period that its plan covers.
    """
    counted = (
        select(func.count())
        .where(ReportSubmission.duty_id == ReportingDuty.id)
        .where(ReportSubmission.year == year_looked_at(request.as_of))
        .where(ReportSubmission.handed_in_on <= request.as_of)
    )
    if unit:
        own = select(Unit.id).where(address_of(Unit) == unit)
        counted = counted.where(ReportSubmission.unit_id.in_(own))
    return counted.correlate(ReportingDuty, Period).scalar_subquery()


def year_looked_at(as_of: dt.date) -> ColumnElement[int]:
    """`data.rules.reporting.year_shown` in SQL, of the Period in the statement."""
    after, ends = as_of + _DAY, Period.ends_on
    is_new_year = (extract("month", ends) == 1) & (extract("day", ends) == 1)
    last: ColumnElement[int] = case((is_new_year, extract("year", ends) - 1), else_=extract("year", ends))
    return case(
        (literal(after) < Period.starts_on, extract("year", Period.starts_on)),
        (literal(after) >= ends, last),
        else_=after.year,
    )


def dated(rows: Sequence[Row], as_of: dt.date) -> list[dict[str, Any]]:
    """Give each duty its day and where it stands, in the order of the year, those without a day last.

    Adds `due_on`, `is_before` ("before the 15th"), `state` (`data.rules.reporting`), `next_on`, the first
    day still ahead, and `year`.
    """
    found = [_with_day(row, as_of) for row in rows]
    ahead = [row["due_on"] for row in found if _is_ahead(row, as_of)]
    next_on = min(ahead, default=None)
    standing = [{**row, "next_on": next_on, "state": _state(row, next_on, as_of)} for row in found]
    return sorted(standing, key=lambda row: (row["due_on"] or dt.date.max, row["duty_id"]))


def _state(row: Row, next_on: dt.date | None, as_of: dt.date) -> str:
    has_report = bool(row.get("handed_in"))
    return state(row["due_on"], next_on, as_of, is_before=row["is_before"], has_report=has_report)


def _with_day(row: Row, as_of: dt.date) -> dict[str, Any]:
    year = year_shown(row["covered_from"], row["covered_until"], as_of)
    due_on = due_day(year, row["due_month"], row["due_day"])
    return {**row, "year": year, "due_on": due_on, "is_before": row["due_comparator"] == "<"}


def _is_ahead(row: Row, as_of: dt.date) -> bool:
    return row["due_on"] is not None and is_ahead(row["due_on"], as_of, is_before=row["is_before"])
