"""/api/v1: the answers of the panels as data, JSON and CSV, for other systems and for spreadsheets."""

from __future__ import annotations

import datetime as dt
import hashlib
from http import HTTPStatus
from typing import Any

import orjson
from flask import Blueprint, Flask, Response, request

from callbacks.elsewhere import own_units
from callbacks.requests import Requests, UnknownRequestError
from dashboard import openapi
from dashboard.caching import Computed, PayloadCache
from dashboard.payloads import JSON, gzipped
from dashboard.representations import MIMETYPES, Form, Slice, represent
from data.contracts import Catalogue, DataUnavailableError, LocalityRef, OutOfScopeError, Request, UnitRef
from data.intake.kinds import KINDS
from data.source import DataSource
from layouts.pages import page_links
from layouts.shell.links import href, to_indicator, to_pillar, to_unit
from layouts.shell.states import OUT_OF_SCOPE

LONGEST_NUMBER = 12
_KINDS = {True: "Xã, phường, thị trấn", False: "Cơ quan, đơn vị"}
"""What the search box calls communes, and all other bodies."""


def install(server: Flask, source: DataSource, requests: Requests, payloads: PayloadCache) -> None:
    """Add the read interface."""
    blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

    @blueprint.get("/")
    def questions() -> Response:
        listed = [
            {"question": name, "title": question.title, "href": f"/api/v1/{name}"}
            for name, question in source.questions.items()
        ]
        return _json({"questions": listed, "openapi": "/api/v1/openapi.json", "changes": "/api/v1/changes"})

    @blueprint.get("/openapi.json")
    def description() -> Response:
        return _json(openapi.describe(source.questions, KINDS))

    @blueprint.get("/names")
    def names() -> Response:
        return _json({"rows": _names(requests.read(request.args), requests.catalogue())})

    @blueprint.get("/conflicts")
    def conflicts() -> Response:
        """The register of contradictions, under the name that other systems look for."""
        return answer("data_conflicts")

    @blueprint.get("/changes")
    def changes() -> Response:
        return _json(_changes(source, _number("since", 0)))

    @blueprint.get("/<question>")
    def answer(question: str) -> Response:
        if question not in source.questions:
            return _json({"problem": f"Không có câu hỏi «{question}».", "see": "/api/v1/"}, 404)
        asked = requests.read(request.args, is_wide=source.is_wide(question))
        if not source.may_ask(question, asked):
            return _out_of_scope(asked, requests)
        since = _number("since", 0)
        if since and question not in source.changed_since(since):
            return _json({"question": question, "changed": False, **_changes(source, since)})
        return _answer(question, asked, source, payloads)

    _refuse_in_words(blueprint)
    server.register_blueprint(blueprint)


def _refuse_in_words(blueprint: Blueprint) -> None:
    """Answer what cannot be answered with a problem in Vietnamese and, where there are some, known values."""

    @blueprint.errorhandler(UnknownRequestError)
    def unknown(error: UnknownRequestError) -> Response:
        known = [{"label": suggestion.label, **suggestion.query} for suggestion in error.suggestions]
        return _json({"problem": error.problem, "known": known}, 404)

    @blueprint.errorhandler(OutOfScopeError)
    def beyond(_error: OutOfScopeError) -> Response:
        return _json({"problem": OUT_OF_SCOPE}, HTTPStatus.FORBIDDEN)

    @blueprint.errorhandler(BadParameterError)
    def bad(error: BadParameterError) -> Response:
        return _json({"problem": str(error)}, 400)

    @blueprint.errorhandler(DataUnavailableError)
    def unavailable(_error: DataUnavailableError) -> Response:
        return _json({"problem": "Không đọc được cơ sở dữ liệu."}, 503)


class BadParameterError(ValueError):
    """A parameter of the address cannot be read; says in Vietnamese how to write it."""


def _answer(question: str, asked: Request, source: DataSource, payloads: PayloadCache) -> Response:
    form: Form = "csv" if request.args.get("format") == "csv" else "json"
    part = Slice(_number("offset", 0), _number("limit", 0) or None)

    def compute() -> Computed:
        found = source.ask(question, asked)
        return Computed(represent(found, form, part), found.version)

    payload = payloads.fetch(f"api/{form}/{question}/{part}", asked, compute)
    response = gzipped(payload, MIMETYPES[form])
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(f"{question}-{form}-{payload.version}-{asked.as_of.isoformat()}-{_scope_tag(asked)}")
    if form == "csv":
        name = f"{question}-{asked.locality}-{asked.period}.csv"
        response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.make_conditional(request)
    return response


def _scope_tag(asked: Request) -> str:
    """Tell scopes apart in an entity tag: two who sign in at one browser share what it has kept."""
    text = " ".join(["all", *asked.beside]) if asked.scope is None else " ".join(sorted(asked.scope))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _out_of_scope(asked: Request, requests: Requests) -> Response:
    """Refuse what shows more than the viewer has been given, and name what it has."""
    units = own_units(requests.catalogue().locality(asked.locality), asked)
    known = [{"label": name, "href": address} for name, address in units]
    return _json({"problem": OUT_OF_SCOPE, "known": known}, HTTPStatus.FORBIDDEN)


def _changes(source: DataSource, since: int) -> dict[str, Any]:
    """Which data sets and questions have moved since a data version: what a synchronising IOC asks first."""
    moved = source.datasets_since(since)
    return {
        "data_version": source.versions.current(),
        "since": since,
        "datasets": [{"dataset": name, "data_version": version} for name, version in sorted(moved.items())],
        "questions": sorted(source.changed_since(since)),
    }


def _number(name: str, default: int) -> int:
    text = request.args.get(name, str(default))
    if not text.isdecimal() or len(text) > LONGEST_NUMBER:
        raise BadParameterError(
            f"Tham số {name} phải là số nguyên không âm, ví dụ {name}=100; nhận «{text[:40]}»."
        )
    return int(text)


def _json(content: object, status: int = 200) -> Response:
    return Response(orjson.dumps(content), status=status, mimetype=JSON)


def _names(asked: Request, catalogue: Catalogue) -> list[dict[str, str]]:
    """What the search box finds: units, headings, indicators, localities and pages, each with its address."""
    here = catalogue.locality(asked.locality)
    local = [*_units(here, asked), *(_headings(here, asked) if here.is_whole else [])] if here else []
    pages = [
        {
            "name": page.title,
            "kind": "Trang",
            "href": href(page.path, locality=asked.locality, period=asked.period),
        }
        for page in (page_links(here, catalogue) if here and here.is_whole else ())
    ]
    places = [
        {"name": ref.name, "kind": "Địa bàn", "href": href("/", locality=ref.slug)}
        for ref in catalogue.localities
        if ref.is_whole
    ]
    return [*local, *places, *pages]


def _units(here: LocalityRef, asked: Request) -> list[dict[str, str]]:
    """Units of a locality that exist on the day shown, communes first.

    A locality that is no commune is left out of its units: it stands among the localities.
    """
    units = [
        unit
        for unit in here.units
        if _exists(unit, asked.as_of) and (unit.is_commune or unit.name != here.name)
    ]
    return [
        {"name": unit.name, "kind": _KINDS[unit.is_commune], "href": to_unit(unit.address, asked)}
        for unit in sorted(units, key=lambda unit: not unit.is_commune)
    ]


def _headings(here: LocalityRef, asked: Request) -> list[dict[str, str]]:
    """Headings and indicators of a locality, each with its own page."""
    return [
        *(
            {"name": pillar.name, "kind": "Trụ cột", "href": to_pillar(pillar.code, asked)}
            for pillar in here.pillars
        ),
        *(
            {"name": indicator.name, "kind": "Chỉ số", "href": to_indicator(indicator.code, asked)}
            for indicator in here.indicators
        ),
    ]


def _exists(unit: UnitRef, day: dt.date) -> bool:
    return unit.valid_from <= day and (unit.valid_to or dt.date.max) > day
