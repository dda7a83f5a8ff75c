"""SQL that keeps the aggregate tables. Idempotent: a rebuild of unchanged facts publishes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib

from sqlalchemy import Connection, Select, select

from data.intake.batch import Model, table_of
from data.rollups import cases, conflicts, feedback, overview
from data.schema import (
    Conflict,
    ConflictCheck,
    ConflictSource,
    DatasetVersion,
    FeedbackRollup,
    OverviewRollup,
)
from data.version import publish

DIGESTED: tuple[Model, ...] = (FeedbackRollup, OverviewRollup, Conflict, ConflictSource, ConflictCheck)
"""Tables whose content tells whether a rebuild has changed anything."""
_DATASET = "rollups"
_ROOM = 1 << 256


def rebuild(connection: Connection, now: dt.datetime, locality_id: int | None = None) -> bool:
    """Rebuild the aggregates of one locality, or of all; False where nothing has changed.

    Inside the caller's transaction. `now` is aware and becomes the time of publication. One locality is
    enough where nobody else's facts or periods have changed; where cases were written directly it is not.
    """
    has_caught_up = cases.refresh(connection, now)
    if has_caught_up:
        locality_id = None
    before = 0 if locality_id is None else _digest(connection, locality_id)
    feedback.rebuild(connection, locality_id)
    overview.rebuild(connection, locality_id)
    conflicts.rebuild(connection, locality_id)
    after = _digest(connection, locality_id)
    whole = after if locality_id is None else _told(connection) - before + after
    return publish(connection, _DATASET, f"{whole % _ROOM:064x}", now) or has_caught_up


def _digest(connection: Connection, locality_id: int | None) -> int:
    """Sum of the digests of all rows: that of a part can be taken out and put in again."""
    found = 0
    for model in DIGESTED:
        for row in connection.execute(_rows(model, locality_id)):
            said = f"{model.__tablename__} {tuple(row)!r}".encode()
            found += int.from_bytes(hashlib.sha256(said).digest())
    return found % _ROOM


def _rows(model: Model, locality_id: int | None) -> Select[tuple[object, ...]]:
    rows = select(table_of(model))
    if locality_id is None:
        return rows
    if model is ConflictSource:
        mine = select(Conflict.key).where(Conflict.locality_id == locality_id)
        return rows.where(ConflictSource.conflict_key.in_(mine))
    return rows.where(table_of(model).c.locality_id == locality_id)


def _told(connection: Connection) -> int:
    """Digest that the last rebuild published; zero where there was none."""
    asked = select(DatasetVersion.content_sha256).where(DatasetVersion.dataset == _DATASET)
    return int(connection.scalar(asked) or "0", 16)
