"""The wall over the web: its page, its scenes, what it is to show now, and the pages that lead it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask

from callbacks.requests import Requests
from dashboard.caching import PayloadCache
from dashboard.wall import leading, playlists, registry, scenes, showing, worker
from data.source import DataSource
from data.wall import Walls

__all__ = ["House", "install"]


@dataclass(frozen=True, slots=True)
class House:
    """What walls need of the application; `devices` lists those that were paired, as data.access does."""

    source: DataSource
    requests: Requests
    kept: PayloadCache
    walls: Walls
    devices: Callable[[], tuple[Any, ...]]
    build: str


def install(server: Flask, house: House) -> None:
    """Add everything about walls."""
    source, requests, kept, walls = house.source, house.requests, house.kept, house.walls
    scenes.install(server, source, requests, kept, house.build)
    showing.install(server, source, requests, walls, house.build)
    leading.install(server, leading.Leading(source, requests, kept, walls, house.devices))
    playlists.install(server, requests, walls)
    registry.install(server, source, requests, kept, house.devices)
    worker.install(server, house.build)
