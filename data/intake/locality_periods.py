"""Which periods a locality can be asked about, and what of: computed from the facts themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, literal, select, union_all, update

from data.intake.batch import Model, table_of
from data.schema import (
    BudgetLine,
    BudgetRule,
    CaseMonth,
    DossierCount,
    FeedbackCount,
    IndicatorValue,
    Locality,
    LocalityPeriod,
    OfficialScore,
    Period,
    ReportingDuty,
    Target,
    Task,
)

DATED: Mapping[str, Model] = {
    "scores": OfficialScore,
    "indicators": IndicatorValue,
    "targets": Target,
    "feedback": FeedbackCount,
    "dossiers": DossierCount,
    "budget": BudgetLine,
    "budget_rules": BudgetRule,
}
"""Subjects whose rows have a period of their own."""

PLANNED: Mapping[str, Model] = {"tasks": Task, "reporting": ReportingDuty}
"""Subjects without one: they stand in the period that the locality's plan covers."""

OF_CASES: Mapping[str, str] = {"feedback": "feedback", "dossiers": "dossier"}
"""Subjects that single cases tell of, by kind: in every period that holds a month with any."""

SUBJECTS: Sequence[str] = (*DATED, *PLANNED)


def refresh(connection: Connection, locality_id: int | None = None) -> None:
    """Make `locality_period` say what the fact tables hold of one locality, or of all.

    Inside the caller's transaction. A period that is new may be one of every locality that has cases.
    """
    wanted = _subjects(connection, locality_id)
    table = table_of(LocalityPeriod)
    rows = select(table) if locality_id is None else select(table).where(table.c.locality_id == locality_id)
    known = {(row.locality_id, row.period_id): row.subjects for row in connection.execute(rows)}
    for pair in known.keys() - wanted.keys():
        connection.execute(delete(table).where(_is(pair)))
    for pair in [pair for pair in known if wanted.get(pair, known[pair]) != known[pair]]:
        connection.execute(update(table).where(_is(pair)).values(subjects=wanted[pair]))
    new = [
        {"locality_id": locality, "period_id": period, "subjects": subjects}
        for (locality, period), subjects in wanted.items()
        if (locality, period) not in known
    ]
    if new:
        connection.execute(insert(table), new)


def _subjects(connection: Connection, locality_id: int | None) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    selects = _selects()
    if locality_id is not None:
        selects = [one.where(one.selected_columns.locality_id == locality_id) for one in selects]
    for row in connection.execute(union_all(*selects)):
        found[row.locality_id, row.period_id].add(row.subject)
    return {
        pair: ",".join(name for name in SUBJECTS if name in subjects)
        for pair, subjects in sorted(found.items())
    }


def _selects() -> list[Select[tuple[str, int, int]]]:
    dated = [
        select(literal(subject).label("subject"), table.c.locality_id, table.c.period_id).distinct()
        for subject, table in ((subject, table_of(model)) for subject, model in DATED.items())
    ]
    planned = [
        select(literal(subject).label("subject"), table.c.locality_id, Locality.covered_period_id)
        .join(Locality, Locality.id == table.c.locality_id)
        .distinct()
        for subject, table in ((subject, table_of(model)) for subject, model in PLANNED.items())
    ]
    within = (CaseMonth.month >= Period.starts_on) & (CaseMonth.month < Period.ends_on)
    counted = [
        select(literal(subject).label("subject"), CaseMonth.locality_id, Period.id)
        .join(Period, within)
        .where(CaseMonth.kind == kind, CaseMonth.is_total)
        .distinct()
        for subject, kind in OF_CASES.items()
    ]
    return [*dated, *planned, *counted]


def _is(pair: tuple[int, int]) -> ColumnElement[bool]:
    return (LocalityPeriod.locality_id == pair[0]) & (LocalityPeriod.period_id == pair[1])
