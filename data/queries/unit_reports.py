"""Which reports a unit owes and which it gets, by the words that the plan prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, false, select

from data.contracts import Column, Fact, Question, Request
from data.provenance import with_source
from data.rollups.stacking import stacked
from data.rollups.units import address_of, addressed
from data.rules.naming import names_body, names_territory
from data.schema import Locality, ReportingDuty, Unit

Row: TypeAlias = Mapping[str, Any]

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
        Column("due_month", "int", "Tháng đến hạn"),
        Column("due_day", "int", "Ngày đến hạn"),
        Column("reporter", "text", "Đơn vị báo cáo như in"),
        Column("recipient", "text", "Nơi nhận như in"),
        Column("other_address", "text", "Mã đơn vị phía bên kia"),
        Column("via", "text", "Gửi qua"),
    ),
    facts=("owed", "dated", "received"),
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
    ReportingDuty.reporter_printed.label("reporter"),
    ReportingDuty.recipient_printed.label("recipient"),
    ReportingDuty.via_printed.label("via"),
    ReportingDuty.source_id.label("evidence_id"),
)


def statement(request: Request) -> Select[Any]:
    """Select the duties of the plan, whom it means by the unit, and the bodies that it lists."""
    both = stacked({"duty": _duties(request), "who": _who(request), "body": _bodies(request)})
    return with_source(select(*both.c), both.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Duties that name the unit: what it owes, by the order of the year and those without a day last; what it gets.

    Facts: duties that it owes, those of them with a day, and those whose reports it gets.
    """
    bodies = [row for row in rows if row["part"] == "body"]
    who = sorted((row for row in rows if row["part"] == "who"), key=lambda row: not row["is_direct"])
    home = next((row["locality_name"] for row in rows if row["part"] == "who"), "")
    duties = [row for row in rows if row["part"] == "duty"]
    records = [
        record
        for role, other in (("reporter", "recipient"), ("recipient", "reporter"))
        for row in duties
        if (record := _record(row, role, _named(row[role], who, home), _named(row[other], bodies, home)))
    ]
    owed = [record for record in records if record["role"] == "reporter"]
    facts: dict[str, Fact] = {
        "owed": len(owed),
        "dated": sum(record["due_day"] is not None for record in owed),
        "received": len(records) - len(owed),
    }
    return sorted(records, key=_order), facts


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
    }


def _order(record: Row) -> tuple[bool, bool, int, int, int]:
    month, day = record["due_month"], record["due_day"]
    return (record["role"] != "reporter", month is None, month or 0, day or 0, record["duty_id"])


def _duties(request: Request) -> Select[Any]:
    return (
        select(*_READ)
        .join(Locality, Locality.id == ReportingDuty.locality_id)
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
