"""Communes of a period with every figure that is kept by commune: what maps and league tables read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, and_, or_, select, union_all

from data.contracts import Request
from data.provenance import with_source
from data.rollups.case_counts import dossiers_by_unit, units_with_dossiers
from data.rollups.case_pages import first_source
from data.rollups.feedback import UNIT, units_with_counts
from data.rollups.stacking import stacked
from data.rules.feedback import COUNTS
from data.rules.map_measures import INDICATOR, find
from data.schema import (
    COMMUNE_KINDS,
    DossierCount,
    Indicator,
    IndicatorValue,
    Locality,
    Period,
    Task,
    TaskUnit,
    Unit,
)

Row: TypeAlias = Mapping[str, Any]
Parts: TypeAlias = dict[str, Select[Any]]

_UNIT = ("code", "valid_from", "unit_address")
_COMMITTEE = ("peoples_committee", "commune")
"""Kind and level of the body by which a plan speaks to all communes at once ("UBND các xã, thị trấn")."""


def communes_with_everything(request: Request) -> Select[Any]:
    """Select communes, all that is known of them, and what the plan gives to all of them together."""
    both = stacked({"unit": _communes(request), **_groups(request), "shared": _shared(request)})
    return with_source(select(*both.c), both.c.evidence_id)


def communes_with_chosen(request: Request) -> Select[Any]:
    """Select communes and the figures of one group, so that an answer names no source but its own.

    The group is the one of the measure or indicator in the request; where it names none, the first group
    in which any commune has a figure.
    """
    groups, chosen = _groups(request), _chosen_group(request)
    parts = {chosen: groups[chosen]} if chosen else _first_with_figures(groups)
    both = stacked({"unit": _communes(request), **parts})
    return with_source(select(*both.c), both.c.evidence_id)


def counts_by_commune(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Sum up the rows of one commune each: its name, and the counts that the measures are made of."""
    found = {
        row["unit_address"]: {"unit_address": row["unit_address"], "unit_name": row["unit_name"]}
        for row in rows
        if row["part"] == "unit"
    }
    for row in rows:
        if row["part"] in _PLAIN:
            found[row["unit_address"]] |= _PLAIN[row["part"]](row)
    for address, tasks in _tasks(rows).items():
        found[address] |= tasks
    return found


def shared_tasks(rows: Sequence[Row]) -> Row | None:
    """Give one row of what the plan gives to all communes together, `led` tasks of it; None for nothing."""
    shared = [row for row in rows if row["part"] == "shared"]
    led = {row["task_key"] for row in shared if row["role"] == "lead"}
    return {**shared[0], "led": len(led)} if led else None


def _feedback_counts(row: Row) -> dict[str, Any]:
    """Counts of feedback with those that are sums of others."""
    closed = row["closed_on_time"] + row["closed_late"]
    rated = row["satisfied"] + row["accepted"] + row["dissatisfied"]
    return {**{name: row[name] for name in COUNTS}, "closed": closed, "rated": rated}


def _dossier_counts(row: Row) -> dict[str, Any]:
    """Counts of dossiers; on time needs both early and on the day: a part alone would be too few."""
    early, on_day = row["closed_early"], row["closed_on_day"]
    on_time = None if early is None or on_day is None else early + on_day
    return {
        "dossiers_received": row["dossiers_received"],
        "returned": row["returned"],
        "dossiers_on_time": on_time,
    }


_PLAIN: Mapping[str, Callable[[Row], dict[str, Any]]] = {
    "feedback": _feedback_counts,
    "dossiers": _dossier_counts,
}
"""Groups whose rows hold a commune's counts as they are."""


def _tasks(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """Count the tasks that name a commune; one that none names so has no figure, which is not zero."""
    named: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for row in rows:
        if row["part"] == "tasks":
            named[row["unit_address"], row["role"]][row["task_key"]] = row["reported_status"] is not None
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for (address, role), tasks in named.items():
        counts[address] |= _role_counts(role, tasks)
    return counts


def _role_counts(role: str, has_report: Mapping[str, bool]) -> dict[str, int]:
    """Count a commune's tasks of one role, by whether a status was reported of them."""
    if role == "lead":
        return {"tasks_led": len(has_report)}
    if role != "subject":
        return {}
    done = sum(has_report.values())
    return {
        "tasks_about": len(has_report),
        "tasks_done": done,
        "tasks_unreported": len(has_report) - done,
    }


def _chosen_group(request: Request) -> str:
    if request.indicator:
        return INDICATOR
    measure = find(request.measure)
    return measure.group if measure else ""


def _first_with_figures(groups: Parts) -> Parts:
    """Keep rows of a group only while no group before it has any: one of them is left with rows.

    Groups are named once: repeated, they were worked out anew, and too deep for the parser of SQLite.
    """
    before: list[Any] = []
    kept: Parts = {}
    for name, group in groups.items():
        rows = group.cte(f"of_{name}")
        kept[name] = select(*rows.c).where(*(~earlier for earlier in before))
        before.append(select(rows).exists())
    return kept


def _of_locality(request: Request, *columns: Any) -> Select[Any]:
    """Select something of the communes that the locality had on the last day of the period."""
    return (
        select(*columns)
        .select_from(Locality)
        .join(Period, Period.code == request.period)
        .join(
            Unit,
            and_(
                Unit.locality_id == Locality.id,
                Unit.kind.in_(COMMUNE_KINDS),
                Unit.valid_from < Period.ends_on,
                or_(Unit.valid_to.is_(None), Unit.valid_to >= Period.ends_on),
            ),
        )
        .where(Locality.slug == request.locality)
    )


def _communes(request: Request) -> Select[Any]:
    return _of_locality(request, *UNIT, Unit.name.label("unit_name"))


def _groups(request: Request) -> Parts:
    """Figures by commune, a select a group; `evidence_id` is the source of each row."""
    return {
        "feedback": _feedback(request),
        "tasks": _named_tasks(request),
        "dossiers": _dossiers(request),
        INDICATOR: _indicators(request),
    }


def _feedback(request: Request) -> Select[Any]:
    """Counts of single cases where a commune has any, else those it reported."""
    rows = units_with_counts(request).subquery("counted")
    return select(*(rows.c[name] for name in (*_UNIT, *COUNTS, "evidence_id"))).where(
        rows.c.is_commune, rows.c.received.is_not(None)
    )


def _named_tasks(request: Request) -> Select[Any]:
    """Tasks that name a commune: a plan's tasks stand under all of its periods."""
    columns = (Task.key.label("task_key"), TaskUnit.role, Task.reported_status)
    return (
        _of_locality(request, *UNIT, *columns, Task.source_id.label("evidence_id"))
        .join(TaskUnit, TaskUnit.unit_id == Unit.id)
        .join(Task, Task.id == TaskUnit.task_id)
    )


def _dossiers(request: Request) -> Select[Any]:
    columns = (
        DossierCount.received.label("dossiers_received"),
        DossierCount.returned,
        DossierCount.closed_early,
        DossierCount.closed_on_time.label("closed_on_day"),
    )
    reported = _of_locality(request, *UNIT, *columns, DossierCount.source_id.label("evidence_id")).join(
        DossierCount,
        and_(
            DossierCount.unit_id == Unit.id,
            DossierCount.period_id == Period.id,
            DossierCount.is_total.is_(True),
            DossierCount.unit_id.not_in(units_with_dossiers(request)),
        ),
    )
    cases = dossiers_by_unit(request)
    told = (cases.c.received, cases.c.returned, cases.c.closed_early, cases.c.closed_on_time)
    evidence = first_source("dossier", request).label("evidence_id")
    counted = _of_locality(request, *UNIT, *told, evidence).join(cases, cases.c.unit_id == Unit.id)
    rows = union_all(reported, counted).subquery("dossiers")
    return select(*rows.c)


def _indicators(request: Request) -> Select[Any]:
    """Results of single communes: of the indicator that the request names, else of all."""
    columns = (
        Indicator.code.label("indicator_code"),
        Indicator.name.label("indicator_name"),
        Indicator.measure.label("indicator_measure"),
        Indicator.measure_label,
        Indicator.direction,
        Indicator.minimum_total,
        IndicatorValue.printed,
        IndicatorValue.value,
        IndicatorValue.numerator,
        IndicatorValue.denominator,
        IndicatorValue.source_id.label("evidence_id"),
    )
    found = (
        _of_locality(request, *UNIT, *columns)
        .join(IndicatorValue, and_(IndicatorValue.unit_id == Unit.id, IndicatorValue.period_id == Period.id))
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
    )
    return found.where(Indicator.code == request.indicator) if request.indicator else found


def _shared(request: Request) -> Select[Any]:
    """Tasks of the body by which the plan speaks to all communes at once; of no commune alone."""
    kind, level = _COMMITTEE
    columns: tuple[Any, ...] = (
        *UNIT,
        Unit.name.label("unit_name"),
        Task.key.label("task_key"),
        TaskUnit.role,
        Task.source_id.label("evidence_id"),
    )
    return (
        select(*columns)
        .select_from(Locality)
        .join(Unit, and_(Unit.locality_id == Locality.id, Unit.kind == kind, Unit.level == level))
        .join(TaskUnit, TaskUnit.unit_id == Unit.id)
        .join(Task, Task.id == TaskUnit.task_id)
        .where(Locality.slug == request.locality)
    )
