"""create_app: wires database, cache, pages, callbacks, security into one Dash application."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from functools import partial
from http import HTTPStatus
from pathlib import Path

import dash
from dash import Dash, dcc, html
from flask import Flask, Response, request
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from callbacks import panels
from callbacks.requests import Requests
from callbacks.routing import TITLE, Router
from dashboard import (
    api,
    clock,
    closing,
    corrections,
    deciding,
    geo,
    health,
    intake,
    intake_api,
    logs,
    payloads,
    security,
    wall,
)
from dashboard.caching import BoundedCache, PayloadCache, make_cache
from dashboard.index import INDEX, IocDash, Shelf
from dashboard.security import bodies, forms
from dashboard.security.identity import current_viewer
from dashboard.security.rules import is_admin
from dashboard.settings import Settings
from data.access import Access
from data.corrections import Corrections
from data.decisions import Decisions
from data.engine import Engine, make_engine
from data.intake.closing import Closings
from data.intake.desk import Desk
from data.intake.vault import Vault
from data.source import DataSource
from data.wall import Walls
from layouts.ids import DATA_VERSION
from layouts.shell import header

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
PAGE_ENDPOINTS = frozenset({"/", "/<path:path>"})
"""By which Dash answers every address that is no other's."""
WALL_FILES = r"9\d_wall.*"
"""Of the walls' own pages, which Dash has no part in."""
STATIC_TYPES = ["text/css", "text/javascript", "application/javascript", "image/svg+xml"]
COMPRESSED_ENTRIES = 256
COMPRESSED_BYTES = 32 * 1024 * 1024
BROTLI_LEVEL = 9
"""Spent once a file and process; Plotly's 4,8 MB, served where its bundle was not built, become 1,1."""


def create_app(settings: Settings, engine: Engine | None = None) -> Dash:
    """Build the application. Touches no database: a worker may start while it is down.

    `engine` is for callers that keep one of their own; by default it is made from the settings.
    """
    engine = engine or make_engine(settings.database)
    build = build_id()
    server = _server(settings, build)
    source = DataSource(engine)
    requests = Requests(
        source.catalogue, default_locality=settings.locality, today=clock.today, viewer=current_viewer
    )
    kept = PayloadCache(make_cache(server, settings), source.versions, build)
    router = Router(source, requests)
    app = _dash(server)
    router.register()
    app.layout = _layout
    panels.register(app, source, requests)
    payloads.install(server, source, requests, kept)
    api.install(server, source, requests, kept)
    health.install(server, source, build)
    geo.install(server, requests)
    access = Access(
        engine,
        idle=dt.timedelta(hours=settings.session_idle_hours),
        lifetime=dt.timedelta(days=settings.session_days),
    )
    wall.install(server, wall.House(source, requests, kept, Walls(engine), access.devices, build))
    desk = Desk(engine, Vault(settings.instance / "uploads"))
    intake.install(server, desk, requests.catalogue, now=clock.now)
    intake_api.install(server, desk, now=clock.now)
    corrections.install(server, Corrections(engine, desk), requests.catalogue, now=clock.now)
    closing.install(server, Closings(engine), requests.catalogue, now=clock.now)
    deciding.install(server, source, Decisions(engine), requests, now=clock.now)
    _answer_with_status(server, router)
    _compress(server)
    security.install(server, settings, access, source.catalogue)
    _warm_up(app)
    security.harden(server, app.csp_hashes())
    return app


def _server(settings: Settings, build: str) -> Flask:
    """Make the Flask application: pages of forms, bounds of what is taken in, proxies that are believed."""
    server = Flask("ioc", static_folder=None, template_folder=str(ROOT / "layouts" / "forms"))
    server.secret_key = settings.given_secret_key or secrets.token_hex()
    bodies.install(server, settings.max_body_bytes)
    forms.prepare(server, build)
    logs.install(server)
    if count := settings.trusted_proxies:
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return server


def _warm_up(app: Dash) -> None:
    """Let Dash finish its set-up before the first request comes.

    A fresh worker can answer 500 for assets when its first requests come together; and the inline
    scripts that the content security policy names are complete only after the router is set up.
    """
    with app.server.test_request_context("/"):
        app.server.preprocess_request()
        app.index()


def build_id() -> str:
    """Digest of the code and assets that run: open pages reload once when it changes."""
    digest = hashlib.sha256()
    for folder in ("dashboard", "layouts", "callbacks", "data", "assets"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in {".py", ".js", ".css", ".woff2"}:
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _dash(server: Flask) -> IocDash:
    app = IocDash(
        "ioc",
        server=server,  # type: ignore[arg-type]  # Dash takes a Flask, its annotation has forgotten it
        use_pages=True,
        pages_folder="",
        assets_folder=str(ASSETS),
        assets_ignore=WALL_FILES,
        compress=False,
        suppress_callback_exceptions=True,
        title=TITLE,
        update_title="",
        index_string=INDEX,
        include_pages_meta=False,
    )
    app.shelf = Shelf(server, ASSETS)
    return app


def _layout() -> html.Div:
    """Stand around every page: made once for each page that is opened, so it may say who has opened it."""
    viewer = current_viewer()
    strip = header.who_looks(viewer, administers=is_admin(viewer), loads=viewer.has("secretary"))
    return html.Div([strip, dcc.Store(id=DATA_VERSION), dash.page_container])


def _answer_with_status(server: Flask, router: Router) -> None:
    """Dash answers every address with its page and 200; an address that leads nowhere deserves 404."""

    @server.after_request
    def set_status(response: Response) -> Response:
        is_page = request.endpoint in PAGE_ENDPOINTS and response.mimetype == "text/html"
        if is_page and response.status_code == HTTPStatus.OK:
            response.status_code = router.status(request.path, request.args.to_dict())
        return response


def _compress(server: Flask) -> None:
    """Compress static files once; answers come finished (dashboard/caching.py)."""
    server.config.update(
        COMPRESS_MIMETYPES=STATIC_TYPES,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=BROTLI_LEVEL,
        COMPRESS_CACHE_BACKEND=partial(BoundedCache, COMPRESSED_ENTRIES, COMPRESSED_BYTES),
        COMPRESS_CACHE_KEY=lambda asked: asked.full_path,
    )
    Compress(server)
