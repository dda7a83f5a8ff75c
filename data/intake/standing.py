"""What closed periods rest on besides rows that have a period of their own.

Units and frameworks stand for the time in which they hold, tasks and targets on the day on which they are
due, duties on their day of each year of the plan, a report from the day on which it came to its year's end.
What has no such day stands in the period that the locality's plan covers (docs/intake.md, closing).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, select

from data.intake.batch import Model, table_of
from data.rules.reporting import due_day
from data.schema import (
    Framework,
    Indicator,
    IndicatorValue,
    Locality,
    Period,
    PeriodClosing,
    Pillar,
    ReportingDuty,
    ReportSubmission,
    Target,
    Task,
    Unit,
)

Row: TypeAlias = Mapping[str, Any]

_UNIT_SAYS = ("code", "valid_from", "kind", "level", "parent_id")
_FRAMEWORK_SAYS = ("code", "unit_level", "max_score", "max_score_is_derived")
_PILLAR_SAYS = ("framework_id", "code", "position", "max_score")
_INDICATOR_SAYS = ("framework_id", "code", "pillar_id", "measure", "direction", "minimum_total")


class Span(NamedTuple):
    """First day and the day after the last one; `code` names a period that has these days."""

    code: str
    start: dt.date
    end: dt.date

    def meets(self, start: dt.date, end: dt.date | None) -> bool:
        """Tell whether a time has a day in it; one without an end goes on."""
        return start < self.end and (end is None or end > self.start)

    def holds(self, other: Span) -> bool:
        """Tell whether another period lies in it whole."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Stands:
    """A row as a closed period rests on it: the period, what kind of thing, its name, what matters of it."""

    period: str
    subject: str
    name: str = field(compare=False)
    """As people call it now: a unit that is renamed is the same."""
    told: tuple[Any, ...]


def closed_spans(connection: Connection, locality_id: int) -> Sequence[Span]:
    """Periods of a locality that are closed now."""
    rows = connection.execute(
        select(Period.code, Period.starts_on, Period.ends_on)
        .join(PeriodClosing, PeriodClosing.period_id == Period.id)
        .where(PeriodClosing.locality_id == locality_id, PeriodClosing.reopened_at.is_(None))
        .order_by(Period.starts_on, Period.ends_on.desc())
    )
    return [Span(*row) for row in rows]


def standing(
    connection: Connection, locality_id: int, instead: Mapping[Model, Sequence[Row]] | None = None
) -> frozenset[Stands]:
    """Everything without a period of its own that closed periods of a locality rest on.

    `instead` are rows of some tables as they would be, told whole.
    """
    spans = closed_spans(connection, locality_id)
    if not spans:
        return frozenset()
    place = _Place(connection, locality_id, instead or {})
    return frozenset(one for span in spans for read in _READ for one in read(place, span))


class _Place:
    """Rows of one locality, read once however many periods are closed."""

    def __init__(self, connection: Connection, locality_id: int, told: Mapping[Model, Sequence[Row]]) -> None:
        self._connection = connection
        self._locality_id = locality_id
        self._rows = dict(told)
        covered = (
            select(Period.code, Period.starts_on, Period.ends_on)
            .join(Locality, Locality.covered_period_id == Period.id)
            .where(Locality.id == locality_id)
        )
        self.covered = Span(*connection.execute(covered).one())

    def rows(self, model: Model) -> Sequence[Row]:
        """Rows of a table."""
        if model not in self._rows:
            table = table_of(model)
            found = self._connection.execute(select(table).where(table.c.locality_id == self._locality_id))
            self._rows[model] = [dict(row) for row in found.mappings()]
        return self._rows[model]

    def measured(self, span: Span) -> frozenset[int]:
        """Ids of the indicators that have results or targets in a period."""
        found: set[int] = set()
        for table in map(table_of, (IndicatorValue, Target)):
            inside = (Period.starts_on >= span.start) & (Period.ends_on <= span.end)
            wanted = select(table.c.indicator_id).join(Period, Period.id == table.c.period_id).where(inside)
            found |= set(self._connection.scalars(wanted.where(table.c.locality_id == self._locality_id)))
        return frozenset(found)


def _units(place: _Place, span: Span) -> Iterator[Stands]:
    yield from _lives(place.rows(Unit), span, "thời gian tồn tại, cấp hoặc cấp trên của đơn vị", _UNIT_SAYS)


def _frameworks(place: _Place, span: Span) -> Iterator[Stands]:
    yield from _lives(place.rows(Framework), span, "bộ chỉ số đang áp dụng", _FRAMEWORK_SAYS)


def _lives(rows: Sequence[Row], span: Span, subject: str, names: Sequence[str]) -> Iterator[Stands]:
    """Give what existed in a period, with the part of it in which it did: later changes are none of it."""
    for row in rows:
        ends = row["valid_to"]
        if span.meets(row["valid_from"], ends):
            life = (max(row["valid_from"], span.start), min(ends or span.end, span.end))
            yield Stands(span.code, subject, row["name"], (*_picked(row, names), *life))


def _pillars(place: _Place, span: Span) -> Iterator[Stands]:
    lives = {row["id"]: (row["valid_from"], row["valid_to"]) for row in place.rows(Framework)}
    for row in place.rows(Pillar):
        if span.meets(*lives[row["framework_id"]]):
            yield Stands(span.code, "trụ cột của bộ chỉ số", row["name"], _picked(row, _PILLAR_SAYS))


def _indicators(place: _Place, span: Span) -> Iterator[Stands]:
    measured = place.measured(span)
    for row in place.rows(Indicator):
        if row["id"] in measured:
            yield Stands(span.code, "chỉ số có số liệu", row["name"], _picked(row, _INDICATOR_SAYS))


def _tasks(place: _Place, span: Span) -> Iterator[Stands]:
    for row in place.rows(Task):
        if _is_due(row["due_on"], place, span):
            yield Stands(span.code, "nhiệm vụ có hạn", row["name"], _all(row))


def _targets(place: _Place, span: Span) -> Iterator[Stands]:
    """Give targets that are due in the period: those of the period itself are guarded as its rows."""
    for row in place.rows(Target):
        if row["due_on"] is not None and span.start <= row["due_on"] < span.end:
            yield Stands(span.code, "chỉ tiêu có hạn", row["name"], _all(row))


def _duties(place: _Place, span: Span) -> Iterator[Stands]:
    years = range(place.covered.start.year, place.covered.end.year + 1)
    for row in place.rows(ReportingDuty):
        days = [due_day(year, row["due_month"], row["due_day"]) for year in years]
        within = [day for day in days if day is None or place.covered.start <= day < place.covered.end]
        if any(_is_due(day, place, span) for day in within):
            yield Stands(span.code, "chế độ báo cáo đến hạn", row["duty"], _all(row))


def _reports(place: _Place, span: Span) -> Iterator[Stands]:
    """Give reports that a page of the period knows: come before its end, for a year that had not gone by."""
    for row in place.rows(ReportSubmission):
        if span.meets(row["handed_in_on"], dt.date(row["year"] + 1, 1, 1)):
            yield Stands(span.code, "báo cáo đã nộp", row["reporter_printed"], _all(row))


def _is_due(day: dt.date | None, place: _Place, span: Span) -> bool:
    return span.holds(place.covered) if day is None else span.start <= day < span.end


def _picked(row: Row, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _all(row: Row) -> tuple[Any, ...]:
    return tuple(value for name, value in sorted(row.items()) if name not in {"id", "source_id"})


_READ: Sequence[Callable[[_Place, Span], Iterator[Stands]]] = (
    _units,
    _frameworks,
    _pillars,
    _indicators,
    _tasks,
    _targets,
    _duties,
    _reports,
)
