"""Pages of map and unit: which panels stand where."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dash import html

from data.contracts import Request
from layouts.pages import PAGES, page_of
from layouts.views import map_page, unit_profile
from tests.unit.layouts.trees import find

REQUEST = Request("tan_chau", "2022", dt.date(2022, 12, 31), unit="25546@1900-01-01", measure="late")


def names(content: object) -> list[str]:
    return [getattr(section, "data-panel") for section in find(content, html.Section)]


def test_the_choice_stands_over_the_map() -> None:
    assert names(map_page.grid(REQUEST)) == ["map_measures", "map_communes", "map_bodies"]


def test_a_unit_opens_on_what_needs_direction_and_on_who_it_is() -> None:
    stacks, beside = unit_profile.grid(REQUEST)
    left, right = find(stacks, html.Div, className="stack")
    assert (names(left)[0], names(right)[0]) == ("unit_alerts", "unit_identity")
    assert names(beside) == ["pillar_against"]
    assert {*names(left), *names(right), *names(beside)} == {panel.name for panel in unit_profile.PANELS}


def test_whoever_sees_single_units_gets_no_comparison_with_others() -> None:
    (only,) = unit_profile.grid(replace(REQUEST, scope=frozenset({REQUEST.unit})))
    assert "pillar_against" not in names(only)


def test_both_pages_are_registered_and_the_unit_stands_within_the_map() -> None:
    pages = {page.name: page for page in PAGES}
    assert pages["map"].path == "/map"
    assert pages["unit"].places("/units/25546@1900-01-01") == {"unit": "25546@1900-01-01"}
    assert pages["unit"].view.within == "/map"
    own = [panel for panel in unit_profile.PANELS if panel.name != "pillar_against"]
    assert all(page_of(panel) is pages["unit"] for panel in own)
