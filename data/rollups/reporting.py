"""Reporting duties with their days in the year looked at: the one way in which pages read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Request
from data.provenance import with_source
from data.rules.reporting import due_day, is_ahead, state, year_shown
from data.schema import Locality, Period, ReportingDuty

Row: TypeAlias = Mapping[str, Any]

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
        select(*_READ)
        .join(Locality, Locality.id == ReportingDuty.locality_id)
        .join(Period, Period.id == Locality.covered_period_id)
        .where(Locality.slug == request.locality)
    )
    return with_source(found, ReportingDuty.source_id)


def dated(rows: Sequence[Row], as_of: dt.date) -> list[dict[str, Any]]:
    """Give each duty its day and where it stands, in the order of the year, those without a day last.

    Adds `due_on`, `is_before` ("before the 15th"), `state` (`data.rules.reporting`), `next_on`, the first
    day still ahead, and `year`.
    """
    found = [_with_day(row, as_of) for row in rows]
    ahead = [row["due_on"] for row in found if _is_ahead(row, as_of)]
    next_on = min(ahead, default=None)
    standing = [
        {**row, "next_on": next_on, "state": state(row["due_on"], next_on, as_of, is_before=row["is_before"])}
        for row in found
    ]
    return sorted(standing, key=lambda row: (row["due_on"] or dt.date.max, row["duty_id"]))


def _with_day(row: Row, as_of: dt.date) -> dict[str, Any]:
    year = year_shown(row["covered_from"], row["covered_until"], as_of)
    due_on = due_day(year, row["due_month"], row["due_day"])
    return {**row, "year": year, "due_on": due_on, "is_before": row["due_comparator"] == "<"}


def _is_ahead(row: Row, as_of: dt.date) -> bool:
    return row["due_on"] is not None and is_ahead(row["due_on"], as_of, is_before=row["is_before"])
