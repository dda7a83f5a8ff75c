"""Structured logs: one event a line, with names and values."""

from __future__ import annotations

import logging
import sys
import time
from http import HTTPStatus

import structlog
from flask import Flask, Response, g, request

QUIET = ("/version", "/healthz", "/wall/now", "/assets/", "/_dash-component-suites/")
"""Asked for by every open page every few seconds, or static: worth a line only when they fail."""
PANELS = "/_dash-update-component"
SLOW = 100.0
"""Milliseconds from which an answer of a panel is worth a line: a line costs a sixth of a warm answer."""
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
    """Log answers with status and milliseconds; query strings, which may name people, stay out.

    What is asked for all the time is logged where it fails, and panels where they are slow.
    """

    @server.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @server.after_request
    def answered(response: Response) -> Response:
        milliseconds = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
        if response.status_code >= HTTPStatus.BAD_REQUEST or _is_worth_a_line(request.path, milliseconds):
            log.info(
                "answered",
                method=request.method,
                path=request.path,
                status=response.status_code,
                milliseconds=round(milliseconds, 1),
            )
        return response


def _is_worth_a_line(path: str, milliseconds: float) -> bool:
    return milliseconds >= SLOW if path == PANELS else not path.startswith(QUIET)
