"""/api/v1: the answers of the panels as data, JSON and CSV, for other systems and for spreadsheets."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Literal, TypeAlias

import orjson
from flask import Blueprint, Flask, Response, request

from callbacks.requests import Requests, UnknownRequestError
from dashboard.caching import Computed, PayloadCache
from dashboard.payloads import JSON, gzipped
from data.contracts import Answer, Catalogue, DataUnavailableError, Interval, LocalityRef, Ratio, Request
from data.source import DataSource
from layouts.formats import period_label
from layouts.pages import PAGES
from layouts.records import records
from layouts.shell.links import href

Form: TypeAlias = Literal["json", "csv"]
CSV = "text/csv"
UTF8_BOM = "\ufeff"
"""Without it Excel reads Vietnamese as Windows-1252."""


def install(server: Flask, source: DataSource, requests: Requests, payloads: PayloadCache) -> None:
    """Add the read interface."""
    blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

    @blueprint.get("/")
    def questions() -> Response:
        listed = [
            {"question": name, "title": question.title, "href": f"/api/v1/{name}"}
            for name, question in source.questions.items()
        ]
        return _json({"questions": listed})

    @blueprint.get("/names")
    def names() -> Response:
        return _json({"rows": _names(requests.read(request.args), source.catalogue())})

    @blueprint.get("/<question>")
    def answer(question: str) -> Response:
        if question not in source.questions:
            return _json({"problem": f"Không có câu hỏi «{question}».", "see": "/api/v1/"}, 404)
        asked = requests.read(request.args)
        form: Form = "csv" if request.args.get("format") == "csv" else "json"

        def compute() -> Computed:
            found = source.ask(question, asked)
            return Computed(_FORMS[form](found), found.version)

        payload = payloads.fetch(f"api/{form}/{question}", asked, "", compute)
        response = gzipped(payload, CSV if form == "csv" else JSON)
        response.headers["Cache-Control"] = "no-cache"
        response.set_etag(f"{question}-{form}-{payload.version}-{asked.as_of.isoformat()}")
        if form == "csv":
            name = f"{question}-{asked.locality}-{asked.period}.csv"
            response.headers["Content-Disposition"] = f"attachment; filename={name}"
        response.make_conditional(request)
        return response

    @blueprint.errorhandler(UnknownRequestError)
    def unknown(error: UnknownRequestError) -> Response:
        known = [{"label": suggestion.label, **suggestion.query} for suggestion in error.suggestions]
        return _json({"problem": error.problem, "known": known}, 404)

    @blueprint.errorhandler(DataUnavailableError)
    def unavailable(_error: DataUnavailableError) -> Response:
        return _json({"problem": "Không đọc được cơ sở dữ liệu."}, 503)

    server.register_blueprint(blueprint)


def _json(content: object, status: int = 200) -> Response:
    return Response(orjson.dumps(content), status=status, mimetype=JSON)


def _as_json(answer: Answer) -> bytes:
    content = {
        "question": answer.question.name,
        "title": answer.question.title,
        "locality": {"slug": answer.locality.slug, "name": answer.locality.name},
        "period": {
            "code": answer.period.code,
            "label": period_label(answer.period),
            "start": answer.period.start,
            "end_exclusive": answer.period.end,
            "is_complete": answer.period.is_complete(answer.request.as_of),
        },
        "as_of": answer.request.as_of,
        "data_version": answer.version,
        "columns": [asdict(column) for column in answer.question.columns],
        "facts": {name: _fact(value) for name, value in answer.facts.items()},
        "rows": _records(answer),
        "sources": [asdict(source) for source in answer.sources],
    }
    return orjson.dumps(content)


def _fact(value: Any) -> Any:
    """Ratios go out with n and N beside the share; nothing is rounded."""
    if isinstance(value, Ratio):
        return {"n": value.n, "N": value.total, "share": value.share}
    return asdict(value) if isinstance(value, Interval) else value


def _records(answer: Answer) -> list[dict[str, Any]]:
    """Rows with None for unknowns, dates as days."""
    return [
        {name: value.date() if isinstance(value, dt.datetime) else value for name, value in row.items()}
        for row in records(answer)
    ]


def _as_csv(answer: Answer) -> bytes:
    """Vietnamese headings, then the rows, then where they came from."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.label for column in answer.question.columns])
    writer.writerows(row.values() for row in _records(answer))
    writer.writerow([])
    writer.writerow(["Kỳ số liệu", period_label(answer.period)])
    writer.writerow(["Tính đến", answer.request.as_of.isoformat()])
    writer.writerow(["Phiên bản số liệu", answer.version])
    writer.writerows([name, _fact_text(value)] for name, value in answer.facts.items())
    for source in answer.sources:
        lines = ", ".join(map(str, source.lines))
        writer.writerow(["Nguồn", source.document, source.section, f"dòng {lines}" if lines else ""])
    return (UTF8_BOM + out.getvalue()).encode()


def _fact_text(value: Any) -> Any:
    if isinstance(value, Ratio):
        return f"{value.n}/{value.total}"
    return f"{value.low}-{value.high}/{value.total}" if isinstance(value, Interval) else value


_FORMS: dict[Form, Callable[[Answer], bytes]] = {"json": _as_json, "csv": _as_csv}


def _names(asked: Request, catalogue: Catalogue) -> list[dict[str, str]]:
    """What the search box finds: pages, pillars, communes and localities, each with its address."""
    here = catalogue.locality(asked.locality)
    local = _local_names(here, asked) if here else []
    pages = [
        {
            "name": page.title,
            "kind": "Trang",
            "href": href(page.path, locality=asked.locality, period=asked.period),
        }
        for page in PAGES
    ]
    places = [
        {"name": ref.name, "kind": "Địa bàn", "href": href("/", locality=ref.slug)}
        for ref in catalogue.localities
    ]
    return [*local, *places, *pages]


def _local_names(here: LocalityRef, asked: Request) -> list[dict[str, str]]:
    at = {"locality": here.slug, "period": asked.period}
    communes = [
        {"name": unit.name, "kind": "Xã, thị trấn", "href": href("/feedback", **at, unit=unit.address)}
        for unit in here.units
        if unit.is_commune and unit.valid_from <= asked.as_of and (unit.valid_to or dt.date.max) > asked.as_of
    ]
    pillars = [
        {"name": pillar.name, "kind": "Trụ cột", "href": href("/pillars", **at, pillar=pillar.code)}
        for pillar in here.pillars
    ]
    return communes + pillars
