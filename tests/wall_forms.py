"""A small server with the wall alone: what tests of the wall run against, whoever else builds the door."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
from flask import Flask, Response, request, send_from_directory
from flask_login import LoginManager
from sqlalchemy import Engine
from werkzeug.serving import WSGIRequestHandler, make_server

from callbacks.requests import Requests
from dashboard import clock, health, wall
from dashboard.caching import PayloadCache, make_cache
from dashboard.security.forms import prepare
from dashboard.security.identity import Known, current_viewer
from dashboard.settings import Settings
from data.contracts import EVERYTHING, Grant, Viewer
from data.source import DataSource
from data.wall import Walls
from tests.services import LOOPBACK, ROOT

SECRETARY = Viewer("account", "thu_ky", "Thư ký", (Grant("secretary", EVERYTHING),))
WALL = Viewer("device", "Phòng họp", "Phòng họp", (Grant("viewer", EVERYTHING),))
CODE = "7KQM-4XPD"
OPEN = frozenset({"wall.page", "wall.worker", "assets", "pairing", "claim"})
"""What the door lets in without a key."""


class Quiet(WSGIRequestHandler):
    """Requests of walls come by the second: nobody reads them."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


@dataclass
class House:
    """The parts of a served wall that tests reach into; `viewer` is whoever asks, None for nobody."""

    server: Flask
    source: DataSource
    walls: Walls
    viewer: Viewer | None = SECRETARY
    devices: list[Any] = field(default_factory=list)
    heartbeats: list[Any] = field(default_factory=list)
    base: str = ""
    seconds: float = 0
    """Durations that walls are told in place of those of the playlist, which are long for a test; 0: none."""


def house(engine: Engine, build: str = "build-1") -> House:
    """Install the wall's routes on a bare server, with whoever `viewer` says as the viewer."""
    server = Flask("wall", static_folder=None, template_folder=str(ROOT / "layouts" / "forms"))
    prepare(server, build)
    source = DataSource(engine)
    made = House(server, source, Walls(engine))
    _know(server, lambda: made.viewer)
    requests = Requests(
        source.catalogue, default_locality="tan_chau", today=clock.today, viewer=current_viewer
    )
    settings = Settings(instance=Path("instance"))
    kept = PayloadCache(make_cache(server, settings), source.versions, build)
    parts = wall.House(source, requests, kept, made.walls, lambda: tuple(made.devices), build)
    wall.install(server, parts)
    health.install(server, source, build)
    server.add_url_rule("/assets/<path:name>", "assets", _asset)
    _pair(made)
    _hasten(made)
    return made


def device(name: str, **facts: Any) -> Any:
    """A paired wall as data.access lists it."""
    usual = {
        "id": 1,
        "name": name,
        "playlist": "",
        "unit": "",
        "unit_name": "",
        "seen_at": None,
        "revoked_at": None,
        "showing": "",
        "browser": "",
        "build": "",
        "paired_by": "an",
        "paired_at": None,
    }
    return SimpleNamespace(**{**usual, **facts})


@contextmanager
def serving(made: House, port: int = 0) -> Iterator[str]:
    """Serve until the block ends; give the address."""
    server = make_server(LOOPBACK, port, made.server, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.base = f"http://{LOOPBACK}:{server.server_port}"
    yield made.base
    server.shutdown()
    thread.join()
    server.server_close()


def _know(server: Flask, viewer: Callable[[], Viewer | None]) -> None:
    """Let everyone be the viewer of the test; without one refuse the wall's questions, as the door does."""
    manager = LoginManager()
    manager.anonymous_user = lambda: None
    server.login_manager = manager  # type: ignore[attr-defined]  # where Flask-Login looks for it

    @manager.request_loader
    def known(_request: Any) -> Known | None:
        found = viewer()
        return Known(found) if found else None

    @server.before_request
    def admit() -> Response | None:
        is_open = request.endpoint in OPEN
        return None if is_open or viewer() else Response(status=401)


def _pair(made: House) -> None:
    """Answer a wall without a key as the door does: a code, and a key once the test has made it somebody."""

    @made.server.post("/api/device/pairing")
    def pairing() -> dict[str, str]:
        return {"code": CODE}

    @made.server.post("/api/device/pairing/claim")
    def claim() -> tuple[dict[str, bool], int]:
        return {"paired": made.viewer is not None}, 200 if made.viewer else 202

    @made.server.post("/api/device/heartbeat")
    def heartbeat() -> tuple[str, int]:
        made.heartbeats.append(request.get_json())
        return "", 204


def _hasten(made: House) -> None:
    """Shorten what walls are told of durations."""

    @made.server.after_request
    def rewrite(response: Response) -> Response:
        if request.endpoint == "wall.now" and response.status_code == 200 and made.seconds:
            now = orjson.loads(response.get_data())
            now["scenes"] = [{**scene, "seconds": made.seconds} for scene in now["scenes"]]
            response.set_data(orjson.dumps(now))
        return response


def _asset(name: str) -> Response:
    return send_from_directory(ROOT / "assets", name)
