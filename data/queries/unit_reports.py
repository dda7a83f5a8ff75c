"""Which reports a unit owes and which it gets, by the words that the plan prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, false, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.reporting import handed_in
from data.rollups.stacking import stacked
from data.rollups.units import address_of, addressed
from data.rules.naming import names_body, names_territory
from data.rules.reporting import State, due_day, is_ahead, state, year_shown
from data.schema import Locality, Period, ReportingDuty, Unit

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "unit"

QUESTION = Question(
    name="unit_reports",
    title="Đơn vị phải báo cáo những gì?",
    columns=(
        Column("duty_key", "text", "Mã chế độ báo cáo"),
        Column("role", "text", "Vai trò"),
        Column("is_direct", "flag", "Nêu đích danh"),
        Column("addressee", "text", "Nêu là"),
        Column("duty", "text", "Báo cáo"),
        Column("period_printed", "text", "Kỳ báo cáo"),
        Column("frequency", "text", "Định kỳ"),
        Column("due_printed", "text", "Hạn như in"),
        Column("due_on", "date", "Hạn"),
        Column("is_before", "flag", "Trước ngày"),
        Column("state", "text", "Tình trạng của hạn"),
        Column("reporter", "text", "Đơn vị báo cáo như in"),
        Column("recipient", "text", "Nơi nhận như in"),
        Column("other_address", "text", "Mã đơn vị phía bên kia"),
        Column("via", "text", "Gửi qua"),
    ),
    facts=("owed", "dated", "received", "next_on"),
)

_READ: tuple[Any, ...] = (
    ReportingDuty.id.label("duty_id"),
    ReportingDuty.key.label("duty_key"),
    ReportingDuty.duty,
    ReportingDuty.period_printed,
    ReportingDuty.frequency,
    ReportingDuty.due_printed,
    ReportingDuty.due_month,
    ReportingDuty.due_day,
    ReportingDuty.due_comparator,
    ReportingDuty.reporter_printed.label("reporter"),
    ReportingDuty.recipient_printed.label("recipient"),
    ReportingDuty.via_printed.label("via"),
    Period.starts_on.label("covered_from"),
    Period.ends_on.label("covered_until"),
    ReportingDuty.source_id.label("evidence_id"),
)


def statement(request: Request) -> Select[Any]:
    """Select the duties of the plan, whom it means by the unit, and the bodies that it lists."""
    both = stacked({"duty": _duties(request), "who": _who(request), "body": _bodies(request)})
    return with_source(select(*both.c), both.c.evidence_id)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Duties that name the unit: what it owes in the order of the year, without a day last; what it gets.

    Facts: duties that it owes, those of them with a day, the next of these days; the reports that it gets.
    """
    seen = [row for row in rows if row["part"] == "body" and request.sees(row["unit_address"])]
    who = sorted((row for row in rows if row["part"] == "who"), key=lambda row: not row["is_direct"])
    home = next((row["locality_name"] for row in rows if row["part"] == "who"), "")
    duties = [row for row in rows if row["part"] == "duty"]
    records = [
        record
        for role, other in (("reporter", "recipient"), ("recipient", "reporter"))
        for row in duties
        if (record := _record(row, role, _named(row[role], who, home), _named(row[other], seen, home)))
    ]
    dated = [{**record, "due_on": _due_on(record, request)} for record in records]
    owed = [record for record in dated if record["role"] == "reporter"]
    next_on = min((record["due_on"] for record in owed if _is_ahead(record, request)), default=None)
    facts: dict[str, Fact] = {
        "owed": len(owed),
        "dated": sum(record["due_on"] is not None for record in owed),
        "received": len(dated) - len(owed),
        "next_on": next_on,
    }
    stated = [{**each, "state": _state(each, next_on, request)} for each in dated]
    return sorted(stated, key=_order), facts


def _due_on(record: Row, request: Request) -> dt.date | None:
    """Read the printed day and month as a day of the plan's year that the day shown leads into."""
    year = year_shown(record["covered_from"], record["covered_until"], request.as_of)
    return due_day(year, record["due_month"], record["due_day"])


def _is_ahead(record: Row, request: Request) -> bool:
    due_on = record["due_on"]
    return due_on is not None and is_ahead(due_on, request.as_of, is_before=record["is_before"])


def _state(record: Row, next_on: dt.date | None, request: Request) -> State:
    has_report = record["role"] == "reporter" and bool(record.get("handed_in"))
    is_before = record["is_before"]
    return state(record["due_on"], next_on, request.as_of, is_before=is_before, has_report=has_report)


def _named(printed: str, bodies: Sequence[Row], home: str) -> Row | None:
    """Find the first of some units that printed words name."""
    return next((body for body in bodies if _is_named(printed, body, home)), None)


def _is_named(printed: str, unit: Row, home: str) -> bool:
    if unit["is_territory"]:
        return names_territory(printed, unit["unit_name"])
    return names_body(printed, unit["unit_name"], home)


def _record(row: Row, role: str, own: Row | None, other: Row | None) -> dict[str, Any] | None:
    if own is None:
        return None
    return {
        **row,
        "role": role,
        "is_direct": own["is_direct"],
        "addressee": own["unit_name"],
        "other_address": other["unit_address"] if other else None,
        "is_before": row["due_comparator"] == "<",
    }


def _order(record: Row) -> tuple[bool, dt.date, int]:
    return (record["role"] != "reporter", record["due_on"] or dt.date.max, record["duty_id"])


def _duties(request: Request) -> Select[Any]:
    return (
        select(*_READ, handed_in(request, unit=request.unit).label("handed_in"))
        .join(Locality, Locality.id == ReportingDuty.locality_id)
        .join(Period, Period.id == Locality.covered_period_id)
        .where(Locality.slug == request.locality)
    )


def _who(request: Request) -> Select[Any]:
    who = addressed(request)
    return (
        select(
            who.c.addressee.label("unit_name"),
            who.c.addressee_address.label("unit_address"),
            who.c.is_direct,
            who.c.is_territory,
            Locality.name.label("locality_name"),
        )
        .select_from(who)
        .join(Locality, Locality.slug == request.locality)
    )


def _bodies(request: Request) -> Select[Any]:
    columns: tuple[Any, ...] = (
        Unit.name.label("unit_name"),
        address_of(Unit).label("unit_address"),
        false().label("is_territory"),
    )
    return (
        select(*columns)
        .join(Locality, Locality.id == Unit.locality_id)
        .where(Locality.slug == request.locality, Unit.code_system == "plan")
    )
