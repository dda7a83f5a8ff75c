"""Addresses inside the product: the URL is the state, so a link is a path with its query."""

from __future__ import annotations

from urllib.parse import urlencode

from data.contracts import Request


def href(path: str, **query: str) -> str:
    """Build an address, leaving out empty parameters; `@` stays readable in unit addresses."""
    pairs = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(pairs, safe='@')}" if pairs else path


def to_page(path: str, request: Request) -> str:
    """Lead to another page for the same locality and period; unit and pillar belong to the page left."""
    return href(path, locality=request.locality, period=request.period)


def to_period(path: str, request: Request, period: str) -> str:
    """Lead to another period of the same view."""
    return href(path, **{**request.query(), "period": period})
