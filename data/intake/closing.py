"""Closed periods ("chốt số liệu"): what nobody changes any more until somebody reopens it with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, Table, insert, select, update
from sqlalchemy.orm import aliased

from data.access.audit import note
from data.access.records import Actor
from data.engine import snapshot, writing
from data.intake import applying
from data.intake.batch import table_of
from data.intake.locality_periods import DATED
from data.intake.records import REOPEN, Closed, RefusedError
from data.intake.standing import Span, Stands, standing
from data.rules import periods as spans
from data.rules.working_time import local
from data.schema import Locality, LocalityPeriod, Period, PeriodClosing

_DATASET = "units"
"""Says which periods a locality has; closing one changes what is said of it on every page."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing with its history; `reopened_at` is None while it stands. `label` names the period."""

    id: int
    period: str
    label: str
    closed_by: str
    closed_at: dt.datetime
    note: str
    reopened_by: str
    reopened_at: dt.datetime | None
    reopened_reason: str

    @property
    def stands(self) -> bool:
        """Tell whether the period is closed now."""
        return self.reopened_at is None


def guard_closed(connection: Connection, locality_id: int, periods: Collection[int]) -> None:
    """Raise RefusedError where a change touches a closed period; `periods` are ids, none of rows without one.

    Called in the transaction that changes rows, before it does. A quarter is closed with its year; a year
    is not closed with one of its quarters.
    """
    if not periods:
        return
    touched = aliased(Period)
    inside = (touched.starts_on >= Period.starts_on) & (touched.ends_on <= Period.ends_on)
    found = connection.execute(
        _standing(locality_id).join(touched, inside).where(touched.id.in_(periods)).order_by(Period.starts_on)
    ).first()
    if found is not None:
        raise _refused(found)


@contextmanager
def leaving_closed(connection: Connection, locality_id: int) -> Iterator[None]:
    """Raise RefusedError where what happens inside changes what a closed period rests on.

    For rows without a period of their own, which `guard_closed` cannot know (`data.intake.standing`).
    """
    before = standing(connection, locality_id)
    yield
    changed = before ^ standing(connection, locality_id)
    if changed:
        code = min(one.period for one in changed)
        stands = connection.execute(_standing(locality_id).where(Period.code == code)).one()
        raise _refused(stands, moved(changed, code))


def moved(changed: Collection[Stands], period: str) -> str:
    """Say what of a period changes that has no period of its own; empty where nothing does."""
    mine = sorted((one.subject, one.name) for one in changed if one.period == period)
    if not mine:
        return ""
    (subject, name), *others = dict.fromkeys(mine)
    more = f" và {len(others)} mục khác" if others else ""
    return f"đợt này làm đổi {subject} “{name}”{more} trong kỳ đó"


def closings(connection: Connection, locality_id: int) -> Sequence[tuple[Span, Closed]]:
    """Closed periods of a locality with their days, earliest first."""
    rows = connection.execute(_standing(locality_id).order_by(Period.starts_on, Period.ends_on.desc()))
    return [(Span(row.code, row.starts_on, row.ends_on), _closed(row)) for row in rows]


def _closed(row: Row[Any], what: str = "") -> Closed:
    named = spans.label(spans.parse(row.code))
    label = named[:1].lower() + named[1:]
    return Closed(row.code, label, row.closed_by, local(row.closed_at).date(), row.note, what)


def _refused(row: Row[Any], what: str = "") -> RefusedError:
    reason = _closed(row, what).reason
    return RefusedError(f"{reason[:1].upper()}{reason[1:]}. Cách sửa: {REOPEN}. Chưa thay đổi gì.")


def closed_figures(connection: Connection) -> frozenset[tuple[str, str]]:
    """What all closed periods hold and rest on, without sources: what a loading must leave as it is."""
    held = {
        (model.__tablename__, repr(tuple(row)))
        for model in DATED.values()
        for row in connection.execute(_closed_rows(table_of(model)))
    }
    rested = {
        (one.subject, repr((one.period, one.told)))
        for place in closed_days(connection)
        for one in standing(connection, place)
    }
    return frozenset(held | rested)


def _closed_rows(table: Table) -> Select[Any]:
    own, whole = aliased(Period), aliased(Period)
    told = [column for column in table.columns if column.name not in {"id", "source_id"}]
    return (
        select(*told)
        .join(own, own.id == table.c.period_id)
        .join(PeriodClosing, PeriodClosing.locality_id == table.c.locality_id)
        .join(whole, whole.id == PeriodClosing.period_id)
        .where(PeriodClosing.reopened_at.is_(None))
        .where(own.starts_on >= whole.starts_on, own.ends_on <= whole.ends_on)
    )


def closed_days(connection: Connection) -> Mapping[int, list[tuple[dt.date, dt.date, dt.date]]]:
    """First day, day after the last and day of closing of every closed period, by locality."""
    columns = (PeriodClosing.locality_id, Period.starts_on, Period.ends_on, PeriodClosing.closed_at)
    rows = connection.execute(
        select(*columns)
        .join(Period, Period.id == PeriodClosing.period_id)
        .where(PeriodClosing.reopened_at.is_(None))
        .order_by(PeriodClosing.closed_at)
    )
    found: dict[int, list[tuple[dt.date, dt.date, dt.date]]] = {}
    for row in rows:
        closed_on = local(row.closed_at).date()
        found.setdefault(row.locality_id, []).append((row.starts_on, row.ends_on, closed_on))
    return found


class Closings:
    """Closing periods and opening them again. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        """Write through `engine`, which is not touched before it is used."""
        self._engine = engine

    def listed(self, slug: str) -> tuple[Closing, ...]:
        """Closings of a locality, newest first, those that were reopened included."""
        columns: tuple[Any, ...] = (*PeriodClosing.__table__.columns, Period.code)
        asked = (
            select(*columns)
            .join(Period, Period.id == PeriodClosing.period_id)
            .join(Locality, Locality.id == PeriodClosing.locality_id)
            .where(Locality.slug == slug)
            .order_by(PeriodClosing.id.desc())
        )
        with snapshot(self._engine) as connection:
            return tuple(_record(row) for row in connection.execute(asked))

    def close(self, slug: str, period: str, remark: str, *, by: Actor, now: dt.datetime) -> None:
        """Close a period that the locality has figures of. RefusedError where it has none or is closed."""
        with writing(self._engine) as connection:
            applying.lock(connection)
            locality_id, period_id = _place(connection, slug, period)
            guard_closed(connection, locality_id, {period_id})
            values = {"locality_id": locality_id, "period_id": period_id, "closed_by": by.name}
            empty = dict.fromkeys(("reopened_by", "reopened_reason"), "")
            connection.execute(
                insert(PeriodClosing).values(**values, **empty, closed_at=now, note=remark.strip())
            )
            applying.bump(connection, _DATASET, now)
            told = {"locality": slug, "note": remark.strip()}
            note(connection, by, "period.close", now, subject=period, detail=told)

    def reopen(self, slug: str, closing: int, reason: str, *, by: Actor, now: dt.datetime) -> None:
        """Open a closed period of a locality again. RefusedError without a reason or where it is open."""
        if not reason.strip():
            raise RefusedError("Ghi lý do mở lại kỳ.")
        with writing(self._engine) as connection:
            applying.lock(connection)
            locality_id = connection.scalar(select(Locality.id).where(Locality.slug == slug))
            code = connection.scalar(
                _standing(locality_id or 0).with_only_columns(Period.code).where(PeriodClosing.id == closing)
            )
            if code is None:
                raise RefusedError("Kỳ này không còn chốt: có người vừa mở lại, hoặc trang đã cũ.")
            values = {"reopened_by": by.name, "reopened_at": now, "reopened_reason": reason.strip()}
            connection.execute(update(PeriodClosing).where(PeriodClosing.id == closing).values(**values))
            applying.bump(connection, _DATASET, now)
            told = {"locality": slug, "reason": reason.strip()}
            note(connection, by, "period.reopen", now, subject=code, detail=told)


def _standing(locality_id: int) -> Select[Any]:
    period: tuple[Any, ...] = (Period.code, Period.starts_on, Period.ends_on)
    closing: tuple[Any, ...] = (PeriodClosing.closed_at, PeriodClosing.closed_by, PeriodClosing.note)
    return (
        select(*period, *closing)
        .join(Period, Period.id == PeriodClosing.period_id)
        .where(PeriodClosing.locality_id == locality_id, PeriodClosing.reopened_at.is_(None))
    )


def _place(connection: Connection, slug: str, period: str) -> tuple[int, int]:
    row = connection.execute(
        select(Locality.id, Period.id.label("period_id"))
        .join(LocalityPeriod, LocalityPeriod.locality_id == Locality.id)
        .join(Period, Period.id == LocalityPeriod.period_id)
        .where(Locality.slug == slug, Period.code == period)
    ).one_or_none()
    if row is None:
        raise RefusedError("Địa bàn chưa có số liệu của kỳ này: nạp số liệu trước khi chốt.")
    return row.id, row.period_id


def _record(row: Row[Any]) -> Closing:
    return Closing(
        id=row.id,
        period=row.code,
        label=spans.label(spans.parse(row.code)),
        closed_by=row.closed_by,
        closed_at=row.closed_at,
        note=row.note,
        reopened_by=row.reopened_by,
        reopened_at=row.reopened_at,
        reopened_reason=row.reopened_reason,
    )
