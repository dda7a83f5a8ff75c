"""A bare Flask that answers every POST with the same finished bytes: what ours is held against."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask, Response, request


def make_app() -> Flask:
    """Read the bytes once, then only send them."""
    app = Flask("bare")
    body = Path(os.environ["BENCH_BODY"]).read_bytes()

    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    @app.post("/_dash-update-component")
    def answer() -> Response:
        request.get_data()
        response = Response(body, mimetype="application/json")
        response.headers["Content-Encoding"] = "gzip"
        return response

    return app
