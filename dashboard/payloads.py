"""Finished bytes in front of Dash: a panel asked for again is served without drawing it again.

Only the outputs of the panel callback are kept. Dash's own request bodies cannot be keys, since they
carry what varies from click to click; the key is made from the panel's name and its parsed request.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from operator import methodcaller
from typing import Any

import orjson
from dash import get_app
from flask import Flask, Response, g, request

from callbacks.panels import FILLED, filled_for
from callbacks.requests import Requests, UnknownRequestError
from dashboard.caching import GZIP_LEVEL, Computed, Payload, PayloadCache
from dashboard.callback_bodies import is_ours
from data.contracts import DataUnavailableError, Request
from data.source import DataSource
from layouts.ids import DATA_VERSION, slot
from layouts.panels import PANELS

CALLBACK_ENDPOINT = "/_dash-update-component"
JSON = "application/json"
_COMPONENT = methodcaller("to_plotly_json")
"""Dash's components know how to be written; orjson raises TypeError for anything else in a panel."""


@dataclass(frozen=True, slots=True)
class PanelCall:
    """What a callback request asks for, where it asks for a panel."""

    panel: str
    query: Mapping[str, str]
    version: int = 0
    """Data version that the page knows of; 0 where it has been told none."""


def panel_call(body: bytes) -> PanelCall | None:
    """Recognise a request of the panel callback; None for any other, and for what only looks like one."""
    try:
        inputs = orjson.loads(body)["inputs"]
        asked = next(entry for entry in inputs if isinstance(entry["id"], dict))
        name, query = asked["id"]["panel"], asked["value"]
        known = next((entry.get("value") for entry in inputs if entry["id"] == DATA_VERSION), None)
    except (orjson.JSONDecodeError, KeyError, TypeError, StopIteration):
        return None
    is_panel = isinstance(name, str) and name in PANELS and asked["id"] == slot(name, "request")
    is_query = isinstance(query, dict) and all(
        isinstance(part, str) for pair in query.items() for part in pair
    )
    version = known if isinstance(known, int) else 0
    return PanelCall(name, query, version) if is_panel and is_query else None


def gzipped(payload: Payload, mimetype: str) -> Response:
    """Make a response of finished bytes; the rare client without gzip gets them unpacked."""
    headers = [
        ("Vary", "Accept-Encoding"),
        ("Cache-Control", "no-store"),
        ("X-Data-Version", str(payload.version)),
    ]
    if payload.stale:
        headers.append(("X-Data-Stale", "1"))
    if request.accept_encodings.quality("gzip"):
        headers.append(("Content-Encoding", "gzip"))
        return Response(payload.body, headers=headers, mimetype=mimetype)
    return Response(gzip.decompress(payload.body), headers=headers, mimetype=mimetype)


def install(server: Flask, source: DataSource, requests: Requests, payloads: PayloadCache) -> None:
    """Put the cache in front of Dash's callback endpoint, and refuse what none of our pages sends."""
    dispatch: Callable[[], Any] = server.view_functions[CALLBACK_ENDPOINT]
    app = get_app()

    def serve() -> Any:
        body = request.get_data()
        call = panel_call(body)
        if call is not None:
            return gzipped(_payload(call, source, requests, payloads), JSON)
        return dispatch() if is_ours(body, app.callback_map) else _refusal()

    server.view_functions[CALLBACK_ENDPOINT] = serve


def _payload(call: PanelCall, source: DataSource, requests: Requests, payloads: PayloadCache) -> Payload:
    """Give a panel's bytes; where its request cannot be read they say so in the panel, and are not kept."""
    source.versions.catch_up(call.version)
    read = partial(requests.read, call.query, is_wide=source.is_wide(call.panel))
    try:
        asked = read()
        return payloads.fetch(
            f"panel/{call.panel}", asked, partial(drawn, call.panel, lambda: asked, source, requests)
        )
    except (DataUnavailableError, UnknownRequestError):
        said = drawn(call.panel, read, source, requests)
        return Payload(0, gzip.compress(said.body, GZIP_LEVEL, mtime=0))


def _refusal() -> Response:
    problem = {"problem": "Yêu cầu này không phải của một trang của hệ thống."}
    return Response(orjson.dumps(problem), HTTPStatus.BAD_REQUEST, mimetype=JSON)


def drawn(panel: str, read: Callable[[], Request], source: DataSource, requests: Requests) -> Computed:
    """Fill a panel as the callback does, and write what Dash would: a third of the time of Dash's own way.

    Bytes that are kept must answer the very request of their key: read again, it could be of another day.
    """
    filling = filled_for(panel, read, source, requests)
    response = {orjson.dumps(slot(panel, part)).decode(): {prop: filling[part]} for part, prop in FILLED}
    body = orjson.dumps({"multi": True, "response": response}, default=_COMPONENT)
    return Computed(body, g.get("data_version"))
