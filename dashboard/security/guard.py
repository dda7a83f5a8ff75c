"""The door: every request passes it, and nothing behind it asks again who may come in."""

from __future__ import annotations

from http import HTTPStatus

import structlog
from flask import Flask, Response, request

from dashboard.security.identity import NOBODY, current_viewer
from dashboard.security.origin import is_at_home, is_foreign
from dashboard.security.problems import FOREIGN, refusal
from dashboard.security.rules import Rule, rule_of
from data.contracts import DataUnavailableError

log = structlog.get_logger(__name__)


def install(server: Flask, *, demo: bool) -> None:
    """Put the door in front of everything; in demo mode only this computer's own names lead to it."""

    @server.before_request
    def admit() -> Response | None:
        if request.endpoint is None:
            return None  # no such address or method: Flask says so
        if demo and not is_at_home(request):
            return refusal(HTTPStatus.MISDIRECTED_REQUEST)
        if is_foreign(request):
            log.warning("foreign_request", path=request.path, origin=request.headers.get("Origin", ""))
            return refusal(HTTPStatus.FORBIDDEN, FOREIGN)
        return _held_back(rule_of(request.endpoint))


def _held_back(rule: Rule) -> Response | None:
    """Refuse whom the rule does not let in; whoever it lets in regardless is not even looked up."""
    if rule.who == "anyone":
        return None
    try:
        viewer = current_viewer()
    except DataUnavailableError:
        return refusal(HTTPStatus.SERVICE_UNAVAILABLE)
    if rule.allows(viewer):
        return None
    return refusal(HTTPStatus.UNAUTHORIZED if viewer is NOBODY else HTTPStatus.FORBIDDEN)
