"""An application with an account of every reach, and what a browser of each asks for."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from callbacks.panels import FILLED
from dashboard.app import create_app
from dashboard.security.identity import SESSION
from dashboard.settings import Settings
from data.access import Access
from data.contracts import LocalityRef
from data.geo.outlines import outlines
from data.queries import QUERIES
from data.source import DataSource
from layouts.ids import DATA_VERSION, slot
from layouts.pages import PAGES
from layouts.panels import PANELS
from layouts.shell.links import address
from tests.guard_clients import ISSUER, now
from tests.scope_forms import TAN_HOI, TAN_PHU

ANONYMOUS = "anonymous"
GRANTS: Mapping[str, tuple[str, ...]] = {
    "all": ("",),
    "locality": ("tan_chau",),
    "unit": (TAN_PHU,),
    "neighbour": (TAN_HOI,),
    "units": (TAN_PHU, TAN_HOI),
    "elsewhere": ("bu_dang",),
    "mixed": ("bu_dang", TAN_PHU),
}
"""Accounts by what they may look at: everything, a locality, units."""

TAN_CHAU = {"locality": "tan_chau", "period": "2022"}
OF_TAN_PHU = {**TAN_CHAU, "unit": TAN_PHU}
CALLBACKS = "/_dash-update-component"
FORMS = ("json", "csv")


@dataclass(frozen=True, slots=True)
class World:
    """An application behind its door, with an account of each reach."""

    server: Flask
    access: Access

    def client(self, who: str) -> FlaskClient:
        """Open a browser in which somebody has just signed in; nobody has in that of `anonymous`."""
        client = self.server.test_client()
        client.environ_base["HTTP_ACCEPT_ENCODING"] = "gzip"
        if who != ANONYMOUS:
            place = {"where": "127.0.0.1", "agent": "tests"}
            secret = self.access.sign_in_as(ISSUER, f"subject-{who}", name=who, title=who, **place, now=now())
            client.set_cookie(SESSION, secret)
        return client


def make_world(engine: Engine, **settings: Any) -> World:
    """Build an application without demo mode, with an account of each reach."""
    access = Access(engine)
    for name, units in GRANTS.items():
        roles = [("viewer", unit) for unit in units]
        access.add_account(name, name.title(), None, roles, by="tests", now=now())  # type: ignore[arg-type]
    return open_world(engine, **settings)


def open_world(engine: Engine, **settings: Any) -> World:
    """Build another application, with an empty cache, where the accounts exist."""
    return World(create_app(Settings(**settings), engine).server, Access(engine))


def text(response: TestResponse) -> str:
    """Body of a response, unpacked."""
    packed = response.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(response.data) if packed else response.data).decode()


def ask_panel(client: FlaskClient, name: str, query: Any) -> TestResponse:
    """Ask for a panel as the renderer does."""
    outputs = "...".join(f'{{"panel":["MATCH"],"part":"{part}"}}.{prop}' for part, prop in FILLED)
    body = {
        "output": f"..{outputs}..",
        "outputs": [{"id": slot(name, part), "property": prop} for part, prop in FILLED],
        "inputs": [
            {"id": slot(name, "request"), "property": "data", "value": query},
            {"id": DATA_VERSION, "property": "data", "value": None},
        ],
        "state": [{"id": slot(name, "request"), "property": "id", "value": slot(name, "request")}],
        "changedPropIds": [],
    }
    return client.post(CALLBACKS, json=body)


def ask_page(client: FlaskClient, path: str, search: str = "") -> TestResponse:
    """Ask for the content of a page as Dash's router does in the browser."""
    body = {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": search},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }
    return client.post(CALLBACKS, json=body)


def links(response: TestResponse) -> list[str]:
    """Addresses that a page's content leads to."""
    return list(_links(orjson.loads(text(response))))


def _links(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        props = node.get("props")
        if isinstance(props, dict) and isinstance(props.get("href"), str):
            yield props["href"]
        for value in node.values():
            yield from _links(value)
    elif isinstance(node, list):
        for value in node:
            yield from _links(value)


def everything(client: FlaskClient, source: DataSource, locality: str, unit: str) -> Iterator[TestResponse]:
    """Ask for all that a locality and a unit of it have: pages, panels, answers, exports, names, outlines."""
    ref = source.catalogue().locality(locality)
    assert ref is not None
    for query in ({"locality": locality}, {"locality": locality, "unit": unit}, {"unit": unit}, {}):
        yield from (ask_panel(client, name, query) for name in PANELS)
        for form in FORMS:
            asked = {**query, "format": form}
            yield from (client.get(f"/api/v1/{name}", query_string=asked) for name in QUERIES)
        yield client.get("/api/v1/names", query_string=query)
    for path in pages(ref, unit):
        yield client.get(path, query_string={"locality": locality})
        yield ask_page(client, path, f"?locality={locality}")
        yield ask_page(client, path)
    yield from (client.get(path) for path in sheets(ref))
    yield from (client.get(f"/api/v1/{name}") for name in ("", "changes", "openapi.json"))


def pages(ref: LocalityRef, unit: str) -> list[str]:
    """Path of every page: about a unit, a case, and the first heading and indicator of a locality."""
    heading, indicator = ref.pillars[0].code, ref.indicators[0].code
    places = {"unit": unit, "pillar": heading, "indicator": indicator, "case": "PA-1"}
    return [address(page.path, places).partition("?")[0] for page in PAGES]


def sheets(ref: LocalityRef) -> list[str]:
    """Addresses of a locality's outlines, in every period that it has some of."""
    found = (outlines(ref.slug, period.last_day) for period in ref.periods)
    return sorted({f"/geo/{sheet.key}.geojson" for sheet in found if sheet is not None})
