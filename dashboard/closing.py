"""Closing a period in the browser ("chốt số liệu"), and opening it again with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeAlias

from flask import Blueprint, Flask, Response, request

from dashboard.secretary import Places, by, unknown
from dashboard.security.forms import field, onward, page
from dashboard.security.problems import refusal
from data.contracts import Catalogue, DataUnavailableError, LocalityRef
from data.intake.closing import Closings
from data.intake.records import RefusedError
from layouts import formats

Now: TypeAlias = Callable[[], dt.datetime]


def install(server: Flask, closings: Closings, catalogue: Callable[[], Catalogue], *, now: Now) -> None:
    """Add the pages. `catalogue` is what the viewer of the request may see."""
    made = Blueprint("closing", __name__, url_prefix="/closing")
    pages = _Pages(closings, Places(catalogue), now)
    made.register_error_handler(DataUnavailableError, lambda _error: refusal(HTTPStatus.SERVICE_UNAVAILABLE))
    made.add_url_rule("/", "start", pages.start)
    made.add_url_rule("/", "close", pages.close, methods=["POST"])
    made.add_url_rule("/<int:closing>/reopen", "reopen", pages.reopen, methods=["POST"])
    server.register_blueprint(made)


class _Pages:
    def __init__(self, closings: Closings, places: Places, now: Now) -> None:
        self._closings = closings
        self._places = places
        self._now = now

    def start(self) -> Response:
        """Periods that can be closed, and those that were."""
        place = self._places.chosen()
        if place is None:
            return unknown() if request.args.get("locality") else refusal(HTTPStatus.FORBIDDEN)
        return self._start(place, {})

    def close(self) -> Response:
        """Close a period."""
        place = self._places.find(field("locality"))
        if place is None:
            return refusal(HTTPStatus.FORBIDDEN)
        try:
            self._closings.close(place.slug, field("period"), field("note"), by=by(), now=self._now())
        except RefusedError as error:
            return self._start(place, {"period": str(error)})
        return onward(f"/closing/?locality={place.slug}")

    def reopen(self, closing: int) -> Response:
        """Open it again."""
        place = self._places.find(field("locality"))
        if place is None:
            return unknown()
        try:
            self._closings.reopen(place.slug, closing, field("reason"), by=by(), now=self._now())
        except RefusedError as error:
            stands = {one.id for one in self._closings.listed(place.slug) if one.stands}
            return self._start(place, {f"reason-{closing}" if closing in stands else "place": str(error)})
        return onward(f"/closing/?locality={place.slug}")

    def _start(self, place: LocalityRef, faults: dict[str, str]) -> Response:
        newest_first = sorted(place.periods, key=lambda one: (one.end, one.start), reverse=True)
        offered = [(one.code, formats.period_label(one)) for one in newest_first if one.closed_on is None]
        return page(
            "closing.html",
            faults=faults,
            places=self._places.all(),
            place=place,
            offered=offered,
            closings=self._closings.listed(place.slug),
        )
