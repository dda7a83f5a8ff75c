"""Correcting a single figure in the browser: find it, see what stands there, change it with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus
from typing import Final, TypeAlias

from flask import Blueprint, Flask, Response, request

from dashboard.secretary import Places, by, unknown
from dashboard.security.forms import field, onward, page
from dashboard.security.problems import refusal
from data.contracts import Catalogue, DataUnavailableError, LocalityRef
from data.corrections import CORRECTABLE, Asked, Corrections, FigureRow
from data.intake.kinds import KINDS
from data.intake.records import RefusedError
from data.rules.collation import fold

Now: TypeAlias = Callable[[], dt.datetime]

TITLES: Final = {name: KINDS[name].title for name in CORRECTABLE}
SHOWN: Final = 60
"""Rows that the page lists; more are found by words."""


def install(server: Flask, corrections: Corrections, catalogue: Callable[[], Catalogue], *, now: Now) -> None:
    """Add the pages. `catalogue` is what the viewer of the request may see."""
    made = Blueprint("corrections", __name__, url_prefix="/corrections")
    pages = _Pages(corrections, Places(catalogue), now)
    made.register_error_handler(DataUnavailableError, lambda _error: refusal(HTTPStatus.SERVICE_UNAVAILABLE))
    made.add_url_rule("/", "start", pages.start)
    made.add_url_rule("/<kind>/<int:row>", "form", pages.form)
    made.add_url_rule("/<kind>/<int:row>", "correct", pages.correct, methods=["POST"])
    server.register_blueprint(made)


class _Pages:
    def __init__(self, corrections: Corrections, places: Places, now: Now) -> None:
        self._corrections = corrections
        self._places = places
        self._now = now

    def start(self) -> Response:
        """List rows of a kind, or those behind a source, and what was corrected lately."""
        place = self._places.chosen()
        if place is None:
            return unknown() if request.args.get("locality") else refusal(HTTPStatus.FORBIDDEN)
        words, is_by_source = request.args.get("q", ""), bool(request.args.get("file"))
        kind = request.args.get("kind", "")
        kind = "" if is_by_source else (kind if kind in TITLES else CORRECTABLE[0])
        found = self._found(place, kind, words)
        return page(
            "corrections.html",
            places=self._places.all(),
            place=place,
            titles=TITLES,
            kind=kind,
            words=words,
            rows=found[:SHOWN],
            more=max(0, len(found) - SHOWN),
            done=self._corrections.listed(place.slug),
        )

    def form(self, kind: str, row: int) -> Response:
        """One figure to correct; without a column the first of the row."""
        found = self._row(kind, row)
        return self._form(*found, request.args.get("column", ""), {}) if found else unknown()

    def correct(self, kind: str, row: int) -> Response:
        """Correct it."""
        found = self._row(kind, row)
        if found is None:
            return unknown()
        place, shown = found
        asked = Asked(kind, row, field("column"), field("seen"), field("value"), field("reason"))
        try:
            batch = self._corrections.correct(place.slug, asked, by=by(), now=self._now())
        except RefusedError as error:
            return self._form(place, shown, asked.column, {"value": str(error)})
        return onward(f"/intake/{batch}")

    def _found(self, place: LocalityRef, kind: str, words: str) -> list[FigureRow]:
        file = request.args.get("file", "")
        if file:
            numbers = [int(part) for part in request.args.get("rows", "").split(",") if part.isdecimal()]
            return list(self._corrections.from_source(place.slug, file, numbers))
        rows = self._corrections.rows(place.slug, kind)
        wanted = fold(words).split()
        return [row for row in rows if all(word in fold(f"{row.name} {row.period}") for word in wanted)]

    def _row(self, kind: str, row: int) -> tuple[LocalityRef, FigureRow] | None:
        place = self._places.chosen()
        if place is None or kind not in TITLES:
            return None
        shown = self._corrections.row(place.slug, kind, row)
        return (place, shown) if shown else None

    def _form(self, place: LocalityRef, row: FigureRow, column: str, faults: dict[str, str]) -> Response:
        figure = row.figure(column) or row.figures[0]
        return page("correction.html", faults=faults, place=place, row=row, figure=figure)
