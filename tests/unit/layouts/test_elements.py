"""Lean elements are, for Dash and its renderer, the elements that they are derived from."""

from __future__ import annotations

import dash
import pytest
from dash import dcc
from dash.development.base_component import Component

from layouts import elements

NAMES = sorted(
    name for name, kind in vars(elements).items() if isinstance(kind, type) and hasattr(kind, "_type")
)
PROPERTIES = {"id": "here", "className": "words", "title": "Chú giải", "data-step": "2", "aria-label": "Tên"}


def original(name: str) -> type[Component]:
    found: type[Component] = dcc.Link if name == "Link" else getattr(dash.html, name)
    return found


@pytest.mark.parametrize("name", [name for name in NAMES if name != "Element"])
def test_the_renderer_reads_the_same_as_from_the_original(name: str) -> None:
    given = {**PROPERTIES, "href": "/map"} if name in {"A", "Link"} else PROPERTIES
    if name == "Link":
        given = {key: value for key, value in given.items() if "-" not in key}
    lean = getattr(elements, name)("Chữ", **given)
    assert lean.to_plotly_json() == original(name)(children="Chữ", **given).to_plotly_json()


def test_children_are_found_by_those_who_walk_components() -> None:
    inner = elements.Span("78,4 %", id="rate")
    outer = elements.Div([elements.P(["Đúng hạn ", inner])])
    assert [found for _, found in outer._traverse_with_paths()][-1] is inner
    assert outer["rate"] is inner


def test_nothing_is_written_for_what_is_not_given() -> None:
    assert elements.Td().to_plotly_json()["props"] == {}
    assert elements.Td(0).to_plotly_json()["props"] == {"children": 0}


def test_a_cell_is_what_the_renderer_reads_of_its_component() -> None:
    component = elements.Td("29/37", className="digits").to_plotly_json()
    assert elements.written("Td", "29/37", className="digits") == component
    assert elements.written("Td", className="digits") == elements.Td(className="digits").to_plotly_json()
