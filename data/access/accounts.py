"""Accounts, their passwords and their grants."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, delete, exists, insert, select, update

from data.access import throttle
from data.access.audit import note
from data.access.passwords import weakness
from data.access.records import AccessRefusedError, AccountRow, Actor, By, GrantRow, actor_of
from data.access.scopes import ALL, address_given, names_of, place_names
from data.access.store import Store
from data.access.words import account_key, is_account_name, is_row_id, plain
from data.contracts import Role
from data.schema import Account, AccountGrant, AccountSession

Roles: TypeAlias = Sequence[tuple[Role, str]]
"""Each with an address of a unit, a locality's slug, or nothing for everything."""


class Accounts(Store):
    """What administrators do to accounts. Names of accounts are case-insensitive."""

    def has_accounts(self) -> bool:
        """Tell whether anybody could sign in."""
        with self._reading() as connection:
            return bool(connection.scalar(select(exists().where(Account.is_active))))

    def add_account(
        self, name: str, title: str, password: str | None, roles: Roles, *, by: By, now: dt.datetime
    ) -> None:
        """Add an account; without a password it signs in by single sign-on only.

        AccessRefusedError: `taken`, `weak`, or `unknown` for a name that is none and for a unit.
        """
        key, actor = _new_name(name), actor_of(by)
        title = plain(title) or key
        # A hash takes a tenth of a second: not while the transaction keeps others waiting.
        hashed = "" if password is None else self._hashed(password, (key, title))
        with self._changing() as connection:
            if connection.scalar(select(Account.id).where(Account.name == key)) is not None:
                raise AccessRefusedError("taken", f"Đã có tài khoản “{key}”.")
            account = _insert(connection, key, title, hashed, now)
            note(connection, actor, "account.add", now, subject=key, detail={"title": title})
            for role, unit in roles:
                _grant(connection, (account, key), (role, address_given(connection, unit)), actor, now)

    def set_password(self, name: str, password: str, *, by: By, now: dt.datetime) -> None:
        """Give an account a new password, end all its sessions and lift its lock.

        AccessRefusedError: `weak`, `unknown`.
        """
        with self._reading() as connection:
            account = account_named(connection, name)
        hashed = self._hashed(password, (account.name, account.title))
        with self._changing() as connection:
            replace_password(connection, account.id, hashed, now)
            throttle.forgive(connection, account.name)
            note(connection, actor_of(by), "account.password", now, subject=account.name)

    def set_active(self, name: str, active: bool, *, by: By, now: dt.datetime) -> None:  # noqa: FBT001 - the value
        """Let an account sign in, or disable it, which ends all its sessions."""
        with self._changing() as connection:
            account = account_named(connection, name)
            connection.execute(update(Account).where(Account.id == account.id).values(is_active=active))
            if not active:
                end_sessions(connection, account.id, now)
            action = "account.enable" if active else "account.disable"
            note(connection, actor_of(by), action, now, subject=account.name)

    def grant(self, name: str, role: Role, unit: str, *, by: By, now: dt.datetime) -> int:
        """Give an account a role over a unit's subtree; the grant's id, also where it was there already."""
        with self._changing() as connection:
            account = account_named(connection, name)
            address = address_given(connection, unit)
            return _grant(connection, (account.id, account.name), (role, address), actor_of(by), now)

    def withdraw(self, grant_id: int, *, by: By, now: dt.datetime) -> None:
        """Take a grant back. AccessRefusedError `unknown` where there is none of this id."""
        given = (
            select(AccountGrant.role, AccountGrant.unit, Account.name)
            .join(Account, Account.id == AccountGrant.account_id)
            .where(AccountGrant.id == grant_id)
        )
        with self._changing() as connection:
            row = connection.execute(given).one_or_none() if is_row_id(grant_id) else None
            if row is None:
                raise AccessRefusedError("unknown", "Quyền này không còn nữa.")
            connection.execute(delete(AccountGrant).where(AccountGrant.id == grant_id))
            detail = {"role": row.role, "unit": row.unit}
            note(connection, actor_of(by), "grant.withdraw", now, subject=row.name, detail=detail)

    def accounts(self) -> tuple[AccountRow, ...]:
        """Give every account with its grants, by name."""
        with self._reading() as connection:
            grants = _grants(connection)
            rows = connection.execute(select(*Account.__table__.columns).order_by(Account.name)).all()
        return tuple(_account(row, grants.get(row.id, [])) for row in rows)

    def _hashed(self, password: str, own: Sequence[str]) -> str:
        with self._reading() as connection:
            places = place_names(connection)
        problem = weakness(password, [*own, *own[0].replace("@", ".").split("."), *places])
        if problem:
            raise AccessRefusedError("weak", problem)
        return self._passwords.hash(password)


def account_named(connection: Connection, name: str) -> Row[Any]:
    """Find an account; AccessRefusedError `unknown` without one."""
    key = account_key(name)
    row = connection.execute(select(*Account.__table__.columns).where(Account.name == key)).one_or_none()
    if row is None:
        raise AccessRefusedError("unknown", f"Không có tài khoản “{key}”.")
    return row


def replace_password(connection: Connection, account: int, hashed: str, now: dt.datetime) -> None:
    """Store a new password; whoever signed in with the old one is out."""
    values = {"password_hash": hashed, "password_at": now}
    connection.execute(update(Account).where(Account.id == account).values(values))
    end_sessions(connection, account, now)


def end_sessions(connection: Connection, account: int, now: dt.datetime) -> None:
    """End every session of an account that has not ended."""
    held = (AccountSession.account_id == account) & AccountSession.ended_at.is_(None)
    connection.execute(update(AccountSession).where(held).values(ended_at=now))


def _new_name(name: str) -> str:
    key = account_key(name)
    if not is_account_name(key):
        raise AccessRefusedError("unknown", "Tên đăng nhập chỉ gồm chữ, số và các dấu . _ - @ +.")
    return key


def _insert(connection: Connection, key: str, title: str, hashed: str, now: dt.datetime) -> int:
    values = {
        "name": key,
        "title": title,
        "password_hash": hashed,
        "is_active": True,
        "created_at": now,
        "password_at": now if hashed else None,
    }
    return connection.execute(insert(Account).values(values).returning(Account.id)).scalar_one()


def _grant(
    connection: Connection, account: tuple[int, str], held: tuple[Role, str], actor: Actor, now: dt.datetime
) -> int:
    """Add a grant where it is not there: `account` is id and name, `held` role and address."""
    role, unit = held
    if role == "admin" and unit != ALL:
        # Whoever manages accounts could give itself the rest.
        raise AccessRefusedError(
            "unknown", "Quyền quản trị chỉ cấp cho toàn hệ thống, không cấp theo đơn vị."
        )
    key = {"account_id": account[0], "role": role, "unit": unit}
    known = connection.scalar(select(AccountGrant.id).filter_by(**key))
    if known is not None:
        return known
    values = key | {"granted_by": plain(actor.name), "granted_at": now}
    note(connection, actor, "grant.add", now, subject=account[1], detail={"role": role, "unit": unit})
    return connection.execute(insert(AccountGrant).values(values).returning(AccountGrant.id)).scalar_one()


def _grants(connection: Connection) -> Mapping[int, list[GrantRow]]:
    rows = connection.execute(select(*AccountGrant.__table__.columns).order_by(AccountGrant.id)).all()
    names = names_of(connection, {row.unit for row in rows})
    found: dict[int, list[GrantRow]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append(GrantRow(row.id, row.role, row.unit, names.get(row.unit, "")))
    return found


def _account(row: Row[Any], grants: Sequence[GrantRow]) -> AccountRow:
    return AccountRow(
        name=row.name,
        title=row.title,
        is_active=row.is_active,
        has_password=bool(row.password_hash),
        has_single_sign_on=row.issuer is not None,
        created_at=row.created_at,
        signed_in_at=row.signed_in_at,
        grants=tuple(grants),
    )
