"""How often one viewer or one network address may ask what is costly or worth guessing."""

from __future__ import annotations

from typing import Any

from flask import Flask, request
from flask_limiter import Limiter

from dashboard.caching import REDIS_SECONDS
from dashboard.security.identity import NOBODY, current_viewer
from dashboard.security.rules import RULES
from data.contracts import DataUnavailableError

_PATIENCE: dict[str, Any] = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}


def install(server: Flask, storage: str) -> None:
    """Wrap the views whose rule has a limit, counting in `storage`, in memory where that does not answer.

    Without a shared storage each worker counts for itself. Flask-Limiter would also look at every other
    request, for 0,07 ms each; it hooks into an application once, and is told here that it has.
    """
    limiter = Limiter(
        _who,
        storage_uri=storage or "memory://",
        in_memory_fallback_enabled=bool(storage),
        storage_options=_PATIENCE if storage else {},
        strategy="fixed-window",
        headers_enabled=False,
    )
    server.extensions["limiter"] = {limiter}
    limiter.init_app(server)
    views: dict[str, Any] = server.view_functions
    for endpoint, rule in RULES.items():
        if rule.limit:
            views[endpoint] = limiter.limit(rule.limit)(views[endpoint])


def _who() -> str:
    """Name who is counted: a viewer wherever it is, else the network address."""
    try:
        viewer = current_viewer()
    except DataUnavailableError:
        viewer = NOBODY
    return f"{viewer.kind}:{viewer.name}" if viewer is not NOBODY else f"from:{request.remote_addr}"
