"""Tokens: keys with which other systems read the answers, and bring figures in where that was granted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from data.access.audit import note
from data.access.identities import Identities
from data.access.records import AccessRefusedError, By, TokenRow, actor_of
from data.access.scopes import address_given, names_of, scope_of
from data.access.store import NOTED_EVERY, Store
from data.access.words import digest, is_row_id, new_secret, plain
from data.contracts import Grant, Viewer
from data.schema import ReadToken

PREFIX = "ioc_"
"""Makes a token that leaked into a file or a log findable."""
LONGEST_DAYS = 730


@dataclass(slots=True)
class Known:
    """A token as this process knows it. Not frozen: `noted_at` moves as it is used."""

    id: int
    viewer: Viewer
    expires_at: dt.datetime
    noted_at: dt.datetime | None


class Tokens(Store):
    """Issuing, recognising and revoking tokens."""

    @cached_property
    def _tokens(self) -> Identities[Known]:
        return Identities(self._versions)

    def issue_token(
        self, name: str, unit: str, *, days: int, by: By, now: dt.datetime, may_write: bool = False
    ) -> str:
        """Issue a token for a unit's subtree; it is given here and nowhere else.

        It reads; with `may_write` it has a secretary's right to bring figures in, too.

        AccessRefusedError: `taken` for the name of a live token, `unknown` for the unit or an empty name,
        `expired` for a number of days outside 1..730.
        """
        if not 1 <= days <= LONGEST_DAYS:
            raise AccessRefusedError("expired", f"Thời hạn phải từ 1 đến {LONGEST_DAYS} ngày.")
        actor, name, raw = actor_of(by), plain(name), PREFIX + new_secret()
        expires_at = now + dt.timedelta(days=days)
        with self._writing() as connection:
            _refuse_name(connection, name, now)
            address = address_given(connection, unit)
            values = {"name": name, "unit": address, "may_write": may_write, "token_sha256": digest(raw)}
            whose = {"issued_by": plain(actor.name), "issued_at": now, "expires_at": expires_at}
            connection.execute(insert(ReadToken).values(values | whose))
            right = "write" if may_write else "read"
            detail = {"unit": address, "right": right, "expires_at": expires_at.isoformat()}
            note(connection, actor, "token.issue", now, subject=name, detail=detail)
        return raw

    def token(self, raw: str, now: dt.datetime) -> Viewer | None:
        """Give what a token may see; None where it is unknown, revoked or expired. Its use is noted.

        Raises DataUnavailableError for a token that this process does not know while the database is down.
        """
        known = self._token(digest(raw))
        if known is None or now >= known.expires_at:
            return None
        if known.noted_at is None or now - known.noted_at >= NOTED_EVERY:
            known.noted_at = now
            self._note(ReadToken, known.id, ReadToken.used_at, now)
        return known.viewer

    def tokens(self) -> tuple[TokenRow, ...]:
        """Give every token that was ever issued, the latest first."""
        with self._reading() as connection:
            statement = select(*ReadToken.__table__.columns).order_by(ReadToken.id.desc())
            rows = connection.execute(statement).mappings().all()
            names = names_of(connection, {row["unit"] for row in rows})
        return tuple(_row(row, names.get(row["unit"], "")) for row in rows)

    def revoke_token(self, token_id: int, *, by: By, now: dt.datetime) -> None:
        """End a token. AccessRefusedError `unknown` where there is none, or it was revoked."""
        live = (ReadToken.id == token_id, ReadToken.revoked_at.is_(None))
        with self._changing() as connection:
            name = connection.scalar(select(ReadToken.name).where(*live)) if is_row_id(token_id) else None
            if name is None:
                raise AccessRefusedError("unknown", "Mã truy cập này không còn nữa.")
            connection.execute(update(ReadToken).where(*live).values(revoked_at=now))
            note(connection, actor_of(by), "token.revoke", now, subject=name)

    def _token(self, key: str) -> Known | None:
        def read() -> Known | None:
            with self._reading() as connection:
                live = (ReadToken.token_sha256 == key, ReadToken.revoked_at.is_(None))
                statement = select(*ReadToken.__table__.columns).where(*live)
                row = connection.execute(statement).one_or_none()
                return None if row is None else _known(connection, row)

        return self._tokens.find(key, read)


def _refuse_name(connection: Connection, name: str, now: dt.datetime) -> None:
    if not name:
        raise AccessRefusedError("unknown", "Hãy đặt tên cho mã truy cập.")
    live = (ReadToken.name == name, ReadToken.revoked_at.is_(None), ReadToken.expires_at > now)
    if connection.scalar(select(ReadToken.id).where(*live)) is not None:
        raise AccessRefusedError("taken", f"Đã có mã truy cập tên “{name}”.")


def _known(connection: Connection, row: Row[Any]) -> Known:
    grants = (Grant("secretary" if row.may_write else "viewer", scope_of(connection, row.unit)),)
    return Known(row.id, Viewer("token", row.name, row.name, grants), row.expires_at, row.used_at)


def _row(row: Any, unit_name: str) -> TokenRow:
    shown = {name: value for name, value in row.items() if name != "token_sha256"}
    return TokenRow(**shown, unit_name=unit_name)
