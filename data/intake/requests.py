"""Requests of other systems by their idempotency keys: what is sent twice is done once."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from data.schema import IntakeRequest

KEPT = dt.timedelta(days=30)
"""How long a key is remembered: whoever sends a request again later brings it in anew."""


class AlreadyAskedError(Exception):
    """Another request with the same key was faster: nothing was written for this one."""


class RequestKey(NamedTuple):
    """What names a request: who asks, the key that it sent, and the SHA-256 of what it asked."""

    actor: str
    key: str
    digest: str


class Earlier(NamedTuple):
    """A request that came before with the same key. `status` is None while it was never answered."""

    digest: str
    batch_id: int
    status: int | None
    answer: str


def find(connection: Connection, actor: str, key: str, now: dt.datetime) -> Earlier | None:
    """The request that came with a key, if any has within KEPT."""
    table = IntakeRequest
    columns = (table.digest, table.batch_id, table.status, table.answer)
    mine = (table.actor == actor, table.key == key, table.asked_at >= now - KEPT)
    row = connection.execute(select(*columns).where(*mine)).one_or_none()
    return Earlier(row.digest, row.batch_id, row.status, row.answer or "") if row else None


def add(connection: Connection, asked: RequestKey, batch_id: int, now: dt.datetime) -> None:
    """Note a request with the batch that it makes, and forget those that are older than KEPT.

    AlreadyAskedError where its key was used meanwhile.
    """
    connection.execute(delete(IntakeRequest).where(IntakeRequest.asked_at < now - KEPT))
    values = {"actor": asked.actor, "key": asked.key, "digest": asked.digest, "batch_id": batch_id}
    try:
        connection.execute(insert(IntakeRequest).values(**values, asked_at=now))
    except IntegrityError as error:
        raise AlreadyAskedError from error


def answer(connection: Connection, asked: RequestKey, status: int, body: str) -> None:
    """Keep what a request was answered, unless somebody who sent it again was answered first."""
    table = IntakeRequest
    mine = (table.actor == asked.actor, table.key == asked.key, table.status.is_(None))
    connection.execute(update(table).where(*mine).values(status=status, answer=body))
