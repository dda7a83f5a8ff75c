"""The calendar of meetings: what will be late before the next one is asked about on the pages of cases.

Writing moves the data version by triggers, whoever writes (migration 0015).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from data.access import audit
from data.access.records import Actor
from data.rules.working_time import local
from data.schema import Locality, Meeting


class MeetingError(Exception):
    """What was asked for is not possible; says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting of a locality by its slug; `held_at` is aware."""

    locality: str
    held_at: dt.datetime
    title: str


def add(connection: Connection, entry: MeetingEntry, *, actor: Actor, now: dt.datetime) -> None:
    """Put a meeting on the calendar. Raises MeetingError for an unknown place, no title, a taken moment."""
    if not entry.title.strip():
        raise MeetingError("Phiên họp cần có tên.")
    place = _place(connection, entry.locality)
    if connection.scalar(_ids(place, entry.held_at)) is not None:
        raise MeetingError(f"Đã có phiên họp lúc {_said(entry.held_at)}.")
    values = {"held_at": entry.held_at, "title": entry.title.strip()}
    connection.execute(insert(Meeting).values(locality_id=place, **values))
    _note(connection, "meeting.add", entry, actor, now)


def remove(
    connection: Connection, locality: str, held_at: dt.datetime, *, actor: Actor, now: dt.datetime
) -> None:
    """Take a meeting off the calendar. Raises MeetingError where there is none at that moment."""
    number = connection.scalar(_ids(_place(connection, locality), held_at))
    if number is None:
        raise MeetingError(f"Không có phiên họp lúc {_said(held_at)}.")
    title = connection.scalar(delete(Meeting).where(Meeting.id == number).returning(Meeting.title)) or ""
    _note(connection, "meeting.remove", MeetingEntry(locality, held_at, title), actor, now)


def listed(
    connection: Connection, locality: str = "", since: dt.datetime | None = None
) -> list[MeetingEntry]:
    """List meetings by moment, of one place or all, from a moment on."""
    rows = select(Locality.slug, Meeting.held_at, Meeting.title).join(
        Locality, Locality.id == Meeting.locality_id
    )
    if locality:
        rows = rows.where(Meeting.locality_id == _place(connection, locality))
    if since is not None:
        rows = rows.where(Meeting.held_at >= since)
    found = connection.execute(rows.order_by(Meeting.held_at, Locality.slug))
    return [MeetingEntry(row.slug, row.held_at, row.title) for row in found]


def _place(connection: Connection, slug: str) -> int:
    found = connection.scalar(select(Locality.id).where(Locality.slug == slug))
    if found is None:
        raise MeetingError(f"Không có địa bàn «{slug}».")
    return found


def _ids(place: int, held_at: dt.datetime) -> Select[Any]:
    return select(Meeting.id).where(Meeting.locality_id == place, Meeting.held_at == held_at)


def _note(connection: Connection, action: str, entry: MeetingEntry, actor: Actor, now: dt.datetime) -> None:
    detail = {"held_at": local(entry.held_at).isoformat(), "title": entry.title}
    audit.note(connection, actor, action, now, subject=entry.locality, detail=detail)


def _said(moment: dt.datetime) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}"
