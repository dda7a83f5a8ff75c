"""Who is it: from a session's cookie, a wall's key or a system's token to the viewer of this request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Protocol

from flask import Flask, Request, Response, request
from flask_login import LoginManager, UserMixin, current_user

from data.contracts import DEMO, Viewer

SESSION, DEVICE = "ioc_session", "ioc_device"
"""Cookies of a person's session and of a wall's key."""
NOBODY = Viewer("account", "", "", ())
"""Whoever has not shown who it is: may see nothing."""
_BEARER = "Bearer "


class Seen(Protocol):
    """What a session resolves to, as far as a request needs it."""

    @property
    def viewer(self) -> Viewer:
        """Who has signed in."""
        ...


class Registry(Protocol):
    """What recognising asks of data.access.Access: three secrets, each with whoever holds it."""

    def session(self, token: str, now: dt.datetime) -> Seen | None:
        """Resolve the secret of a session."""
        ...

    def device(self, key: str, now: dt.datetime) -> Viewer | None:
        """Resolve the key of a wall."""
        ...

    def token(self, raw: str, now: dt.datetime) -> Viewer | None:
        """Resolve the token of another system."""
        ...


class Known(UserMixin):
    """A viewer as Flask-Login holds it for the time of one request."""

    def __init__(self, viewer: Viewer) -> None:
        """Hold `viewer`."""
        self.viewer = viewer

    def get_id(self) -> str:
        """Name among all kinds of viewers."""
        return f"{self.viewer.kind}:{self.viewer.name}"


def install(server: Flask, access: Registry, *, now: Callable[[], dt.datetime], demo: bool) -> None:
    """Let Flask-Login ask `access` who it is, once a request and only where somebody wants to know.

    Its own `init_app` is left out: it serves "remember me" cookies, which we have none of, and by looking at
    the session after every answer it makes browsers keep one copy of each asset per cookie.
    """
    manager = LoginManager()
    manager.anonymous_user = lambda: None
    manager.session_protection = None  # protects what it keeps in Flask's session, where we keep nothing
    server.login_manager = manager  # type: ignore[attr-defined]  # where Flask-Login looks for it

    @manager.request_loader
    def recognise(asked: Request) -> Known | None:
        viewer = _viewer(asked, access, now()) or (DEMO if demo else None)
        return Known(viewer) if viewer else None


def current_viewer() -> Viewer:
    """Viewer of the request under way; NOBODY before sign-in and outside requests.

    Raises DataUnavailableError where a secret is shown for the first time while the database is down.
    """
    # Flask-Login gives a proxy; a frozen cache key or another thread must never hold that.
    known = current_user._get_current_object()  # noqa: SLF001 - werkzeug's documented way to what a proxy stands for
    return known.viewer if isinstance(known, Known) else NOBODY


def _viewer(asked: Request, access: Registry, now: dt.datetime) -> Viewer | None:
    """Resolve the one secret that counts: a token shown is never overruled by a cookie that came along."""
    shown = asked.headers.get("Authorization", "")
    if shown.startswith(_BEARER):
        return access.token(shown.removeprefix(_BEARER), now)
    session = cookie(asked, SESSION)
    seen = access.session(session, now) if session else None
    if seen is not None:
        return seen.viewer
    key = cookie(asked, DEVICE)
    return access.device(key, now) if key else None


# ------------------------------------------------------------------------------------------- cookies


def cookie(asked: Request, name: str) -> str:
    """Read one of our cookies, or nothing."""
    return asked.cookies.get(_written(asked, name), "")


def give_cookie(response: Response, name: str, value: str, age: dt.timedelta) -> None:
    """Set a cookie that scripts cannot read and other sites cannot send along with a form."""
    response.set_cookie(
        _written(request, name),
        value,
        max_age=age,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def take_cookie(response: Response, name: str) -> None:
    """Remove one of our cookies."""
    response.delete_cookie(_written(request, name), secure=request.is_secure, httponly=True, samesite="Lax")


def _written(asked: Request, name: str) -> str:
    """Name a cookie so that over TLS no other host and no plain page may set it (ASVS 5.0, 3.3.1)."""
    return f"__Host-{name}" if asked.is_secure else name
