"""What single cases contribute to `case_day`: their days in Vietnam, their verdict, their measures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    Select,
    case,
    func,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement

from data.intake.batch import Model, table_of
from data.schema import NEVER, CaseDay, DossierCase, FeedbackCase
from data.schema.cases import LONG_DAYS

CaseKind: TypeAlias = Literal["feedback", "dossier"]

FACTS: Mapping[CaseKind, Model] = {"feedback": FeedbackCase, "dossier": DossierCase}
DATASETS: Mapping[CaseKind, str] = {"feedback": "feedback", "dossier": "dossiers"}
"""Data sets that are published when cases change."""

DAY_KEY: Sequence[str] = tuple(column.name for column in table_of(CaseDay).primary_key)
DAY_MEASURES: Sequence[str] = (
    "cases",
    "online",
    "digitised",
    "fee_due",
    "paid_online",
    "reopened",
    "responded",
    "response_minutes",
    "satisfied",
    "accepted",
    "dissatisfied",
)
DAY_COLUMNS: Sequence[str] = (*DAY_KEY, "is_long", *DAY_MEASURES)
ON_TIME: Sequence[str] = ("closed_early", "closed_on_time")
RESOLVED: Sequence[str] = (*ON_TIME, "closed_late")


class LocalDay(FunctionElement[dt.date]):
    """Day of a moment in Asia/Ho_Chi_Minh, seven hours ahead of UTC all year since 1975."""

    type = Date()
    name = "local_day"
    inherit_cache = True


class DaysLater(FunctionElement[dt.date]):
    """A day, some days later: `DaysLater(day, number)`."""

    type = Date()
    name = "days_later"
    inherit_cache = True


class MonthOf(FunctionElement[dt.date]):
    """First day of a day's month."""

    type = Date()
    name = "month_of"
    inherit_cache = True


class MinutesBetween(FunctionElement[int]):
    """Whole minutes from one moment to a later one, seconds' fractions cut off first."""

    type = BigInteger()
    name = "minutes_between"
    inherit_cache = True


_SPELLINGS: Mapping[tuple[type[FunctionElement[Any]], str], str] = {
    # An interval for a zone is added; a name would be looked up for each row.
    (LocalDay, "postgresql"): "({0} AT TIME ZONE interval '7 hours')::date",
    (LocalDay, "sqlite"): "date({0}, '+7 hours')",
    (DaysLater, "postgresql"): "({0} + {1}::integer)",
    (DaysLater, "sqlite"): "date({0}, '+' || {1} || ' days')",
    (MonthOf, "postgresql"): "date_trunc('month', {0}::timestamp)::date",
    (MonthOf, "sqlite"): "date({0}, 'start of month')",
    (MinutesBetween, "postgresql"): (
        # Binary fractions, exact to the microsecond until the year 2242; `extract` computes in decimals.
        "((floor(date_part('epoch', {1})) - floor(date_part('epoch', {0})))::bigint / 60)"
    ),
    (MinutesBetween, "sqlite"): (
        "((CAST(strftime('%s', {1}) AS INTEGER) - CAST(strftime('%s', {0}) AS INTEGER)) / 60)"
    ),
}
"""The four things that the two databases spell differently."""


def _spelled(element: FunctionElement[Any], compiler: SQLCompiler, **options: Any) -> str:
    pattern = _SPELLINGS[type(element), compiler.dialect.name]
    return pattern.format(*(compiler.process(clause, **options) for clause in element.clauses))


for _element, _dialect in _SPELLINGS:
    compiles(_element, _dialect)(_spelled)


def contributions(kind: CaseKind, cases: FromClause, sign: int = 1) -> Select[Any]:
    """Sum up cases by the key of `case_day`, each measure times `sign` (1 or -1): columns DAY_COLUMNS.

    `cases` has the columns of the kind's fact table. Grouped by what tells cases apart, and by nothing that
    follows from it: a million rows are nearly as many groups.
    """
    rows = _judged(kind, cases).subquery("judged").c
    same = {"kind": literal(kind).label("kind")}
    keys = [same[name] if name in same else rows[name] for name in DAY_KEY]
    is_long = (rows.closed_on > DaysLater(rows.received_on, LONG_DAYS)).label("is_long")
    count = (func.count() * literal(sign)).label("cases")
    sums = [
        (func.sum(rows[name]) * sign if name in rows else literal(0)).label(name) for name in DAY_MEASURES[1:]
    ]
    told_apart = [rows[name] for name in DAY_KEY if name not in same]
    return select(*keys, is_long, count, *sums).group_by(*told_apart)


def _judged(kind: CaseKind, cases: FromClause) -> Select[Any]:
    """One row a case: the keys, and the measures that cases of the kind have."""
    c = cases.c
    received_on, due_on, closed_on = (LocalDay(c[name]) for name in ("received_at", "due_at", "closed_at"))
    never = literal(NEVER, Date)
    return select(
        c.unit_id,
        received_on.label("received_on"),
        c.category_id,
        type_coerce(func.coalesce(due_on, never), Date).label("due_on"),
        type_coerce(func.coalesce(closed_on, never), Date).label("closed_on"),
        _verdict(cases).label("verdict"),
        c.locality_id,
        *_measures(kind, cases),
    )


def _verdict(cases: FromClause) -> ColumnElement[str]:
    """How a case ended: early is on a day before the due day, on time is by the minute."""
    c = cases.c
    return case(
        (c.outcome.is_(None), literal("open")),
        (c.outcome != literal("resolved"), c.outcome),
        (c.closed_at > c.due_at, literal("closed_late")),
        (LocalDay(c.closed_at) < LocalDay(c.due_at), literal("closed_early")),
        else_=literal("closed_on_time"),
    )


def _measures(kind: CaseKind, cases: FromClause) -> list[ColumnElement[int]]:
    c, nothing = cases.c, literal(0)
    answered = c.first_response_at.is_not(None)
    minutes = MinutesBetween(c.received_at, c.first_response_at)
    found = {
        "reopened": _one_if(c.reopened_count > 0),
        "responded": _one_if(answered),
        "response_minutes": case((answered, minutes), else_=nothing),
        **{rating: _one_if(c.rating == literal(rating)) for rating in DAY_MEASURES[-3:]},
    }
    if kind == "dossier":
        found |= {
            "online": _one_if(c.is_online),
            "digitised": _one_if(c.is_digitised),
            "fee_due": _one_if(c.is_paid_online.is_not(None)),
            "paid_online": _one_if(c.is_paid_online.is_(True)),
        }
    return [measure.label(name) for name, measure in found.items()]


def _one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, literal(1)), else_=literal(0))


def of_units(kind: CaseKind, units: Sequence[int]) -> FromClause:
    """Every case of some units, by internal id."""
    table = table_of(FACTS[kind])
    return select(table).where(table.c.unit_id.in_(units)).subquery("cases")
