"""Signing in: by password, with back-off, and by what an OpenID Connect provider says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, update

from data.access import throttle
from data.access.accounts import replace_password
from data.access.audit import NOTHING_MORE, note
from data.access.records import AccessRefusedError, Actor, Reason
from data.access.sessions import Sessions
from data.access.words import account_key, plain
from data.schema import Account

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
DISABLED = "Tài khoản này đã ngừng sử dụng. Hãy liên hệ quản trị viên."
NOT_LINKED = "Chưa có tài khoản cho người đăng nhập này. Hãy đề nghị quản trị viên cấp tài khoản."
_MINUTE = 60


class SignIn(Sessions):
    """From a proof of who it is to a session. Its secret is new every time: none can be planted before."""

    def sign_in(self, name: str, password: str, *, where: str, agent: str, now: dt.datetime) -> str:
        """Check a password and begin a session; its secret.

        AccessRefusedError: `wrong`, `locked` (with `until`), and `disabled` to whoever knows the password.
        """
        account = self._proven(name, password, where, now)
        stored = account.password_hash
        fresh = self._passwords.hash(password) if self._passwords.is_outdated(stored) else stored
        with self._writing() as connection:
            _stands(connection, account)
            throttle.forgive(connection, account.name, where)
            connection.execute(update(Account).where(_is(account)).values(password_hash=fresh))
            return self._begin(connection, account, where, agent, now)

    def change_password(
        self, name: str, old: str, new: str, *, where: str, agent: str, now: dt.datetime
    ) -> str:
        """Let people change their own password: end all their sessions, begin a new one, give its secret.

        AccessRefusedError as `sign_in` for the old password, `weak` for the new one.
        """
        account = self._proven(name, old, where, now)
        with self._writing() as connection:
            throttle.forgive(connection, account.name, where)
        hashed = self._hashed(new, (account.name, account.title))
        with self._changing() as connection:
            _stands(connection, account)
            replace_password(connection, account.id, hashed, now)
            actor = Actor(account.name, where=where)
            note(connection, actor, "account.password", now, subject=account.name)
            return self._begin(connection, account, where, agent, now)

    def sign_in_as(  # noqa: PLR0913 - what the provider says of a person, beside where, when and with what
        self,
        issuer: str,
        subject: str,
        *,
        name: str,
        title: str,
        where: str,
        agent: str,
        now: dt.datetime,
    ) -> str:
        """Begin a session for whom an OpenID Connect provider has proven; its secret.

        The account linked to (issuer, subject), else an active account of that name that no provider is
        linked to yet: it is linked by this. AccessRefusedError: `unknown` without one, `disabled`.
        """
        with self._writing() as connection:
            account = _linked(connection, (issuer, subject))
            if account is None:
                account = _link(connection, (issuer, subject), Actor(account_key(name), where=where), now)
            if account is not None and account.is_active:
                return self._begin(connection, account, where, agent, now)
            reason: Reason = "unknown" if account is None else "disabled"
            said = {"issuer": issuer, "name": name, "title": title}
            _note_refusal(connection, account, where, now, {"reason": reason, **said})
        raise AccessRefusedError(reason, NOT_LINKED if account is None else DISABLED)

    def _proven(self, name: str, password: str, where: str, now: dt.datetime) -> Row[Any]:
        """Give the active account whose password this is; count, note and refuse anything else."""
        key = account_key(name)
        with self._writing() as connection:
            until = throttle.admit(connection, key, where, now)
            account = connection.execute(_columns().where(Account.name == key)).one_or_none()
            if until is not None:
                _note_refusal(connection, account, where, now, {"reason": "locked"})
        if until is not None:
            raise _locked(until, now)
        right = self._passwords.verify("" if account is None else account.password_hash, password)
        if account is not None and right and account.is_active:
            return account
        reason: Reason = "disabled" if right else "wrong"
        with self._writing() as connection:
            _note_refusal(connection, account, where, now, {"reason": reason})
        raise AccessRefusedError(reason, DISABLED if right else WRONG)


def _columns() -> Any:
    return select(*Account.__table__.columns)


def _is(account: Row[Any]) -> ColumnElement[bool]:
    number: int = account.id
    return Account.id == number


def _stands(connection: Connection, account: Row[Any]) -> None:
    """Refuse where the account was disabled or got another password while its proof was looked at."""
    same = (_is(account), Account.is_active, Account.password_hash == account.password_hash)
    if connection.scalar(select(Account.id).where(*same)) is None:
        raise AccessRefusedError("wrong", WRONG)


def _locked(until: dt.datetime, now: dt.datetime) -> AccessRefusedError:
    minutes = -((now - until) // dt.timedelta(minutes=1))
    return AccessRefusedError("locked", f"Đã sai nhiều lần. Hãy thử lại sau {minutes} phút.", until)


def _note_refusal(
    connection: Connection,
    account: Row[Any] | None,
    where: str,
    now: dt.datetime,
    detail: Mapping[str, str] = NOTHING_MORE,
) -> None:
    """Note a refused sign-in. A name that no account has is left out: it may be a password."""
    subject = "" if account is None else account.name
    note(connection, Actor("", "anonymous", where), "sign_in.refused", now, subject=subject, detail=detail)


def _can_be_kept(link: tuple[str, str]) -> bool:
    """Tell whether a database stores both parts as they are: two people must not become one by cutting."""
    return all(part and plain(part) == part for part in link)


def _linked(connection: Connection, link: tuple[str, str]) -> Row[Any] | None:
    if not _can_be_kept(link):
        return None
    linked = (Account.issuer == link[0], Account.subject == link[1])
    found: Row[Any] | None = connection.execute(_columns().where(*linked)).one_or_none()
    return found


def _link(connection: Connection, link: tuple[str, str], actor: Actor, now: dt.datetime) -> Row[Any] | None:
    """Link an active account that no provider is linked to; None without one of the actor's name."""
    free = (Account.name == actor.name, Account.is_active, Account.issuer.is_(None))
    account: Row[Any] | None = connection.execute(_columns().where(*free)).one_or_none()
    if account is None or not _can_be_kept(link):
        return None
    issuer, subject = link
    connection.execute(update(Account).where(_is(account)).values(issuer=issuer, subject=subject))
    note(connection, actor, "account.link", now, subject=account.name, detail={"issuer": issuer})
    return account
