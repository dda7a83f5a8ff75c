"""/geo: outlines by address, so that a figure carries a few kilobytes instead of every border."""

from __future__ import annotations

import gzip

from flask import Flask, Response, abort

from dashboard.caching import GZIP_LEVEL
from data.geo.outlines import find

GEOJSON = "application/geo+json"


def install(server: Flask) -> None:
    """Add the route. Its key holds a digest, so that an answer may be kept for ever."""

    @server.get("/geo/<key>.geojson")
    def outlines(key: str) -> Response:
        sheet = find(key)
        if sheet is None:
            abort(404)
        response = Response(gzip.compress(sheet.geojson(), GZIP_LEVEL, mtime=0), mimetype=GEOJSON)
        response.headers["Content-Encoding"] = "gzip"
        return response
