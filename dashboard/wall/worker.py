"""The service worker of the wall: over HTTPS its page and last figures open while the server is away."""

from __future__ import annotations

from flask import Flask, Response, render_template


def install(server: Flask, build: str) -> None:
    """Add the worker, with a header that lets it serve every wall; another build is another worker."""

    @server.get("/wall/worker.js", endpoint="wall.worker")
    def worker() -> Response:
        response = Response(render_template("wall_worker.js", build=build), mimetype="text/javascript")
        response.headers["Service-Worker-Allowed"] = "/wall"
        response.headers["Cache-Control"] = "no-cache"
        return response
