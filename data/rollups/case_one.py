"""One case: what happened to it when, its two clocks, its pauses, and why it is due when it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias, cast

from sqlalchemy import Select, Subquery, and_, or_, select

from data.contracts import Column, Fact, Question, Request
from data.intake.batch import table_of
from data.provenance import with_source
from data.rollups.cases_days import FACTS, CaseKind
from data.rollups.stacking import stacked
from data.rollups.units import address_of
from data.rules.cases import CaseTimes, state_on
from data.rules.deadline_words import explain
from data.rules.deadlines import Limit, Pause, Receipt, Run, runs
from data.rules.working_time import Calendar, SpecialDay, local, overridden, vietnam_days
from data.schema import CalendarDay, CaseCategory, CaseLimit, CasePause, Locality, Procedure, Unit

Row: TypeAlias = Mapping[str, Any]

CASE, LIMIT, DAY, PAUSE, MOMENT, CLOCK = "case", "limit", "day", "pause", "moment", "clock"
"""Parts of the statement and of the answer."""

MOMENTS = ("received_at", "accepted_at", "first_response_at", "due_at", "closed_at")
HAPPENED = ("accepted_at", "first_response_at", "closed_at")
_YEARS_AHEAD = 2
"""Years after the receipt whose days off may matter to a due date."""


def question(name: str, title: str) -> Question:
    """Declare the question for a kind of case."""
    return Question(
        name=name,
        title=title,
        columns=(
            Column("part", "text", "Dòng"),
            Column("name", "text", "Mốc"),
            Column("started_on", "date", "Từ ngày"),
            Column("started_time", "text", "Từ giờ"),
            Column("amount", "int", "Thời hạn"),
            Column("amount_unit", "text", "Ngày hay giờ làm việc"),
            Column("document", "text", "Văn bản"),
            Column("due_on", "date", "Hạn ngày"),
            Column("due_time", "text", "Hạn giờ"),
            Column("done_on", "date", "Xong ngày"),
            Column("done_time", "text", "Xong giờ"),
            Column("is_late", "flag", "Trễ"),
        ),
        facts=(
            "state",
            "explanation",
            "unit_name",
            "unit_address",
            "category",
            "procedure",
            "urgency",
            "reopened",
            "is_due_as_ruled",
        ),
    )


def statement(kind: CaseKind, request: Request) -> Select[Any]:
    """Select the case by its code, limits that may hold for it, its pauses, and the days of the calendar."""
    found = _case(kind, request)
    days = select(CalendarDay.day, CalendarDay.kind, CalendarDay.name, CalendarDay.document)
    parts = {CASE: select(found), LIMIT: _limits(kind, found), PAUSE: _pauses(kind, request), DAY: days}
    rows = stacked(parts)
    return with_source(select(*rows.c), rows.c.evidence_id)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Moments of the case in order, its clocks of acceptance and handling, its pauses; no rows for no case.

    Facts: its state on the day asked for, and what it is about; the due date as a sentence (None where no
    limit is set); whether the source's due moment is the one that the limits give, None where it is unknown.
    """
    case = next((row for row in rows if row["part"] == CASE), None)
    if case is None or local(case["received_at"]).date() > request.as_of:
        return [], dict.fromkeys(_FACTS)
    case = _as_known(case, request.as_of)
    receipt = Receipt(
        case["received_at"],
        case["category_code"],
        case["urgency"],
        case["accepted_at"],
        tuple(_paused(rows, request.as_of)),
    )
    limits, calendar = _ruled(_of(rows, LIMIT)), _calendar(_of(rows, DAY), receipt.received_at)
    acceptance, handling = runs(receipt, limits, calendar)
    facts: dict[str, Fact] = {
        "state": state_on(_times(case), request.as_of),
        "explanation": explain(receipt, limits, calendar) if acceptance or handling else None,
        "unit_name": case["unit_name"],
        "unit_address": case["unit_address"],
        "category": case["category"],
        "procedure": case["procedure"],
        "urgency": case["urgency"],
        "reopened": case["reopened_count"],
        "is_due_as_ruled": _agrees(handling, case["due_at"]),
    }
    clocks = (
        ("acceptance", acceptance, case["accepted_at"]),
        ("handling", handling, case["closed_at"]),
    )
    records = [
        *_moments(case),
        *(_clock(name, run, done) for name, run, done in clocks if run is not None),
        *(_pause(pause) for pause in receipt.pauses),
    ]
    return records, facts


_FACTS = question("", "").facts


def _case(kind: CaseKind, request: Request) -> Subquery:
    """One row, or none; of two receipts under one code the later one."""
    c = table_of(FACTS[kind]).c
    procedure = c.procedure_id if kind == "dossier" else None
    columns = (
        Unit.name.label("unit_name"),
        address_of(Unit).label("unit_address"),
        CaseCategory.name.label("category"),
        CaseCategory.code.label("category_code"),
        Procedure.name.label("procedure"),
        *(c[name] for name in ("category_id", "urgency", "reopened_count", "outcome", *MOMENTS)),
        Procedure.id.label("procedure_id"),
        c.source_id.label("evidence_id"),
    )
    return (
        select(*columns)
        .join_from(table_of(FACTS[kind]), Locality, Locality.id == c.locality_id)
        .join(Unit, Unit.id == c.unit_id)
        .join(CaseCategory, CaseCategory.id == c.category_id)
        .outerjoin(Procedure, Procedure.id == procedure)
        .where(Locality.slug == request.locality, c.code == request.case)
        .order_by(c.received_at.desc())
        .limit(1)
        .subquery("one_case")
    )


def _limits(kind: CaseKind, found: Subquery) -> Select[Any]:
    """Limits of the kind that hold for the case's category, procedure and urgency, or for any."""
    fits = and_(
        CaseLimit.kind == kind,
        or_(CaseLimit.category_id.is_(None), CaseLimit.category_id == found.c.category_id),
        or_(CaseLimit.procedure_id.is_(None), CaseLimit.procedure_id == found.c.procedure_id),
        or_(CaseLimit.urgency.is_(None), CaseLimit.urgency == found.c.urgency),
    )
    columns: tuple[Any, ...] = (
        CaseLimit.stage,
        CaseLimit.amount,
        CaseLimit.unit.label("amount_unit"),
        CaseCategory.code.label("limit_category"),
        CaseLimit.urgency.label("limit_urgency"),
        CaseLimit.procedure_id.label("limit_procedure"),
        CaseLimit.document,
    )
    joined = select(*columns).join_from(CaseLimit, found, fits)
    return joined.outerjoin(CaseCategory, CaseCategory.id == CaseLimit.category_id)


def _pauses(kind: CaseKind, request: Request) -> Select[Any]:
    columns: tuple[Any, ...] = (CasePause.started_at, CasePause.ended_at, CasePause.reason)
    return (
        select(*columns)
        .join(Locality, Locality.id == CasePause.locality_id)
        .where(Locality.slug == request.locality, CasePause.kind == kind, CasePause.code == request.case)
        .order_by(CasePause.started_at)
    )


def _as_known(case: Row, day: dt.date) -> Row:
    """Forget what happened after a day: its page is that of the day."""
    later = {name: None for name in HAPPENED if case[name] is not None and local(case[name]).date() > day}
    return {**case, **later, **({"outcome": None} if "closed_at" in later else {})}


def _paused(rows: Sequence[Row], day: dt.date) -> Iterator[Pause]:
    """Give the pauses that had begun by a day; one that ended later still lasts."""
    for row in _of(rows, PAUSE):
        if local(row["started_at"]).date() <= day:
            ended = row["ended_at"]
            is_over = ended is not None and local(ended).date() <= day
            yield Pause(row["started_at"], ended if is_over else None, row["reason"])


def _of(rows: Sequence[Row], part: str) -> list[Row]:
    return [row for row in rows if row["part"] == part]


def _ruled(rows: Sequence[Row]) -> list[Limit]:
    """Make limits of rows; those of the procedure itself put those of its field aside, clock by clock."""
    own = {row["stage"] for row in rows if row["limit_procedure"] is not None}
    kept = [row for row in rows if (row["limit_procedure"] is not None) == (row["stage"] in own)]
    return [
        Limit(
            row["amount"],
            row["amount_unit"],
            row["limit_category"] or "",
            row["limit_urgency"] or "",
            row["document"],
            row["stage"],
        )
        for row in kept
    ]


def _calendar(rows: Sequence[Row], received_at: dt.datetime) -> Calendar:
    """Days off that the library knows, with the documents' rows over them."""
    first = local(received_at).year
    own = [SpecialDay(row["day"], row["kind"], row["name"], row["document"]) for row in rows]
    return Calendar(overridden(_library(first, first + _YEARS_AHEAD), own))


@cache
def _library(first: int, last: int) -> Mapping[dt.date, SpecialDay]:
    """Days of some years: they change with the library only, and take it milliseconds."""
    return vietnam_days(range(first, last + 1))


def _times(case: Row) -> CaseTimes:
    return CaseTimes(
        case["received_at"],
        case["due_at"],
        case["accepted_at"],
        case["first_response_at"],
        case["closed_at"],
        cast("Any", case["outcome"]),
        case["reopened_count"],
    )


def _agrees(handling: Run | None, due_at: dt.datetime | None) -> bool | None:
    """Tell whether the source's due moment is the computed one, to the minute."""
    if handling is None or handling.due is None or due_at is None:
        return None
    return abs(handling.due - due_at) < dt.timedelta(minutes=1)


def _moments(case: Row) -> Iterator[dict[str, Any]]:
    """What happened and what is due, in the order of the clock; what has not happened is left out."""
    known = [(name, case[name]) for name in MOMENTS if case[name] is not None]
    for name, moment in sorted(known, key=lambda pair: cast("dt.datetime", pair[1])):
        yield {"part": MOMENT, "name": name, **_at("started", moment)}


def _clock(name: str, run: Run, done: dt.datetime | None) -> dict[str, Any]:
    is_late = None if done is None or run.due is None else done > run.due
    limit = {"amount": run.limit.amount, "amount_unit": run.limit.unit, "document": run.limit.document}
    moments = {**_at("started", run.start), **_at("due", run.due), **_at("done", done)}
    return {"part": CLOCK, "name": name, **limit, **moments, "is_late": is_late}


def _pause(pause: Pause) -> dict[str, Any]:
    return {"part": PAUSE, "name": pause.reason, **_at("started", pause.start), **_at("done", pause.end)}


def _at(name: str, moment: dt.datetime | None) -> dict[str, Any]:
    """Day and wall time of a moment in Vietnam."""
    if moment is None:
        return {f"{name}_on": None, f"{name}_time": None}
    return {f"{name}_on": local(moment).date(), f"{name}_time": f"{local(moment):%H:%M}"}
