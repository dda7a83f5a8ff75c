"""The wall's page, and the one small answer that tells it what to show now.

The page holds no figure and asks no database: it opens while both are away. What it is to show comes from
/wall/now, which every wall asks by the second; answers are conditional and made from what this process knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, render_template, request

from callbacks.requests import Requests
from dashboard import clock
from dashboard.security.identity import current_viewer
from data.contracts import DataUnavailableError, LocalityRef, Viewer
from data.rules.distance import REFERENCE, Needs, Room, Screen, refusal, type_scale
from data.rules.playlists import Item, current
from data.source import DataSource
from data.wall import Lead, Playlist, Walls, WallState
from layouts.shell.links import href
from layouts.wall import KINDS, SCENES

NOTHING = "Chưa có số liệu nào để chiếu trên màn hình này."
NO_LOCALITY = "Màn hình này chưa được giao địa bàn nào để xem."
USUAL_SCREEN = Screen(1920, 1080)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a wall says about itself: name of a playlist or locality, its screen, its room where it knows."""

    name: str
    screen: Screen
    room: Room | None


def install(server: Flask, source: DataSource, requests: Requests, walls: Walls, build: str) -> None:
    """Add /wall, /wall/<playlist> and /wall/now."""

    @server.get("/wall", endpoint="wall.page")
    @server.get("/wall/<playlist>", endpoint="wall.page")
    def page(playlist: str = "") -> Response:
        response = Response(render_template("wall.html", playlist=playlist), mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"
        return response

    @server.get("/wall/now", endpoint="wall.now")
    def now() -> Response:
        try:
            body = orjson.dumps(_now(source, requests, walls, build))
        except DataUnavailableError:
            return _unavailable(build)
        response = Response(body, mimetype="application/json")
        response.set_etag(hashlib.sha256(body).hexdigest()[:16])
        response.headers["Cache-Control"] = "private, no-cache"
        response.make_conditional(request)
        return response


def _now(source: DataSource, requests: Requests, walls: Walls, build: str) -> dict[str, Any]:
    """Say what the wall that asks is to show: build, versions, day, type, scenes, and who leads it."""
    state, viewer, asked = walls.state(), current_viewer(), _asked()
    playlist = playlist_of(asked.name or viewer.playlist, state, requests)
    room = asked.room or (playlist.room if playlist else REFERENCE)
    scale = type_scale(room, asked.screen)
    scenes, refused = _scenes(playlist, room, asked.screen) if playlist else ([], [])
    lead = state.lead(names(viewer, playlist), clock.now())
    return {
        "build": build,
        "version": source.versions.current(),
        "day": clock.today().isoformat(),
        "device": viewer.kind == "device",
        "root": round(scale.root_px, 3),
        "bezels": playlist.bezels if playlist else "1x1",
        "scenes": scenes,
        "notice": "" if scenes else " ".join(refused) or (NOTHING if playlist else NO_LOCALITY),
        "lead": _lead(lead),
    }


def playlist_of(name: str, state: WallState, requests: Requests) -> Playlist | None:
    """Find a playlist by its name, else the usual one of a locality: a wall is never without.

    None where the viewer sees no locality whole.
    """
    catalogue = requests.catalogue()
    found = state.playlists.get(name)
    locality = catalogue.locality(found.locality if found else name) or requests.home()
    if locality is None or not locality.is_whole:
        return None
    if found is None or not found.items or found.locality != locality.slug:
        return usual(locality)
    return found


def usual(locality: LocalityRef) -> Playlist:
    """Every scene of a locality in turn, its map through the measures; walls skip what is without figures."""
    items = tuple(Item(kind.key, measure=measure) for kind in KINDS for measure in kind.measures)
    return Playlist(locality.slug, locality.name, locality.slug, items)


def names(viewer: Viewer, playlist: Playlist | None) -> tuple[str, ...]:
    """Names under which a wall may be led: as this device, or as whatever shows its playlist."""
    own = (f"device:{viewer.name}",) if viewer.kind == "device" else ()
    return (*own, *((f"playlist:{playlist.slug}",) if playlist else ()))


def address_of(item: Item, locality: str) -> str:
    """Address of a playlist's scene."""
    query = {"locality": locality, "period": item.period, "measure": item.measure}
    return href(f"/wall/scene/{item.scene}", **query)


def refusals(playlist: Playlist, room: Room, screen: Screen) -> Iterator[str]:
    """Say why scenes of a playlist cannot be read in a room, each once."""
    for key in dict.fromkeys(item.scene for item in playlist.items if item.scene in SCENES):
        kind = SCENES[key]
        reason = refusal(kind.title, Needs(*kind.needs(screen.shape)), room, screen)
        if reason:
            yield reason


def _scenes(playlist: Playlist, room: Room, screen: Screen) -> tuple[list[dict[str, Any]], list[str]]:
    """Give the scenes that take part now and can be read, and why others cannot."""
    taking_part = [item for item in current(playlist.items, clock.now()) if item.scene in SCENES]
    readable = [item for item in taking_part if not _reason(item, room, screen)]
    scenes = [{"address": address_of(item, playlist.locality), "seconds": item.seconds} for item in readable]
    return scenes, list(dict.fromkeys(filter(None, (_reason(item, room, screen) for item in taking_part))))


def _reason(item: Item, room: Room, screen: Screen) -> str:
    kind = SCENES[item.scene]
    return refusal(kind.title, Needs(*kind.needs(screen.shape)), room, screen)


def _lead(lead: Lead | None) -> dict[str, Any] | None:
    if lead is None:
        return None
    return {"scene": lead.scene, "paused": lead.is_paused, "step": lead.step, "pointer": lead.pointer}


def _asked() -> Asked:
    """Read what the wall says about itself; nonsense is read as the usual screen and the playlist's room."""
    said = request.args
    try:
        screen = Screen(int(said.get("width", "")), int(said.get("height", "")))
    except ValueError:
        screen = USUAL_SCREEN
    try:
        room = Room(float(said.get("panel", "")), float(said.get("seat", "")))
    except ValueError:
        room = None
    return Asked(said.get("playlist", "")[:64], screen, room)


def _unavailable(build: str) -> Response:
    body = orjson.dumps({"status": "database_unavailable", "build": build})
    response = Response(body, HTTPStatus.SERVICE_UNAVAILABLE, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
