"""Deciding about contradicting figures in the browser: both sides, what was decided, why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

from flask import Blueprint, Flask, Response, request

from callbacks.requests import Requests
from dashboard.secretary import Places, by, unknown
from dashboard.security.forms import field, onward, page
from dashboard.security.problems import refusal
from data.contracts import DataUnavailableError, LocalityRef
from data.decisions import Decisions
from data.intake.records import RefusedError
from data.source import DataSource
from layouts import conflict_words
from layouts.records import records

Now: TypeAlias = Callable[[], dt.datetime]
Row: TypeAlias = Mapping[str, Any]


def install(server: Flask, source: DataSource, decisions: Decisions, requests: Requests, *, now: Now) -> None:
    """Add the pages. `requests` knows what the viewer of the request may see."""
    made = Blueprint("deciding", __name__, url_prefix="/conflicts")
    pages = _Pages(source, decisions, requests, now)
    made.register_error_handler(DataUnavailableError, lambda _error: refusal(HTTPStatus.SERVICE_UNAVAILABLE))
    made.add_url_rule("/", "start", pages.start)
    made.add_url_rule("/<key>", "form", pages.form)
    made.add_url_rule("/<key>", "decide", pages.decide, methods=["POST"])
    server.register_blueprint(made)


class _Pages:
    def __init__(self, source: DataSource, decisions: Decisions, requests: Requests, now: Now) -> None:
        self._source = source
        self._decisions = decisions
        self._requests = requests
        self._places = Places(requests.catalogue)
        self._now = now

    def start(self) -> Response:
        """Conflicts of a locality, those without an explanation first."""
        place = self._places.chosen()
        if place is None:
            return unknown() if request.args.get("locality") else refusal(HTTPStatus.FORBIDDEN)
        rows = [_shown(row) for row in self._rows(place)]
        words = conflict_words.STATUSES
        return page("conflicts.html", places=self._places.all(), place=place, rows=rows, statuses=words)

    def form(self, key: str) -> Response:
        """One conflict."""
        found = self._found(key)
        return self._form(*found, {}) if found else unknown()

    def decide(self, key: str) -> Response:
        """Record what was decided."""
        found = self._found(key)
        if found is None:
            return unknown()
        place, row = found
        try:
            self._decisions.decide(
                place.slug, key, field("status"), field("reason"), by=by(), now=self._now()
            )
        except RefusedError as error:
            return self._form(place, row, {"reason": str(error)})
        return onward(f"/conflicts/{key}?locality={place.slug}")

    def _rows(self, place: LocalityRef) -> list[Row]:
        asked = self._requests.read({"locality": place.slug})
        return [row for row in records(self._source.ask("data_conflicts", asked)) if row["key"]]

    def _found(self, key: str) -> tuple[LocalityRef, Row] | None:
        place = self._places.chosen()
        if place is None:
            return None
        row = next((row for row in self._rows(place) if row["key"] == key), None)
        return (place, row) if row else None

    def _form(self, place: LocalityRef, row: Row, faults: dict[str, str]) -> Response:
        history = self._decisions.history(row["key"])
        return page(
            "conflict.html",
            faults=faults,
            place=place,
            row=_shown(row),
            history=history,
            statuses=conflict_words.STATUSES,
        )


def _shown(row: Row) -> Mapping[str, Any]:
    """A conflict in words: both sides with figure, name and place in the document."""
    sides = [
        {
            "figure": conflict_words.figure(row, side),
            "name": conflict_words.name(row, side),
            "where": ", ".join(part for part in (row[f"{side}_document"], row[f"{side}_section"]) if part),
            "lines": row[f"{side}_lines"],
        }
        for side in conflict_words.SIDES
    ]
    kind = conflict_words.KINDS[row["kind"]]
    return {**row, "kind_words": kind, "sides": sides, "gap": conflict_words.difference(row)}
