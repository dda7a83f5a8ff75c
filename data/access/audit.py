"""The audit log: who did what, when and from where. Entries are only ever added."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, or_, select

from data import schema
from data.access.records import Actor, ActorKind, AuditEntry
from data.access.store import Store
from data.access.words import account_key, plain

BATCH = 1000
NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


def note(
    connection: Connection,
    actor: Actor,
    action: str,
    now: dt.datetime,
    *,
    subject: str = "",
    detail: Mapping[str, str] = NOTHING_MORE,
) -> None:
    """Add an entry inside the transaction of what was done: both stand or fall together."""
    values = {
        "at": now,
        "actor": plain(actor.name),
        "kind": actor.kind,
        "action": plain(action),
        "subject": plain(subject),
        "address": plain(actor.where),
        "detail": json.dumps(
            {plain(name): plain(value) for name, value in sorted(detail.items())}, ensure_ascii=False
        ),
    }
    connection.execute(insert(schema.AuditEntry).values(values))


class AuditLog(Store):
    """Writing and reading the log."""

    def record(  # noqa: PLR0913 - an entry is seven things, each by its name
        self,
        action: str,
        *,
        actor: str,
        kind: ActorKind,
        subject: str = "",
        where: str = "",
        detail: Mapping[str, str] = NOTHING_MORE,
        now: dt.datetime,
    ) -> None:
        """Note what was done elsewhere: a load, an export, a look-up. Control characters are left out."""
        with self._writing() as connection:
            note(connection, Actor(actor, kind, where), action, now, subject=subject, detail=detail)

    def entries(
        self, *, limit: int, offset: int = 0, action: str = "", actor: str = ""
    ) -> tuple[AuditEntry, ...]:
        """Give entries, newest first. `action` device finds device.revoke too; `actor` is a whole name."""
        return self._page(_asked(action, actor).limit(limit).offset(offset))

    def all_entries(self, *, action: str = "", actor: str = "") -> Iterator[AuditEntry]:
        """Give every entry once, newest first, also while others are added. Filters as in `entries`."""
        asked = _asked(action, actor).limit(BATCH)
        page = self._page(asked)
        while page:
            yield from page
            page = self._page(asked.where(schema.AuditEntry.id < page[-1].id))

    def _page(self, statement: Select[Any]) -> tuple[AuditEntry, ...]:
        with self._reading() as connection:
            return tuple(_entry(row) for row in connection.execute(statement))


def _asked(action: str, actor: str) -> Select[Any]:
    entry = schema.AuditEntry
    statement: Select[Any] = select(*entry.__table__.columns).order_by(entry.id.desc())
    if action := plain(action):
        below = entry.action.startswith(f"{action}.", autoescape=True)
        statement = statement.where(or_(entry.action == action, below))
    if actor:
        statement = statement.where(entry.actor.in_({plain(actor), account_key(actor)}))
    return statement


def _entry(row: Row[Any]) -> AuditEntry:
    detail = json.loads(row.detail)
    return AuditEntry(row.id, row.at, row.actor, row.kind, row.action, row.subject, row.address, detail)
