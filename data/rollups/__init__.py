"""SQL that keeps the aggregate tables. Idempotent: a rebuild of unchanged facts publishes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib

from sqlalchemy import Connection, select

from data.rollups import feedback, overview
from data.schema import Base, FeedbackRollup, OverviewRollup
from data.version import publish


def rebuild(connection: Connection, now: dt.datetime) -> bool:
    """Rebuild every aggregate inside the caller's transaction; False where nothing has changed.

    `now` is aware and becomes the time of publication.
    """
    feedback.rebuild(connection)
    overview.rebuild(connection)
    return publish(connection, "rollups", _digest(connection), now)


def _digest(connection: Connection) -> str:
    digest = hashlib.sha256()
    for name in (FeedbackRollup.__tablename__, OverviewRollup.__tablename__):
        table = Base.metadata.tables[name]
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
