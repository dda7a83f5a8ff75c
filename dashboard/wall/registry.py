"""The walls that were paired: which live, what they show, and how to take their key away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response
from markupsafe import Markup

from callbacks.requests import Requests, UnknownRequestError
from dashboard import clock
from dashboard.caching import PayloadCache
from dashboard.security.forms import page
from dashboard.wall.leading import LeadRefusedError, asked_of
from dashboard.wall.scenes import asked_for, payload_of, unpacked
from data.contracts import DataUnavailableError, OutOfScopeError
from data.source import DataSource
from layouts.wall import SCENES

SILENT_SECONDS = 120
"""Four heartbeats of a wall (assets/90_wall.js): it is off, or cannot reach us."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A wall with the picture of what it shows; `title` of its scene, empty where it has not told."""

    device: Any
    is_live: bool
    title: str
    picture: Markup


def install(
    server: Flask,
    source: DataSource,
    requests: Requests,
    kept: PayloadCache,
    devices: Callable[[], tuple[Any, ...]],
) -> None:
    """Add /walls."""

    @server.get("/walls", endpoint="wall.registry")
    def walls() -> Response:
        listed = list(_shown(source, requests, kept, devices()))
        return page("walls.html", walls=listed, now=clock.now())


def _shown(
    source: DataSource, requests: Requests, kept: PayloadCache, devices: tuple[Any, ...]
) -> Iterator[Shown]:
    for device in devices:
        silence = (clock.now() - device.seen_at).total_seconds() if device.seen_at else float("inf")
        title, picture = _picture(device.showing, source, requests, kept)
        yield Shown(device, silence < SILENT_SECONDS and not device.revoked_at, title, picture)


def _picture(showing: str, source: DataSource, requests: Requests, kept: PayloadCache) -> tuple[str, Markup]:
    """Draw what a wall says it shows, small; nothing where it has not told, or what it told is gone."""
    if not showing:
        return "", Markup()
    try:
        kind, query = asked_of(showing)
        asked = asked_for(SCENES[kind], query, source, requests)
        markup = unpacked(payload_of(SCENES[kind], asked, source, kept))
    except (LeadRefusedError, UnknownRequestError, OutOfScopeError, DataUnavailableError):
        return "", Markup()
    return SCENES[kind].title, Markup(markup)  # nosec B704  # noqa: S704 - our own template has escaped what it holds
