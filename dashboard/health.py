"""Is it alive, is it ready, and which data does it show: three questions for machines."""

from __future__ import annotations

import orjson
from flask import Flask, Response, request

from data.contracts import DataUnavailableError
from data.source import DataSource


def install(server: Flask, source: DataSource, build: str) -> None:
    """Add /healthz, /readyz and /version."""

    @server.get("/healthz")
    def healthz() -> Response:
        return _json({"status": "ok", "build": build})

    @server.get("/readyz")
    def readyz() -> Response:
        try:
            localities = len(source.catalogue().localities)
            version = source.versions.current()
        except DataUnavailableError:
            return _json({"status": "database_unavailable"}, 503)
        status = 200 if localities else 503
        return _json({"status": "ok" if localities else "no_data", "data_version": version}, status)

    @server.get("/version")
    def version() -> Response:
        """One scalar for the heartbeat of every open page; at most one read a second reaches the database."""
        try:
            current = source.versions.current()
        except DataUnavailableError:
            return _json({"status": "database_unavailable", "build": build}, 503)
        response = _json({"version": current, "build": build})
        response.set_etag(f"{build}-{current}")
        response.headers["Cache-Control"] = "no-cache"
        response.make_conditional(request)
        return response


def _json(content: object, status: int = 200) -> Response:
    response = Response(orjson.dumps(content), status=status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
