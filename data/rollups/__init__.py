"""SQL that keeps the aggregate tables. Idempotent: a rebuild of unchanged facts publishes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib

from sqlalchemy import Connection, select

from data.rollups import cases, conflicts, feedback, overview
from data.schema import Base, Conflict, ConflictCheck, ConflictSource, FeedbackRollup, OverviewRollup
from data.version import publish

DIGESTED = (FeedbackRollup, OverviewRollup, Conflict, ConflictSource, ConflictCheck)
"""Tables whose content tells whether a rebuild has changed anything."""


def rebuild(connection: Connection, now: dt.datetime) -> bool:
    """Rebuild every aggregate inside the caller's transaction; False where nothing has changed.

    `now` is aware and becomes the time of publication.
    """
    feedback.rebuild(connection)
    has_caught_up = cases.refresh(connection, now)
    overview.rebuild(connection)
    conflicts.rebuild(connection)
    return publish(connection, "rollups", _digest(connection), now) or has_caught_up


def _digest(connection: Connection) -> str:
    digest = hashlib.sha256()
    for model in DIGESTED:
        table = Base.metadata.tables[model.__tablename__]
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
