"""Sessions: what the secret in a browser's cookie stands for, and until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, update

from data.access.accounts import Accounts, account_named, end_sessions
from data.access.audit import note
from data.access.identities import Identities
from data.access.records import Actor, By, SessionSeen, actor_of
from data.access.scopes import scope_of
from data.access.store import NOTED_EVERY
from data.access.words import digest, new_secret, plain
from data.contracts import Grant, Viewer
from data.schema import Account, AccountGrant, AccountSession


@dataclass(slots=True)
class Known:
    """A session as this process knows it. Not frozen: `noted_at` moves as it is used."""

    id: int
    viewer: Viewer
    began_at: dt.datetime
    noted_at: dt.datetime


class Sessions(Accounts):
    """Sessions begin with a proof of who it is, and end by age, by their owner or by administrators."""

    @cached_property
    def _sessions(self) -> Identities[Known]:
        return Identities(self._versions)

    def session(self, token: str, now: dt.datetime) -> SessionSeen | None:
        """Give who a session's secret stands for; None where it is unknown, ended, idle too long or too old.

        Raises DataUnavailableError for a secret that this process does not know while the database is down.
        """
        key = digest(token)
        known = self._known(key)
        if known is not None and now - known.noted_at >= self._idle:
            # Another worker may have seen it since.
            self._sessions.forget(key)
            known = self._known(key)
        if known is None or now - known.began_at >= self._lifetime or now - known.noted_at >= self._idle:
            return None
        # A tenth, where people are sent away after minutes: what is not noted counts as idle.
        if now - known.noted_at >= min(NOTED_EVERY, self._idle / 10):
            known.noted_at = now
            self._note(AccountSession, known.id, AccountSession.seen_at, now)
        return SessionSeen(known.viewer, known.viewer.name, known.began_at, known.noted_at)

    def sign_out(self, token: str, *, now: dt.datetime) -> None:
        """End a session; nothing happens where it has ended."""
        with self._reading() as connection:
            row = connection.execute(_held_by(digest(token))).one_or_none()
        # A secret that is none must not make every worker read its identities again.
        if row is not None:
            with self._changing() as connection:
                mine = AccountSession.id == row.id
                connection.execute(update(AccountSession).where(mine).values(ended_at=now))
                note(connection, Actor(row.name, where=row.address), "sign_out", now, subject=row.name)

    def sign_out_everywhere(self, name: str, *, by: By, now: dt.datetime) -> None:
        """End all sessions of an account."""
        with self._changing() as connection:
            account = account_named(connection, name)
            end_sessions(connection, account.id, now)
            note(connection, actor_of(by), "sign_out.everywhere", now, subject=account.name)

    def _known(self, key: str) -> Known | None:
        def read() -> Known | None:
            with self._reading() as connection:
                row = connection.execute(_held_by(key)).one_or_none()
                return None if row is None else _known(connection, row)

        return self._sessions.find(key, read)

    def _begin(
        self, connection: Connection, account: Row[Any], where: str, agent: str, now: dt.datetime
    ) -> str:
        """Begin a session of an account and give its secret. Its sessions that are over are swept away."""
        over = or_(AccountSession.ended_at.is_not(None), AccountSession.began_at <= now - self._lifetime)
        mine = AccountSession.account_id == account.id
        connection.execute(delete(AccountSession).where(mine, over))
        secret = new_secret()
        values = {
            "account_id": account.id,
            "token_sha256": digest(secret),
            "began_at": now,
            "seen_at": now,
            "address": plain(where),
            "agent": plain(agent),
        }
        connection.execute(insert(AccountSession).values(values))
        connection.execute(update(Account).where(Account.id == account.id).values(signed_in_at=now))
        note(connection, Actor(account.name, where=where), "sign_in", now, subject=account.name)
        return secret


def _held_by(key: str) -> Select[Any]:
    """Select the session of a secret while it has not ended and its account is active."""
    session = AccountSession
    columns: tuple[Any, ...] = (session.id, session.account_id, session.address, session.began_at)
    return (
        select(*columns, session.seen_at, Account.name, Account.title)
        .join(Account, Account.id == session.account_id)
        .where(session.token_sha256 == key, session.ended_at.is_(None), Account.is_active)
    )


def _known(connection: Connection, row: Row[Any]) -> Known:
    held = select(AccountGrant.role, AccountGrant.unit).where(AccountGrant.account_id == row.account_id)
    rows = connection.execute(held.order_by(AccountGrant.id)).all()
    scopes = {unit: scope_of(connection, unit) for unit in {grant.unit for grant in rows}}
    grants = tuple(Grant(grant.role, scopes[grant.unit]) for grant in rows)
    return Known(row.id, Viewer("account", row.name, row.title, grants), row.began_at, row.seen_at)
