"""Comparisons of dates: what a plan rests on is older than the plan, what it asks for comes after it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from data.rollups.conflicts_reading import Reading, Row, compared, evidence, grouped, place, rows_of
from data.rules.conflicts_register import Check, Side, Subject
from data.rules.reporting import due_day
from data.schema import Document, Locality, Period, ReportingDuty, Source

BASES = "Căn cứ"
"""Section of a plan that names what it rests on."""

PROPOSAL = "Tờ trình"
"""Kind of the document that asks for the plan to be issued: what it rests on was there by then."""

_DAY = re.compile(r"ngày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")


def checks(reading: Reading) -> Iterator[Check]:
    """Compare the dates of plans, of what they cite, and of the reports that they ask for."""
    columns = (*Document.__table__.columns, Source.section)
    documents = rows_of(reading, Document, *columns)
    for rows in grouped(documents, "locality_id").values():
        plans = [row for row in rows if row["listing"] == "plan" and row["dated"]]
        cited = [row for row in rows if row["listing"] != "plan" and row["dated"]]
        for plan in plans:
            for row in cited:
                yield from _in_order(row, plan, "plan")
        yield from _proposals(cited)
        yield from _same_number(cited)
    for row in documents:
        yield from _implements(row)
    yield from _duties(reading, [row for row in documents if row["listing"] == "plan"])


def _proposals(rows: Sequence[Row]) -> Iterator[Check]:
    bases = [row for row in rows if row["section"].startswith(BASES)]
    for proposal in (row for row in bases if row["kind"] == PROPOSAL):
        for row in bases:
            if row["id"] != proposal["id"]:
                yield from _in_order(row, proposal, "proposal")


def _in_order(row: Row, later: Row, what: str) -> Iterator[Check]:
    first, second = _document_side(row), _document_side(later)
    gap = (later["dated"] - row["dated"]).days
    where = _about(row, f"{what}-{row['listing']}-{row['position']}")
    yield from compared("date_order", where, first, second, agrees=gap >= 0, difference=gap)


def _same_number(rows: Sequence[Row]) -> Iterator[Check]:
    """A document that is cited twice by its number has one date."""
    for members in grouped(rows, "kind", "number").values():
        for other in members[1:]:
            gap = (other["dated"] - members[0]["dated"]).days
            where = _about(other, f"number-{other['listing']}-{other['position']}")
            sides = _document_side(members[0]), _document_side(other)
            yield from compared("repeated", where, *sides, agrees=not gap, difference=gap)


def _implements(row: Row) -> Iterator[Check]:
    """A document that carries out another one is not older than it."""
    match = _DAY.search(row["implements"])
    if match is None or row["dated"] is None:
        return
    day = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    first = Side(evidence(row), row["implements"], day=day)
    gap = (row["dated"] - day).days
    where = _about(row, f"implements-{row['position']}")
    yield from compared("date_order", where, first, _document_side(row), agrees=gap >= 0, difference=gap)


def _document_side(row: Row) -> Side:
    name = f"{row['kind']} {row['number']}".strip() if row["listing"] != "plan" else "plan"
    return Side(evidence(row), name, row["dated_printed"], day=row["dated"])


def _about(row: Row, key: str) -> Subject:
    name = f"{row['kind']} {row['number']}".strip()
    return Subject(place(row), "documents", key, name, "/documents", "days")


def _duties(reading: Reading, plans: Sequence[Row]) -> Iterator[Check]:
    """A report that a plan of one year asks for falls due after the plan was signed."""
    columns = (*ReportingDuty.__table__.columns, Period.kind.label("covered"), Period.starts_on)
    joins = ((Period, Period.id == Locality.covered_period_id),)
    signed = {row["id"]: row for row in plans if row["dated"]}
    for duty in rows_of(reading, ReportingDuty, *columns, joins=joins):
        plan = signed.get(duty["evidence_document"])
        if plan is not None and duty["covered"] == "year":
            yield from _duty(duty, plan, due_day(duty["starts_on"].year, duty["due_month"], duty["due_day"]))


def _duty(duty: Row, plan: Row, due_on: dt.date | None) -> Iterator[Check]:
    if due_on is None:
        return
    first = Side(evidence(plan), "plan", plan["dated_printed"], day=plan["dated"])
    name = f"{duty['duty']}, {duty['period_printed'].lower()}"
    second = Side(evidence(duty), name, duty["due_printed"], day=due_on)
    gap = (due_on - plan["dated"]).days
    where = Subject(place(duty), "reporting", duty["key"], name, "/reports", "days")
    yield from compared("date_order", where, first, second, agrees=gap > 0, difference=gap)
