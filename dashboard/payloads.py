"""Finished bytes in front of Dash: a panel asked for again is served without drawing it again.

Only the outputs of the panel callback are kept. Dash's own request bodies cannot be keys, since they
carry what varies from click to click; the key is made from the panel's name and its parsed request.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Flask, Response, g, make_response, request

from callbacks.requests import Requests, UnknownRequestError
from dashboard.caching import Computed, Payload, PayloadCache
from data.contracts import DataUnavailableError
from layouts.ids import slot
from layouts.panels import PANELS

CALLBACK_ENDPOINT = "/_dash-update-component"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class PanelCall:
    """What a callback request asks for, where it asks for a panel."""

    panel: str
    query: Mapping[str, str]


def panel_call(body: bytes) -> PanelCall | None:
    """Recognise a request of the panel callback; None for any other, and for what only looks like one."""
    try:
        inputs = orjson.loads(body)["inputs"]
        asked = next(entry for entry in inputs if isinstance(entry["id"], dict))
        name, query = asked["id"]["panel"], asked["value"]
    except (orjson.JSONDecodeError, KeyError, TypeError, StopIteration):
        return None
    is_panel = isinstance(name, str) and name in PANELS and asked["id"] == slot(name, "request")
    is_query = isinstance(query, dict) and all(
        isinstance(part, str) for pair in query.items() for part in pair
    )
    return PanelCall(name, query) if is_panel and is_query else None


def gzipped(payload: Payload, mimetype: str) -> Response:
    """Make a response of finished bytes; the rare client without gzip gets them unpacked."""
    if request.accept_encodings.quality("gzip"):
        response = Response(payload.body, mimetype=mimetype)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = Response(gzip.decompress(payload.body), mimetype=mimetype)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Data-Version"] = str(payload.version)
    if payload.stale:
        response.headers["X-Data-Stale"] = "1"
    return response


def install(server: Flask, requests: Requests, payloads: PayloadCache) -> None:
    """Put the cache in front of Dash's callback endpoint."""
    dispatch: Callable[[], Any] = server.view_functions[CALLBACK_ENDPOINT]

    def computed() -> Computed:
        response = make_response(dispatch())
        return Computed(response.get_data(), g.get("data_version"))

    def serve() -> Any:
        call = panel_call(request.get_data())
        if call is None:
            return dispatch()
        try:
            asked = requests.read(call.query)
            return gzipped(payloads.fetch(f"panel/{call.panel}", asked, "", computed), JSON)
        except (DataUnavailableError, UnknownRequestError):
            # The callback itself knows how to say so in the panel.
            return dispatch()

    server.view_functions[CALLBACK_ENDPOINT] = serve
