"""Structured logs: one event a line, with names and values."""

from __future__ import annotations

import logging
import sys
import time
from http import HTTPStatus

import structlog
from flask import Flask, Response, g, request

QUIET = ("/version", "/healthz", "/assets/", "/_dash-component-suites/")
"""Asked for by every open page every few seconds, or static: worth a line only when they fail."""
log = structlog.get_logger(__name__)


def configure(*, as_json: bool) -> None:
    """Send events to standard error, as JSON lines or for people."""
    people = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *(
                [structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer()]
                if as_json
                else [people]
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def install(server: Flask) -> None:
    """Log every answer with status and milliseconds; query strings, which may name people, stay out."""

    @server.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @server.after_request
    def answered(response: Response) -> Response:
        if response.status_code >= HTTPStatus.BAD_REQUEST or not request.path.startswith(QUIET):
            milliseconds = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1)
            log.info(
                "answered",
                method=request.method,
                path=request.path,
                status=response.status_code,
                milliseconds=milliseconds,
            )
        return response
