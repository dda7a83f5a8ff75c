"""Comparisons of what a plan promises: levels, baselines, parts of tasks, lists that the text counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, select

from data.rollups.conflicts_reading import Reading, Row, Texts, compared, evidence, grouped, place, rows_of
from data.rollups.conflicts_results import about, exact, printed_side
from data.rules.conflicts import leading_count
from data.rules.conflicts_register import Check, Side, Subject
from data.schema import (
    Document,
    Indicator,
    IndicatorValue,
    Locality,
    OfficialScore,
    Period,
    SharedDatabase,
    Source,
    Target,
    TargetResult,
    Task,
)

_COVERED = (
    select(
        Locality.id,
        Locality.covered_printed,
        Period.starts_on,
        Period.ends_on,
        Source.id.label("evidence_id"),
        Source.document_id.label("evidence_document"),
        Source.line.label("evidence_line"),
    )
    .join(Period, Period.id == Locality.covered_period_id)
    .join(Source, Source.id == Locality.source_id)
)
"""The period that each plan covers, as printed. Localities without a plan have none."""


_ALWAYS = 2
"""Locality and document are read of every row (`rows_of`)."""


@dataclass(frozen=True, slots=True)
class _Listing:
    """A list whose length the running text says: its table, which of its rows, and where they belong."""

    name: str
    model: Any
    condition: ColumnElement[bool]
    place: tuple[str, ...] = ("locality_id", "evidence_document")


_LISTS: Mapping[str, _Listing] = {
    "van_ban_chi_dao": _Listing("documents", Document, Document.listing == "directive"),
    "csdl_dung_chung": _Listing("databases", SharedDatabase, SharedDatabase.position.is_not(None)),
    "dti_chi_so_chinh": _Listing(
        "pillars",
        OfficialScore,
        OfficialScore.pillar_id.is_not(None),
        ("locality_id", "evidence_document", "period_id"),
    ),
}


def checks(reading: Reading, texts: Texts) -> Iterator[Check]:
    """Compare targets with each other, with baselines and with the plan's period; tasks with their parts."""
    joins = ((Indicator, Indicator.id == Target.indicator_id), (Period, Period.id == Target.period_id))
    columns = (*Target.__table__.columns, Indicator.code, Period.starts_on, Period.ends_on)
    targets = rows_of(reading, Target, *columns, joins=joins)
    for members in grouped(targets, "locality_id", "indicator_id", "scope", "due_on").values():
        yield from _levels(members)
    yield from _baselines(reading, {row["id"]: row for row in targets})
    yield from _stages(reading, targets)
    yield from _parts(reading)
    yield from _lists(reading, texts)


def _levels(rows: Sequence[Row]) -> Iterator[Check]:
    """Two levels of one indicator for one day: a reader cannot tell which is promised.

    Without a day there is nothing to tell: "30 %, by the end of the year 50 %" are two steps (S3 line 341).
    """
    dated = [row for row in rows if row["due_on"] is not None and row["value"] is not None]
    dated.sort(key=lambda row: row["evidence_line"] or 0)
    for one, other in combinations(dated, 2):
        first, second = (_level(row) for row in (one, other))
        agrees = (one["value"], one["value_max"]) == (other["value"], other["value_max"])
        gap = Decimal(second.value or 0) - Decimal(first.value or 0)
        where = _promise(one, f"{one['key']}-{other['key']}")
        yield from compared("target_levels", where, first, second, agrees=agrees, difference=gap)


def _level(row: Row) -> Side:
    words = row["comparator_printed"], row["value_printed"]
    printed = " ".join(word for word in words if word and "..." not in word)
    return Side(evidence(row), row["name"], printed, exact(row["value"]), day=row["due_on"])


def _promise(row: Row, key: str) -> Subject:
    page = f"/indicators/{row['code']}"
    return Subject(place(row), "targets", key, row["name"], page, row["measure"], row["measure_label"])


def _baselines(reading: Reading, targets: Mapping[int, Row]) -> Iterator[Check]:
    """A baseline printed beside a target is the result from before its period that it is compared with."""
    columns = (
        TargetResult.target_id,
        IndicatorValue.key,
        IndicatorValue.label,
        IndicatorValue.printed,
        IndicatorValue.value,
        IndicatorValue.numerator,
        IndicatorValue.denominator,
        Indicator.measure,
        Period.ends_on,
    )
    joins = (
        (TargetResult, TargetResult.indicator_value_id == IndicatorValue.id),
        (Indicator, Indicator.id == IndicatorValue.indicator_id),
        (Period, Period.id == IndicatorValue.period_id),
    )
    linked = [row for row in rows_of(reading, IndicatorValue, *columns, joins=joins) if row["target_id"]]
    for (target_id,), results in grouped(linked, "target_id").items():
        target = targets[target_id]
        before = [row for row in results if _precedes(row, target)]
        if target["baseline_value"] is not None and len(before) == 1:
            yield from _baseline(target, before[0])


def _precedes(result: Row, target: Row) -> bool:
    """Tell whether a result is from before the target's period; a target without a period judges none."""
    return target["starts_on"] is None or result["ends_on"] <= target["starts_on"]


def _baseline(target: Row, result: Row) -> Iterator[Check]:
    baseline, value = exact(target["baseline_value"]), _as_measured(result, target)
    first = Side(evidence(target), target["name"], target["baseline_printed"], baseline)
    second = Side(evidence(result), result["label"], result["printed"], value)
    if baseline is not None and value is not None:
        gap = value - baseline
        where = _promise(target, target["key"])
        yield from compared("baseline", where, first, second, agrees=not gap, difference=gap)


def _as_measured(result: Row, target: Row) -> Decimal | None:
    """Give a result in the measure of its target: 7 of 80 machines are 8,75 % of them (S4 line 158)."""
    if target["measure"] == "percent" and result["measure"] != "percent" and result["denominator"]:
        return round(Decimal(100 * int(result["numerator"])) / int(result["denominator"]), 4)
    return exact(result["value"])


def _stages(reading: Reading, targets: Sequence[Row]) -> Iterator[Check]:
    """A stage of a plan lies within the period that the plan covers; another plan's has its own."""
    covered = reading.connection.execute(_COVERED).mappings()
    plans = {(row["id"], row["evidence_document"]): dict(row) for row in covered if row["evidence_document"]}
    for members in grouped(targets, "locality_id", "evidence_document", "period_id").values():
        stage = members[0]
        plan = plans.get((stage["locality_id"], stage["evidence_document"]))
        if plan is None:
            continue
        first = Side(evidence(*members), "", stage["due_printed"], day=stage["starts_on"])
        second = Side(evidence(plan), "plan", plan["covered_printed"], day=plan["starts_on"])
        key = f"stage-{stage['starts_on']}-{stage['ends_on']}"
        where = Subject(place(stage), "targets", key, stage["due_printed"], "/pillars", "days")
        agrees = plan["starts_on"] <= stage["starts_on"] and stage["ends_on"] <= plan["ends_on"]
        gap = (plan["starts_on"] - stage["starts_on"]).days
        yield from compared("outside_period", where, first, second, agrees=agrees, difference=gap)


def _parts(reading: Reading) -> Iterator[Check]:
    """A task that counts units has as many parts; a part is not due after the task that it belongs to."""
    rows = rows_of(reading, Task, *Task.__table__.columns)
    below = grouped(rows, "parent_id")
    for task in rows:
        parts = below.get((task["id"],), [])
        units = [part for part in parts if part["unit_printed"]]
        count = leading_count(task["quantity"])
        if units and count is not None:
            first = Side(evidence(task), task["name"], task["quantity"], count)
            second = Side(evidence(*units), "units", value=len(units))
            gap = len(units) - count
            where = _task(task, "count", "cases")
            yield from compared("listed", where, first, second, agrees=not gap, difference=gap)
        for part in parts:
            yield from _part_due(task, part)


def _part_due(task: Row, part: Row) -> Iterator[Check]:
    if task["due_on"] and part["due_on"]:
        first = Side(evidence(part), part["name"], part["due_printed"], day=part["due_on"])
        second = Side(evidence(task), task["name"], task["due_printed"], day=task["due_on"])
        gap = (task["due_on"] - part["due_on"]).days
        where = _task(part, "due", "days")
        yield from compared("date_order", where, first, second, agrees=gap >= 0, difference=gap)


def _task(row: Row, what: str, measure: str) -> Subject:
    key = f"{row['key']}-{what}"
    return Subject(place(row), "tasks", key, row["name"], "/tasks", measure)


def _lists(reading: Reading, texts: Texts) -> Iterator[Check]:
    """What the running text counts is as long as the list of the same document.

    A figure that came without a document is no text: another year's count is another list's.
    """
    known = (row for rows in texts.values() for row in rows if row["evidence_document"])
    counting = [row for row in known if row["code"] in _LISTS]
    for (code,), members in grouped(counting, "code").items():
        listing = _LISTS[code]
        is_listed = cast(listing.condition, Integer).label("is_listed")
        columns = (is_listed, *(getattr(listing.model, name) for name in listing.place[_ALWAYS:]))
        rows = [row for row in rows_of(reading, listing.model, *columns) if row["is_listed"]]
        by_place = grouped(rows, *listing.place)
        for text in members:
            here = tuple(text[name] for name in listing.place)
            yield from _list(text, by_place.get(here, []), listing.name)


def _list(text: Row, listed: Sequence[Row], name: str) -> Iterator[Check]:
    first = printed_side(text)
    if not listed or first.value is None:
        return
    gap = len(listed) - Decimal(first.value)
    second = Side(evidence(*listed), name, value=len(listed))
    yield from compared("listed", about(text), first, second, agrees=not gap, difference=gap)
