"""What will be overdue before the next meeting if nobody acts: by unit, down to case codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Date, Select, Subquery, and_, func, literal, select, true, type_coerce

from data.contracts import Column, Fact, Question, Ratio, Request
from data.intake.batch import table_of
from data.rollups.case_pages import of_unit, span, with_units
from data.rollups.cases_days import FACTS, CaseKind, LocalDay
from data.rollups.cases_list import open_list
from data.rollups.cases_states import open_cases
from data.rollups.stacking import stacked
from data.rollups.units import address_of
from data.rules.collation import vietnamese_key
from data.schema import Locality, Meeting, Unit

Row: TypeAlias = Mapping[str, Any]

WITHOUT_MEETING = dt.timedelta(days=7)
"""How far to look ahead where no meeting is on the calendar."""

FARTHEST = dt.timedelta(days=62)
"""A meeting that is farther away says nothing about what is urgent now; the list of codes ends there too."""

BY_UNIT, CODES = "units", "codes"


def question(name: str, title: str) -> Question:
    """Declare the question for a kind of case."""
    return Question(
        name=name,
        title=title,
        columns=(
            Column("part", "text", "Dòng"),
            Column("unit_address", "text", "Mã đơn vị"),
            Column("unit_name", "text", "Đơn vị"),
            Column("cases", "int", "Sẽ quá hạn", "cases"),
            Column("open", "int", "Đang giải quyết", "cases"),
            Column("code", "text", "Mã vụ việc"),
            Column("category", "text", "Lĩnh vực"),
            Column("urgency", "text", "Mức khẩn"),
            Column("due_on", "date", "Hạn"),
        ),
        facts=("coming", "units", "until", "is_meeting", "codes"),
    )


def statement(kind: CaseKind, request: Request) -> Select[Any]:
    """Select counts by unit and the codes of the cases, the earliest due first, as many as a list holds."""
    ends = _horizon(request)
    rows = stacked({BY_UNIT: _by_unit(kind, request, ends), CODES: _codes(kind, request, ends)})
    return select(*rows.c, ends.c.until, ends.c.is_meeting).select_from(rows.join(ends, true()))


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Units with coming cases, most first, then the codes by due day.

    No rows where nothing is open. Facts: coming of all open cases; units with any, of those with open ones;
    the day that is looked ahead to, whether that is a meeting's; codes listed of all coming.
    """
    units = [row for row in rows if row["part"] == BY_UNIT]
    codes = sorted(
        (row for row in rows if row["part"] == CODES), key=lambda row: (row["due_at"], row["code"])
    )
    coming, still_open = sum(row["cases"] for row in units), sum(row["open"] for row in units)
    concerned = [row for row in units if row["cases"]]
    ordered = sorted(concerned, key=lambda row: (-row["cases"], vietnamese_key(row["unit_name"])))
    first = units[0] if units else None
    facts: dict[str, Fact] = {
        "coming": Ratio(coming, still_open),
        "units": Ratio(len(concerned), len(units)),
        "until": first["until"] if first else None,
        "is_meeting": bool(first["is_meeting"]) if first else None,
        "codes": Ratio(len(codes), coming),
    }
    calm = [{"part": BY_UNIT, "cases": 0, "open": still_open}] if units and not concerned else []
    return [*map(dict, ordered), *map(dict, codes), *calm], facts


def _horizon(request: Request) -> Subquery:
    """One row: the day of the next meeting after the day asked for, else a week later; `is_meeting` tells."""
    held_on = LocalDay(Meeting.held_at)
    soon = and_(held_on > request.as_of, held_on <= request.as_of + FARTHEST)
    next_one = (
        select(func.min(held_on))
        .join(Locality, Locality.id == Meeting.locality_id)
        .where(Locality.slug == request.locality, soon)
        .scalar_subquery()
    )
    fallback = literal(request.as_of + WITHOUT_MEETING, Date)
    until = type_coerce(func.coalesce(type_coerce(next_one, Date), fallback), Date)
    return select(until.label("until"), next_one.is_not(None).label("is_meeting")).subquery("ends")


def _is_coming(due_on: ColumnElement[dt.date], request: Request, ends: Subquery) -> ColumnElement[bool]:
    until = select(ends.c.until).scalar_subquery()
    return and_(due_on >= request.as_of, due_on < until)


def _by_unit(kind: CaseKind, request: Request, ends: Subquery) -> Select[Any]:
    rows = open_cases(span(kind, request))
    coming = func.coalesce(func.sum(rows.c.cases).filter(_is_coming(rows.c.due_on, request, ends)), 0)
    sums = (
        select(rows.c.unit_id, coming.label("cases"), func.sum(rows.c.cases).label("open"))
        .where(of_unit(rows.c.unit_id, request))
        .group_by(rows.c.unit_id)
        .subquery("sums")
    )
    return with_units(sums)


def _codes(kind: CaseKind, request: Request, ends: Subquery) -> Select[Any]:
    c = table_of(FACTS[kind]).c
    farthest = request.as_of + FARTHEST
    listed = open_list(kind, request.locality, request.as_of, due_from=request.as_of, due_before=farthest)
    due_on = type_coerce(LocalDay(c.due_at), Date)
    return listed.add_columns(due_on.label("due_on"), address_of(Unit).label("unit_address")).where(
        _is_coming(due_on, request, ends), of_unit(c.unit_id, request)
    )
