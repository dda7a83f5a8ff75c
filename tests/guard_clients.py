"""Everybody who may stand before the door: people of every role, a wall, another system, and strangers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.app import create_app
from dashboard.security.identity import DEVICE, SESSION
from dashboard.settings import Settings
from data.access import Access
from data.contracts import Role

Who: TypeAlias = Literal[
    "anonymous", "newcomer", "viewer", "secretary", "unit_editor", "admin", "device", "token", "writer"
]
EVERYBODY: tuple[Who, ...] = (
    "anonymous",
    "newcomer",
    "viewer",
    "secretary",
    "unit_editor",
    "admin",
    "device",
    "token",
    "writer",
)
PEOPLE: Mapping[Who, tuple[Role, ...]] = {
    "newcomer": (),
    "viewer": ("viewer",),
    "secretary": ("secretary",),
    "unit_editor": ("unit_editor",),
    "admin": ("admin",),
}
PASSWORD = "bốn mươi con trâu qua sông"  # noqa: S105 - of accounts that tests make
ISSUER = "https://dang-nhap.example"


def now() -> dt.datetime:
    """Moment as the application reads it."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Door:
    """An application in front of a database with one account of each role."""

    server: Flask
    access: Access

    def client(self, who: Who = "anonymous", **environment: Any) -> FlaskClient:
        """Open a browser, or the program, of somebody; a person has just signed in."""
        client = self.server.test_client()
        client.environ_base.update({"HTTP_ACCEPT_ENCODING": "gzip", **environment})
        if who in PEOPLE:
            client.set_cookie(SESSION, self.session(who))
        elif who == "device":
            client.set_cookie(DEVICE, self.device())
        elif who in {"token", "writer"}:
            name, writes = f"hệ thống {now():%f}", who == "writer"
            raw = self.access.issue_token(name, "", days=1, by="admin", now=now(), may_write=writes)
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {raw}"
        return client

    def session(self, name: str) -> str:
        """Begin a session, by single sign-on: passwords take long to check, as they should."""
        return self.access.sign_in_as(
            ISSUER, f"subject-{name}", name=name, title=name, where="127.0.0.1", agent="tests", now=now()
        )

    def device(self, unit: str = "", name: str = "") -> str:
        """Pair a wall and give its key."""
        pairing = self.access.begin_pairing(now())
        named = name or f"Màn hình {pairing.code}"
        self.access.confirm_pairing(pairing.code, name=named, playlist="", unit=unit, by="admin", now=now())
        key = self.access.claim_pairing(pairing.secret, now())
        assert key is not None
        return key


def make_door(engine: Engine, **settings: Any) -> Door:
    """Build an application without demo mode, and an account of each role over everything."""
    access = Access(engine)
    for name, roles in PEOPLE.items():
        access.add_account(name, name.title(), None, [(role, "") for role in roles], by="tests", now=now())
    return Door(create_app(Settings(**settings), engine).server, access)
