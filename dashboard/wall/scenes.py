"""A scene as finished bytes: asked, drawn and kept like a panel, written as a piece of HTML."""

from __future__ import annotations

import gzip
import io
from collections.abc import Mapping
from functools import lru_cache, partial
from http import HTTPStatus
from typing import Any

import orjson
import segno
from flask import Flask, Response, abort, render_template, request

from callbacks.requests import Requests, UnknownRequestError
from dashboard.caching import Computed, Payload, PayloadCache
from dashboard.security.forms import own_path
from data.contracts import DataUnavailableError, OutOfScopeError, Request
from data.geo.outlines import find
from data.source import DataSource
from layouts.wall import SCENES
from layouts.wall.communes import MAP_NOTE
from layouts.wall.scene import SceneKind, Told

HTML = "text/html"
LONGEST_ADDRESS = 300
SHEETS = 16
"""Sheets of outlines kept parsed; the packaged ones are nine."""


def install(server: Flask, source: DataSource, requests: Requests, kept: PayloadCache, build: str) -> None:
    """Add /wall/scene/<scene> and the QR code that leads to its page."""

    @server.get("/wall/scene/<scene>", endpoint="wall.scene")
    def show(scene: str) -> Response:
        kind = SCENES.get(scene)
        if kind is None:
            return _apology(HTTPStatus.NOT_FOUND)
        source.versions.catch_up(request.headers.get("X-Data-Version", 0, type=int))
        try:
            asked = asked_for(kind, request.args, source, requests)
            payload = payload_of(kind, asked, source, kept)
        except (UnknownRequestError, OutOfScopeError):
            return _apology(HTTPStatus.NOT_FOUND)
        except DataUnavailableError:
            return _apology(HTTPStatus.SERVICE_UNAVAILABLE)
        places = "-".join(asked.places)
        return _fragment(payload, f"{build}-{scene}-{payload.version}-{asked.as_of.isoformat()}-{places}")

    @server.get("/wall/qr", endpoint="wall.qr")
    def qr() -> Response:
        to = request.args.get("to", "")
        if len(to) > LONGEST_ADDRESS or own_path(to) != to:
            abort(HTTPStatus.NOT_FOUND)
        response = Response(_qr(request.url_root.rstrip("/") + to), mimetype="image/svg+xml")
        response.headers["Cache-Control"] = "private, max-age=86400"
        return response


def asked_for(kind: SceneKind, query: Mapping[str, str], source: DataSource, requests: Requests) -> Request:
    """Read the request of a scene; one about several places names those that whoever asks sees whole."""
    return requests.read(query, is_wide=any(map(source.is_wide, kind.questions)))


def payload_of(kind: SceneKind, asked: Request, source: DataSource, kept: PayloadCache) -> Payload:
    """Give a scene's bytes; empty ones where there are no figures for it."""
    return kept.fetch(f"wall/{kind.key}", asked, partial(_drawn, kind, asked, source))


def unpacked(payload: Payload) -> str:
    """Give a payload as text."""
    return gzip.decompress(payload.body).decode()


def _drawn(kind: SceneKind, asked: Request, source: DataSource) -> Computed:
    answers = {name: source.ask(name, asked) for name in kind.questions}
    facts = [answer.facts.get("outline_url") for answer in answers.values()]
    told = Told(answers, _outlines(next((str(url) for url in facts if url), "")))
    scene = kind.draw(told)
    versions = {answer.version for answer in answers.values()}
    version = versions.pop() if len(versions) == 1 else None
    if scene is None:
        return Computed(b"", version)
    body = render_template(
        "wall_scene.html", scene=scene, key=kind.key, version=version or 0, map_note=MAP_NOTE
    )
    return Computed(body.encode(), version)


@lru_cache(SHEETS)
def _outlines(url: str) -> Mapping[str, Any]:
    """Read a sheet's outlines by unit; the address of a sheet changes with its content."""
    sheet = find(url.removeprefix("/geo/").removesuffix(".geojson")) if url else None
    if sheet is None:
        return {}
    features = orjson.loads(sheet.geojson())["features"]
    return {feature["id"]: feature["geometry"] for feature in features}


def _fragment(payload: Payload, tag: str) -> Response:
    """Answer with a scene, or 204 where there is nothing to show."""
    body = gzip.decompress(payload.body)
    if not body:
        response = Response(status=HTTPStatus.NO_CONTENT)
    elif request.accept_encodings.quality("gzip"):
        response = Response(payload.body, mimetype=HTML)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = Response(body, mimetype=HTML)
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Data-Version"] = str(payload.version)
    if payload.stale:
        response.headers["X-Data-Stale"] = "1"
    if body:
        response.set_etag(tag)
        response.make_conditional(request)
    return response


def _apology(status: HTTPStatus) -> Response:
    response = Response(status=status, mimetype=HTML)
    response.headers["Cache-Control"] = "no-store"
    return response


@lru_cache(256)
def _qr(address: str) -> bytes:
    """Draw an address as a QR code: black on white, since many phones read no other."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=2, light="#fff", svgclass=None, xmldecl=False)
    return out.getvalue()
