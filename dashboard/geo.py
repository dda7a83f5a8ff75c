"""/geo: outlines by address, so that a figure carries a few kilobytes instead of every border."""

from __future__ import annotations

import gzip

from flask import Flask, Response, abort

from callbacks.requests import Requests
from dashboard.caching import GZIP_LEVEL
from data.contracts import DataUnavailableError
from data.geo.outlines import find

GEOJSON = "application/geo+json"


def install(server: Flask, requests: Requests) -> None:
    """Add the route, for localities that may be seen whole.

    Its key holds a digest, so that an answer may be kept for ever.
    """

    @server.get("/geo/<key>.geojson")
    def outlines(key: str) -> Response:
        sheet = find(key)
        if sheet is None or not _is_seen(sheet.locality, requests):
            abort(404)
        response = Response(gzip.compress(sheet.geojson(), GZIP_LEVEL, mtime=0), mimetype=GEOJSON)
        response.headers["Content-Encoding"] = "gzip"
        return response


def _is_seen(slug: str, requests: Requests) -> bool:
    try:
        locality = requests.catalogue().locality(slug)
    except DataUnavailableError:
        abort(503)
    return locality is not None and locality.is_whole
