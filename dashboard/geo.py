"""/geo: outlines by address, so that a figure carries a few kilobytes instead of every border."""

from __future__ import annotations

import gzip

from flask import Flask, Response, abort

from callbacks.requests import Requests
from dashboard.caching import GZIP_LEVEL
from data.contracts import DataUnavailableError
from data.geo.outlines import find, place_of

GEOJSON = "application/geo+json"


def install(server: Flask, requests: Requests) -> None:
    """Add the route, for localities that may be seen whole.

    Its key holds a digest, so that an answer may be kept for ever.
    """

    @server.get("/geo/<key>.geojson")
    def outlines(key: str) -> Response:
        place = place_of(key)
        sheet = find(key) if place is not None and _is_seen(*place, requests) else None
        if sheet is None:
            abort(404)
        response = Response(gzip.compress(sheet.geojson(), GZIP_LEVEL, mtime=0), mimetype=GEOJSON)
        response.headers["Content-Encoding"] = "gzip"
        return response


def _is_seen(slug: str, invented: int, requests: Requests) -> bool:
    """Tell whether the whole place may be seen; nothing is invented that is not there."""
    try:
        locality = requests.catalogue().locality(slug)
    except DataUnavailableError:
        abort(503)
    if locality is None or not locality.is_whole:
        return False
    return not invented or invented == sum(unit.is_commune for unit in locality.units)
