"""Who may see and do what over the web, and what every answer says to browsers about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import Flask

from dashboard import clock
from dashboard.security import admin, audit, guard, identity, limits, oidc, pairing, problems, sign_in
from dashboard.security.headers import FOR_EVER, harden
from dashboard.settings import Settings
from data.access import Access
from data.contracts import Catalogue

__all__ = ["FOR_EVER", "harden", "install"]


def install(server: Flask, settings: Settings, access: Access, catalogue: Callable[[], Catalogue]) -> None:
    """Add the pages of access, and the door in front of every address registered until now and later.

    Call it after all views are registered: those with a limit are wrapped.
    """
    lasts = dt.timedelta(days=settings.session_days)
    provider = settings.oidc_name if settings.oidc_issuer else ""
    identity.install(server, access, now=clock.now, demo=settings.demo)
    guard.install(server, demo=settings.demo)
    problems.install(server)
    server.register_blueprint(sign_in.blueprint(access, now=clock.now, lasts=lasts, provider=provider))
    oidc.install(server, settings, access, now=clock.now, lasts=lasts)
    server.register_blueprint(pairing.blueprint(access, catalogue, now=clock.now))
    server.register_blueprint(admin.blueprint(access, catalogue, now=clock.now))
    audit.install(server, access, now=clock.now)
    limits.install(server, settings.cache_url)
