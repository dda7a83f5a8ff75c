"""Reading component trees as a person reads a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component


def parts(content: Any) -> Iterator[Any]:
    """Walk a component tree in the order of reading."""
    if isinstance(content, list | tuple):
        for item in content:
            yield from parts(item)
    elif isinstance(content, dict):
        yield from parts(getattr(html, content["type"])(**content["props"]))
    elif isinstance(content, Component):
        yield content
        yield from parts(getattr(content, "label", None))
        yield from parts(getattr(content, "children", None))
    elif content is not None:
        yield content


def text(content: Any) -> str:
    return "".join(str(part) for part in parts(content) if not isinstance(part, Component))


def find(content: Any, kind: type[Component], **wanted: Any) -> list[Any]:
    return [
        part
        for part in parts(content)
        if isinstance(part, kind)
        and all(getattr(part, name, None) == value for name, value in wanted.items())
    ]


def addresses(content: Any) -> list[str]:
    kinds = (dcc.Link, dbc.DropdownMenuItem)
    return [str(vars(part)["href"]) for part in parts(content) if isinstance(part, kinds)]
