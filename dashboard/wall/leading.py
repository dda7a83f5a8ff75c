"""Leading a wall by hand: what a person opens on a phone shows in the room, until it is released."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast, get_args
from urllib.parse import parse_qsl, urlsplit

from flask import Flask, Response, request

from callbacks.requests import Requests, UnknownRequestError
from dashboard import clock
from dashboard.caching import PayloadCache
from dashboard.security.forms import field, onward, page
from dashboard.security.identity import current_viewer
from dashboard.wall.pointing import Part, parts_of
from dashboard.wall.scenes import asked_for, payload_of, unpacked
from dashboard.wall.showing import playlist_of
from data.access import Actor
from data.contracts import DataUnavailableError, OutOfScopeError
from data.source import DataSource
from data.wall import Action, Lead, Walls
from layouts.formats import period_label
from layouts.map_words import MEASURES
from layouts.shell.links import href
from layouts.wall import KINDS, SCENES, kind_of_page

PARAMETERS = ("locality", "period", "measure")
BLOCKS = 16
"""More parts than a scene has: a pointer beyond the last points at nothing."""
NO_WALL = "Không có màn hình này, hoặc tài khoản không được điều khiển nó."
NO_SCENE = "Trang này không có cảnh cho màn hình. Chọn một trong các cảnh bên dưới."
NO_FIGURES = "Chưa có số liệu cho cảnh này ở địa bàn và kỳ đã chọn."
NO_DATABASE = "Chưa đọc được cơ sở dữ liệu. Màn hình giữ nguyên; hãy thử lại sau ít phút."
DONE = {
    "presented": "Màn hình đang hiện cảnh đã chọn.",
    "acted": "Đã điều khiển màn hình.",
    "released": "Đã trả màn hình về danh sách trình chiếu.",
}


class LeadRefusedError(Exception):
    """A wall cannot be led so; says why in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Led:
    """A wall that a person may lead: its name among walls, for people, and its locality."""

    name: str
    title: str
    locality: str


@dataclass(frozen=True, slots=True)
class Leading:
    """What leading needs to know of the house."""

    source: DataSource
    requests: Requests
    kept: PayloadCache
    walls: Walls
    devices: Callable[[], tuple[Any, ...]]

    def mine(self) -> tuple[Led, ...]:
        """List the walls that whoever asks may lead: those of localities that it sees whole."""
        viewer = current_viewer()
        return tuple(led for led in self._all() if viewer.may("viewer", led.locality))

    def wall(self, name: str) -> Led:
        """Find a wall that whoever asks may lead."""
        found = next((led for led in self.mine() if led.name == name), None)
        if found is None:
            raise LeadRefusedError(NO_WALL)
        return found

    def scene(self, address: str) -> str:
        """Give the scene of an address, a page's or a scene's own, where there are figures for it."""
        kind, query = asked_of(address)
        try:
            read = asked_for(SCENES[kind], query, self.source, self.requests)
            if not unpacked(payload_of(SCENES[kind], read, self.source, self.kept)):
                raise LeadRefusedError(NO_FIGURES)
        except UnknownRequestError as error:
            raise LeadRefusedError(error.problem) from error
        except OutOfScopeError as error:
            raise LeadRefusedError(NO_FIGURES) from error
        return href(f"/wall/scene/{kind}", **query)

    def parts(self, lead: Lead | None) -> tuple[Part, ...]:
        """Give what of the scene shown can be pointed at; nothing while the playlist goes on."""
        if lead is None or not lead.scene:
            return ()
        try:
            kind, query = asked_of(lead.scene)
            read = asked_for(SCENES[kind], query, self.source, self.requests)
            payload = payload_of(SCENES[kind], read, self.source, self.kept)
        except (LeadRefusedError, UnknownRequestError, OutOfScopeError, DataUnavailableError):
            return ()
        return parts_of(unpacked(payload))

    def _all(self) -> Iterator[Led]:
        state = self.walls.state()
        for device in self.devices():
            playlist = playlist_of(device.playlist, state, self.requests)
            if not device.revoked_at and playlist:
                yield Led(f"device:{device.name}", device.name, playlist.locality)
        for slug, playlist in state.playlists.items():
            yield Led(f"playlist:{slug}", f"Danh sách «{playlist.title}»", playlist.locality)
        for ref in self.requests.catalogue().localities:
            if ref.is_whole:
                yield Led(f"playlist:{ref.slug}", f"Màn hình của {ref.name}", ref.slug)


def asked_of(address: str) -> tuple[str, dict[str, str]]:
    """Read the scene and its parameters from an address; raise LeadRefusedError where it has none."""
    parts = urlsplit(address)
    query = {name: value for name, value in parse_qsl(parts.query) if name in PARAMETERS}
    own = parts.path.removeprefix("/wall/scene/")
    kind = own if own in SCENES else kind_of_page(parts.path)
    if not kind:
        raise LeadRefusedError(NO_SCENE)
    return kind, query


def install(server: Flask, leading: Leading) -> None:
    """Add the page from which a wall is led, and what its buttons do."""

    def shown(fault: str = "", wall: str = "") -> Response:
        return _page(leading, fault, wall or request.values.get("wall", ""))

    def acted(outcome: str, act: Callable[[Led], None]) -> Response:
        try:
            led = leading.wall(field("wall"))
            act(led)
        except LeadRefusedError as error:
            return shown(str(error))
        except DataUnavailableError:
            return shown(NO_DATABASE)
        return onward(href("/wall/lead", wall=led.name, done=outcome))

    server.add_url_rule("/wall/lead", "wall.lead", shown)
    posts: Mapping[str, tuple[str, Callable[[Led], None]]] = {
        "present": ("presented", partial(_present, leading)),
        "act": ("acted", partial(_act, leading)),
        "release": ("released", lambda led: leading.walls.release(led.name, by=who(), now=clock.now())),
    }
    for name, (outcome, act) in posts.items():
        server.add_url_rule(
            f"/wall/lead/{name}", f"wall.{name}", partial(acted, outcome, act), methods=["POST"]
        )


def who() -> Actor:
    """Name who leads, for the audit log."""
    viewer = current_viewer()
    return Actor(viewer.name, viewer.kind, request.remote_addr or "")


def _present(leading: Leading, led: Led) -> None:
    parameters = {name: field(name) for name in PARAMETERS if field(name)}
    address = field("address") or href(f"/wall/scene/{field('scene')}", **parameters)
    scene = leading.scene(address)
    leading.walls.present(led.name, scene, by=who(), title=current_viewer().title, now=clock.now())


def _act(leading: Leading, led: Led) -> None:
    action, pointer = field("action"), field("pointer")
    if action not in get_args(Action):
        raise LeadRefusedError(NO_SCENE)
    at = int(pointer) if pointer.isdecimal() and int(pointer) < BLOCKS else None
    leading.walls.act(
        led.name,
        cast("Action", action),
        by=who(),
        title=current_viewer().title,
        now=clock.now(),
        pointer=at,
    )


def _page(leading: Leading, fault: str, wall: str) -> Response:
    """Show the walls that may be led, and for the one chosen its scenes and buttons."""
    try:
        mine = leading.mine()
        led = next((led for led in mine if led.name == wall), None)
        lead = leading.walls.state().lead((led.name,), clock.now()) if led else None
    except DataUnavailableError:
        mine, led, lead, fault = (), None, None, NO_DATABASE
    ref = leading.requests.catalogue().locality(led.locality) if led else None
    return page(
        "wall_lead.html",
        faults={"wall": fault} if fault else None,
        mine=mine,
        led=led,
        lead=lead,
        parts=leading.parts(lead),
        locality=ref,
        kinds=KINDS,
        measures=MEASURES,
        label=period_label,
        address=request.args.get("address", ""),
        done=DONE.get(request.args.get("done", ""), ""),
    )
