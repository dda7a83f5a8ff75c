"""create_app: wires database, cache, pages, callbacks, security into one Dash application."""

from __future__ import annotations

import hashlib
from functools import partial
from http import HTTPStatus
from pathlib import Path

import dash
from dash import Dash, dcc, html
from flask import Flask, Response, request
from flask_compress import Compress

from callbacks import panels
from callbacks.requests import Requests
from callbacks.routing import TITLE, Router
from dashboard import api, clock, geo, health, logs, payloads, security
from dashboard.caching import BoundedCache, PayloadCache, make_cache
from dashboard.index import INDEX, IocDash, Shelf
from dashboard.settings import Settings
from data.engine import Engine, make_engine
from data.source import DataSource
from layouts.ids import DATA_VERSION

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
STATIC_TYPES = ["text/css", "text/javascript", "application/javascript", "image/svg+xml"]
COMPRESSED_ENTRIES = 256
COMPRESSED_BYTES = 32 * 1024 * 1024
BROTLI_LEVEL = 9
"""Spent once a file and process; Plotly's 4,8 MB, served where its bundle was not built, become 1,1."""


def create_app(settings: Settings, engine: Engine | None = None) -> Dash:
    """Build the application. Touches no database: a worker may start while it is down.

    `engine` is for callers that keep one of their own; by default it is made from the settings.
    """
    server = Flask("ioc")
    logs.install(server)
    build = build_id()
    source = DataSource(engine or make_engine(settings.database))
    requests = Requests(source.catalogue, default_locality=settings.locality, today=clock.today)
    kept = PayloadCache(make_cache(server, settings), source.versions, build)
    router = Router(source, requests)
    app = _dash(server)
    router.register()
    app.layout = _layout()
    panels.register(app, source, requests)
    payloads.install(server, source, requests, kept)
    api.install(server, source, requests, kept)
    health.install(server, source, build)
    geo.install(server)
    _answer_with_status(server, router)
    _compress(server)
    _warm_up(app)
    security.install(server, app.csp_hashes())
    return app


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
    return html.Div([dcc.Store(id=DATA_VERSION), dash.page_container])


def _answer_with_status(server: Flask, router: Router) -> None:
    """Dash answers every address with its page and 200; an address that leads nowhere deserves 404."""

    @server.after_request
    def set_status(response: Response) -> Response:
        is_page = request.method == "GET" and response.mimetype == "text/html"
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
