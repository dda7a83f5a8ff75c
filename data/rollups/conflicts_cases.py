"""Comparisons of what units report with what their single cases add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Subquery, and_, func, select

from data.contracts import Ratio
from data.rollups.conflicts_reading import (
    Reading,
    Row,
    compared,
    evidence,
    grouped,
    place,
    ratio_of,
    rows_of,
)
from data.rollups.conflicts_results import results
from data.rules import dossiers, reported_cases
from data.rules.conflicts import percentage_agrees
from data.rules.conflicts_register import Check, Side, Subject
from data.rules.targets import PERCENT
from data.rules.told_targets import COVERED, TOLD
from data.schema import (
    CaseMonth,
    CaseUnitMonth,
    DossierCount,
    FeedbackCount,
    Period,
    Unit,
)

_SUMMED = ("received", "closed_early", "closed_on_time", "closed_late")
_FEEDBACK = ("received", "closed_on_time", "closed_late")
_DOSSIERS = ("received", "returned", "closed_late")
"""Counts of each form that cases tell too; dossiers print those on time without the early ones."""


def checks(reading: Reading) -> Iterator[Check]:
    """Compare what units report with their cases of the same period: cases win, both are kept."""
    counts = (FeedbackCount.unit_printed, *(getattr(FeedbackCount, name) for name in _FEEDBACK))
    told = _reported(reading, FeedbackCount, "feedback", counts)
    for row in (row for row in told if not row["is_total"]):
        yield from _compared([row], {name: row[name] for name in _FEEDBACK}, "feedback", "/feedback")
    counts = (Unit.name.label("unit_printed"), *(getattr(DossierCount, name) for name in dossiers.COUNTS))
    told = _reported(reading, DossierCount, "dossier", counts)
    for rows in grouped(told, "unit_id", "period_id").values():
        whole = dossiers.whole([{**row, "unit_address": row["unit_id"]} for row in rows])
        yield from _compared(rows, {name: whole[name] for name in _DOSSIERS}, "dossiers", "/dossiers")
    for row in _results(reading):
        yield from _result(row, _sums(reading, row))


def _results(reading: Reading) -> list[Row]:
    """Results of localities, of indicators that cases tell too; those of a single unit are its own."""
    return [row for row in results(reading) if row["code"] in TOLD and row["unit_id"] == row["home_id"]]


def _sums(reading: Reading, row: Row) -> Ratio | None:
    """Count n and N of a result by the cases of the units and months that it covers."""
    told, months = TOLD[row["code"]], CaseUnitMonth
    sums = [sum(getattr(months, name) for name in names) for names in (told.part, told.whole)]
    statement = (
        select(*(func.sum(each) for each in sums))
        .join(Unit, Unit.id == months.unit_id)
        .where(
            months.locality_id == row["locality_id"],
            months.kind == told.kind,
            months.is_total.is_(False),
            months.month >= row["starts_on"],
            months.month < row["ends_on"],
            (Unit.level == "commune").in_(COVERED[row["scope"]]),
        )
    )
    part, whole = reading.connection.execute(statement).one()
    return ratio_of(part, whole)


def _result(row: Row, cases: Ratio | None) -> Iterator[Check]:
    """Compare a result with its cases: n and N where both are printed, else the percentage."""
    if cases is None:
        return
    told = ratio_of(row["numerator"], row["denominator"])
    by_share = percentage_agrees(row["printed"], cases) if row["measure"] == PERCENT else None
    agrees = by_share if told is None else told == cases
    measured = (row["measure"], row["measure_label"])
    about = Subject(place(row), "indicators", row["key"], row["label"], "/pillars", *measured)
    value = row["value"] if told is None else None
    reported = Side(evidence(row), printed=row["printed"], ratio=told, value=value)
    counted = Side((), "cases", ratio=Ratio(int(cases.n), int(cases.total)))
    yield from compared("cases", about, reported, counted, agrees=agrees)


def _reported(reading: Reading, model: Any, kind: str, counts: Sequence[Any]) -> list[Row]:
    """Rows that a unit reported of a period in which it has cases, beside the sums of these (`case_…`)."""
    counted = _cases(model, kind)
    joins = (
        (counted, counted.c.count_id == model.id),
        (Unit, Unit.id == model.unit_id),
        (Period, Period.id == model.period_id),
    )
    sums = (counted.c[name].label(f"case_{name}") for name in _SUMMED)
    named = (model.unit_id, model.period_id, model.is_total, Unit.code, Period.code.label("period"))
    found = rows_of(reading, model, *named, *counts, *sums, joins=joins)
    return [row for row in found if row["case_received"] is not None]


def _cases(model: Any, kind: str) -> Subquery:
    """Sums of the cases of the same unit and period, by the id of what was reported."""
    same_months = and_(
        CaseMonth.unit_id == model.unit_id,
        CaseMonth.kind == kind,
        CaseMonth.is_total.is_(False),
        CaseMonth.month >= Period.starts_on,
        CaseMonth.month < Period.ends_on,
    )
    sums = (func.sum(getattr(CaseMonth, name)).label(name) for name in _SUMMED)
    found = select(model.id.label("count_id"), *sums).join(Period, Period.id == model.period_id)
    return found.join(CaseMonth, same_months).group_by(model.id).subquery("counted")


def _compared(rows: Sequence[Row], told: Mapping[str, int | None], group: str, page: str) -> Iterator[Check]:
    """Give a comparison for each count that both tell; that of the cases received bears the plain key."""
    first = rows[0]
    cases = {name: int(first[f"case_{name}"]) for name in _SUMMED}
    for found in reported_cases.compared(told, cases):
        suffix = "" if found.name == "received" else f"-{found.name}"
        key = f"{first['period']}-{first['code']}{suffix}"
        where = Subject(place(first), group, key, first["unit_printed"], page, "cases")
        reported = Side(evidence(*rows), found.name, value=found.reported)
        counted = Side((), "cases", value=found.cases)
        yield from compared("cases", where, reported, counted, agrees=not found.gap, difference=found.gap)
