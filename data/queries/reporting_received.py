"""Which reports came, which came late, and from whom none is known, by the due days of the year looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, case, or_, select
from sqlalchemy.orm import aliased

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.reporting import dated, duties
from data.rollups.stacking import stacked
from data.rules.collation import fold
from data.rules.reporting import COMMUNE, Body, Received, is_group, owed_by, received
from data.schema import COMMUNE_KINDS, Locality, ReportSubmission, Unit

Row: TypeAlias = Mapping[str, Any]

NOTHING = "nothing"
"""Kind of the only row where reports are owed and none is known to have come."""

REACH: Reach = "locality"

QUESTION = Question(
    name="reporting_received",
    title="Báo cáo nào đã nộp, nộp trễ, còn thiếu của ai?",
    columns=(
        Column("kind", "text", "Loại dòng"),
        Column("duty", "text", "Báo cáo"),
        Column("period_printed", "text", "Kỳ báo cáo"),
        Column("due_on", "date", "Hạn"),
        Column("is_before", "flag", "Trước ngày"),
        Column("reporter", "text", "Đơn vị báo cáo"),
        Column("has_others", "flag", "Còn đơn vị không đếm được"),
        Column("owed", "int", "Số đơn vị phải nộp", "cases"),
        Column("on_time", "int", "Nộp đúng hạn", "cases"),
        Column("late", "int", "Nộp trễ", "cases"),
        Column("missing", "int", "Chưa có báo cáo", "cases"),
        Column("late_names", "text", "Đơn vị nộp trễ"),
        Column("missing_names", "text", "Đơn vị chưa có báo cáo"),
    ),
    facts=("year", "recorded", "late", "missing"),
)

NAMES = "; "
"""Between the names of units in one cell."""


def statement(request: Request) -> Select[Any]:
    """Select the duties of the plan, the units that may owe reports, and what was handed in."""
    own, is_commune = aliased(Unit), Unit.kind.in_(COMMUNE_KINDS)
    # Departments of other levels are named by plans too, but do not report to this one.
    bodies = (
        select(Unit.id.label("unit_id"), Unit.name.label("unit_name"))
        .add_columns(
            Unit.valid_from, Unit.valid_to, case((is_commune, COMMUNE), else_=Unit.kind).label("kind")
        )
        .join(Locality, Locality.id == Unit.locality_id)
        .join(own, own.id == Locality.unit_id)
        .where(Locality.slug == request.locality, or_(is_commune, Unit.level == own.level))
    )
    reports: tuple[Any, ...] = (
        ReportSubmission.duty_id,
        ReportSubmission.year,
        ReportSubmission.unit_id,
        Unit.name.label("unit_name"),
        ReportSubmission.reporter_printed.label("handed_in_by"),
        ReportSubmission.handed_in_on,
    )
    came = (
        select(*reports)
        .join(Locality, Locality.id == ReportSubmission.locality_id)
        .outerjoin(Unit, Unit.id == ReportSubmission.unit_id)
        .where(Locality.slug == request.locality, ReportSubmission.handed_in_on <= request.as_of)
    )
    parts = {
        "duty": duties(request),
        "body": bodies,
        "report": with_source(came, ReportSubmission.source_id),
    }
    both = stacked(parts)
    return select(*both.c)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row a duty whose day has gone by or of which a report is known; one that says so before the first.

    Where nobody keeps a register of what came, silence says nothing of anybody. Facts: the year, the
    reports recorded for it, how many of them late, and how many are missing of units that can be counted.
    """
    found = dated([row for row in rows if row["part"] == "duty"], request.as_of)
    year = found[0]["year"] if found else None
    reports = [row for row in rows if row["part"] == "report" and row["year"] == year]
    bodies = [row for row in rows if row["part"] == "body" and not is_group(row["unit_name"])]
    records = [_record(row, bodies, reports) for row in found] if reports else []
    shown = [
        row for row in records if row["state"] in {"passed", "reported"} or row["on_time"] or row["late"]
    ]
    facts: dict[str, Fact] = {
        "year": year,
        "recorded": len(reports),
        "late": sum(row["late"] for row in shown),
        "missing": sum(row["missing"] for row in shown),
    }
    return shown or ([{"kind": NOTHING}] if found else []), facts


def _record(duty: Row, bodies: Sequence[Row], reports: Sequence[Row]) -> dict[str, Any]:
    day: dt.date | None = duty["due_on"]
    # Who collects the reports hands in none to itself.
    collects = {fold(duty[name]) for name in ("recipient", "via")}
    living = {
        row["unit_id"]: Body(row["unit_name"], row["kind"])
        for row in bodies
        if (day is None or _lives(row, day)) and fold(row["unit_name"]) not in collects
    }
    owed = owed_by(duty["reporter"], living)
    came = {
        row["unit_name"] or row["handed_in_by"]: row["handed_in_on"]
        for row in reports
        if row["duty_id"] == duty["duty_id"]
    }
    is_open = duty["state"] in {"next", "ahead"}
    names = {} if is_open else {unit: living[unit].name for unit in sorted(owed.units)}
    found = received(came, names, day, is_before=duty["is_before"])
    is_single = not owed.units and not is_group(duty["reporter"])
    if is_single:
        found = _single(found, duty, is_open=is_open)
    return {
        **duty,
        "kind": "duty",
        "has_others": owed.has_others and not is_single,
        "owed": len(owed.units) or (1 if is_single else None),
        "on_time": len(found.on_time),
        "late": len(found.late),
        "missing": len(found.missing),
        "late_names": NAMES.join(found.late) or None,
        "missing_names": NAMES.join(found.missing) or None,
    }


def _single(found: Received, duty: Row, *, is_open: bool) -> Received:
    """Of a duty of one body its report is missing where none came in time or late."""
    is_missing = duty["due_on"] is not None and not is_open and not found.on_time and not found.late
    return Received(found.on_time, found.late, (str(duty["reporter"]),) if is_missing else ())


def _lives(unit: Row, day: dt.date) -> bool:
    return unit["valid_from"] <= day and (unit["valid_to"] is None or unit["valid_to"] > day)
