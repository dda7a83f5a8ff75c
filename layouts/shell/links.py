"""Addresses inside the product: the URL is the state, so a link is a path with its query."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, quote_plus

from data.contracts import Request

_PLACE = re.compile(r"<(\w+)>")
_KEPT = 4096
"""Values remembered: the rows of a register link by the same few hundred units and codes."""


def href(path: str, **query: str) -> str:
    """Build an address, leaving out empty parameters; `@` stays readable in unit addresses."""
    pairs = [f"{name}={_written(value)}" for name, value in query.items() if value]
    return f"{path}?{'&'.join(pairs)}" if pairs else path


def address(template: str, query: Mapping[str, str]) -> str:
    """Fill the places of a path such as /units/<unit> from a query; what is left of it follows as query."""
    named = set(_PLACE.findall(template))
    path = _PLACE.sub(lambda place: _segment(query.get(place[1], "")), template)
    return href(path, **{name: value for name, value in query.items() if name not in named})


@lru_cache(_KEPT)
def _written(value: str) -> str:
    return quote_plus(value, safe="@")


@lru_cache(_KEPT)
def _segment(value: str) -> str:
    return quote(value, safe="@")


def to_page(path: str, request: Request) -> str:
    """Lead to another page for the same locality and period; unit and pillar belong to the page left."""
    return href(path, locality=request.locality, period=request.period)


def to_period(path: str, request: Request, period: str) -> str:
    """Lead to another period of the same view."""
    return address(path, {**request.query(), "period": period})


def to_unit(unit: str, request: Request) -> str:
    """Lead to a unit's own page in the period shown; `unit` is its address."""
    return address("/units/<unit>", {"unit": unit, "locality": request.locality, "period": request.period})


def to_case(path: str, code: str, request: Request) -> str:
    """Lead from the page of a kind of cases to a single one, seen from the same day."""
    return address(f"{path}/<case>", {**request.query(), "unit": "", "case": code})


def to_pillar(pillar: str, request: Request) -> str:
    """Lead to a pillar's own page in the period shown."""
    return address(
        "/pillars/<pillar>", {"pillar": pillar, "locality": request.locality, "period": request.period}
    )


def to_indicator(indicator: str, request: Request) -> str:
    """Lead to an indicator's own page in the period shown."""
    return address(
        "/indicators/<indicator>",
        {"indicator": indicator, "locality": request.locality, "period": request.period},
    )
