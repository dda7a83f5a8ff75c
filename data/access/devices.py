"""Walls: pairing by a code that an administrator confirms, keys, heartbeats."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from data.access.audit import note
from data.access.heartbeats import Heartbeat, Heartbeats, noted
from data.access.identities import Identities
from data.access.records import (
    AccessRefusedError,
    Actor,
    By,
    DeviceRow,
    Pairing,
    WaitingPairing,
    actor_of,
)
from data.access.scopes import address_given, names_of, scope_of
from data.access.store import Store
from data.access.words import digest, is_row_id, new_code, new_secret, plain, read_code
from data.contracts import Grant, Viewer
from data.schema import Device
from data.schema import Pairing as PairingRow

PAIRING_HOLDS = dt.timedelta(minutes=10)
MOST_WAITING = 100
"""Pairings that may wait at once: anybody who reaches the server may begin one."""
EXPIRED = "Mã ghép nối đã hết hạn. Hãy lấy mã mới trên màn hình."


class Devices(Store):
    """Keys of walls: view-only, for one playlist and scope, without end until they are revoked."""

    @cached_property
    def _devices(self) -> Identities[Viewer]:
        return Identities(self._versions)

    @cached_property
    def _heartbeats(self) -> Heartbeats:
        return Heartbeats()

    def begin_pairing(self, now: dt.datetime, *, where: str = "") -> Pairing:
        """Let a wall wait: it shows the code and keeps the secret. AccessRefusedError `locked` in a crowd."""
        expires_at = now + PAIRING_HOLDS
        secret = new_secret()
        with self._writing() as connection:
            connection.execute(delete(PairingRow).where(PairingRow.expires_at <= now))
            _refuse_crowd(connection)
            code = _free_code(connection)
            values = {"code": code, "secret_sha256": digest(secret), "address": plain(where)}
            moments = {"begun_at": now, "expires_at": expires_at}
            connection.execute(insert(PairingRow).values(values | moments))
        return Pairing(code, secret, expires_at)

    def waiting_pairings(self, now: dt.datetime) -> tuple[WaitingPairing, ...]:
        """Give the walls that wait for a confirmation, the latest first."""
        row = PairingRow
        waiting = (row.expires_at > now, row.confirmed_by.is_(None))
        columns = (row.code, row.address, row.begun_at, row.expires_at)
        with self._reading() as connection:
            rows = connection.execute(select(*columns).where(*waiting).order_by(row.id.desc()))
            return tuple(WaitingPairing(*found) for found in rows)

    def confirm_pairing(
        self, code: str, *, name: str, playlist: str, unit: str, by: By, now: dt.datetime
    ) -> None:
        """Let the wall that shows `code` in, under a name of its own, for a playlist and a unit's subtree.

        AccessRefusedError: `unknown` for code, unit or an empty name, `expired`, `taken` for code or name.
        """
        actor, name = actor_of(by), plain(name)
        with self._writing() as connection:
            waiting = _waiting(connection, code, now)
            _refuse_name(connection, name)
            address = address_given(connection, unit)
            values = {"name": name, "playlist": plain(playlist), "unit": address}
            confirmed = {"confirmed_by": plain(actor.name), "expires_at": now + PAIRING_HOLDS}
            mine = PairingRow.id == waiting.id
            connection.execute(update(PairingRow).where(mine).values(values | confirmed))
            detail = {"playlist": plain(playlist), "unit": address, "wall": waiting.address}
            note(connection, actor, "device.confirm", now, subject=name, detail=detail)

    def claim_pairing(self, secret: str, now: dt.datetime) -> str | None:
        """Give the wall its key once it is confirmed, and only once; None while it waits.

        AccessRefusedError `expired` where the secret is unknown, has expired or was claimed: begin again.
        """
        held = select(*PairingRow.__table__.columns).where(
            PairingRow.secret_sha256 == digest(secret), PairingRow.expires_at > now
        )
        with self._reading() as connection:
            waits = connection.execute(held).one_or_none()
        if waits is not None and waits.confirmed_by is None:
            return None
        with self._writing() as connection:
            row = connection.execute(held).one_or_none()
            if row is None:
                raise AccessRefusedError("expired", EXPIRED)
            connection.execute(delete(PairingRow).where(PairingRow.id == row.id))
            return _pair(connection, row, now)

    def device(self, key: str, now: dt.datetime) -> Viewer | None:  # noqa: ARG002 - its siblings need the moment
        """Give the wall that a key stands for; None where it is unknown or revoked.

        Raises DataUnavailableError for a key that this process does not know while the database is down.
        """
        hashed = digest(key)

        def read() -> Viewer | None:
            with self._reading() as connection:
                live = (Device.key_sha256 == hashed, Device.revoked_at.is_(None))
                columns = (Device.name, Device.unit, Device.playlist)
                row = connection.execute(select(*columns).where(*live)).one_or_none()
                return None if row is None else _viewer(connection, *row)

        return self._devices.find(hashed, read)

    def heartbeat(self, key: str, *, showing: str, browser: str, build: str, now: dt.datetime) -> None:
        """Note that a wall is alive and what it shows; nothing happens for a key that is not valid.

        Written together with what other walls said, at most every WRITTEN_EVERY.
        """
        if self.device(key, now) is None:
            return
        said = Heartbeat(plain(showing), plain(browser), plain(build), now)
        if due := self._heartbeats.hear(digest(key), said):
            with self._writing() as connection:
                connection.execute(noted(due))

    def devices(self) -> tuple[DeviceRow, ...]:
        """Give every wall that was ever paired, the latest first."""
        with self._reading() as connection:
            statement = select(*Device.__table__.columns).order_by(Device.id.desc())
            rows = connection.execute(statement).mappings().all()
            names = names_of(connection, {row["unit"] for row in rows})
        return tuple(_row(row, names.get(row["unit"], "")) for row in rows)

    def revoke_device(self, device_id: int, *, by: By, now: dt.datetime) -> None:
        """End a wall's key. AccessRefusedError `unknown` where there is none, or it has ended."""
        live = (Device.id == device_id, Device.revoked_at.is_(None))
        with self._changing() as connection:
            name = connection.scalar(select(Device.name).where(*live)) if is_row_id(device_id) else None
            if name is None:
                raise AccessRefusedError("unknown", "Màn hình này không còn được ghép nối.")
            connection.execute(update(Device).where(*live).values(revoked_at=now))
            note(connection, actor_of(by), "device.revoke", now, subject=name)


def _refuse_crowd(connection: Connection) -> None:
    waiting, first = connection.execute(select(func.count(), func.min(PairingRow.expires_at))).one()
    if waiting >= MOST_WAITING:
        problem = "Đang có quá nhiều màn hình chờ ghép nối. Hãy thử lại sau ít phút."
        raise AccessRefusedError("locked", problem, first)


def _free_code(connection: Connection) -> str:
    """A code that no other wall shows: 31^8 codes for at most a hundred walls."""
    taken = set(connection.scalars(select(PairingRow.code)))
    return next(code for code in iter(new_code, None) if code not in taken)


def _waiting(connection: Connection, code: str, now: dt.datetime) -> Row[Any]:
    statement = select(*PairingRow.__table__.columns).where(PairingRow.code == read_code(code))
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise AccessRefusedError("unknown", "Không có màn hình nào đang hiện mã này.")
    if row.expires_at <= now:
        raise AccessRefusedError("expired", EXPIRED)
    if row.confirmed_by is not None:
        raise AccessRefusedError("taken", "Mã này đã được xác nhận.")
    return row


def _refuse_name(connection: Connection, name: str) -> None:
    """Two walls of one name could not be told apart in the log."""
    if not name:
        raise AccessRefusedError("unknown", "Hãy đặt tên cho màn hình.")
    if connection.scalar(select(Device.id).where(Device.name == name, Device.revoked_at.is_(None))):
        raise AccessRefusedError("taken", f"Đã có màn hình tên “{name}”.")


def _pair(connection: Connection, row: Row[Any], now: dt.datetime) -> str:
    key = new_secret()
    values = {"name": row.name, "playlist": row.playlist, "unit": row.unit, "key_sha256": digest(key)}
    connection.execute(insert(Device).values(values | {"paired_by": row.confirmed_by, "paired_at": now}))
    actor = Actor(row.name, "device", row.address)
    note(connection, actor, "device.pair", now, subject=row.name)
    return key


def _viewer(connection: Connection, name: str, unit: str, playlist: str) -> Viewer:
    return Viewer("device", name, name, (Grant("viewer", scope_of(connection, unit)),), playlist)


def _row(row: Any, unit_name: str) -> DeviceRow:
    shown = {name: value for name, value in row.items() if name != "key_sha256"}
    return DeviceRow(**shown, unit_name=unit_name)
