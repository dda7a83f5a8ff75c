"""Comparisons of what units report with what their single cases add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Subquery, and_, func, select

from data.rollups.conflicts_reading import Reading, Row, compared, evidence, grouped, place, rows_of
from data.rules import dossiers, reported_cases
from data.rules.conflicts_register import Check, Side, Subject
from data.schema import CaseMonth, DossierCount, FeedbackCount, Period, Unit

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
