"""The page opens on its tiles and exceptions; every panel has an anchor and stands once."""

from __future__ import annotations

from dash import dcc, html

from layouts.pages import page_of
from layouts.panels import PANELS as REGISTERED
from layouts.panels import feedback_map
from layouts.views import overview
from tests.overview_forms import asked
from tests.unit.layouts.trees import find

NAMES = [
    "overview_tiles",
    "overview_alerts",
    "overview_reports",
    "feedback_map",
    "overview_pillars",
    "overview_targets",
    "overview_budget",
    "overview_data",
]


def test_panels_are_registered_and_exceptions_follow_the_tiles() -> None:
    assert [panel.name for panel in overview.PANELS] == NAMES
    assert all(REGISTERED[panel.name] is panel for panel in overview.PANELS)


def test_frames_come_in_that_order_each_with_its_anchor_and_the_request() -> None:
    frames = find(overview.grid(asked()), html.Section)
    assert [frame.id for frame in frames] == NAMES
    stores = [find(frame, dcc.Store)[0] for frame in frames]
    assert all(store.data == asked().query() for store in stores)


def test_what_is_borrowed_belongs_to_its_own_page() -> None:
    assert page_of(feedback_map.PANEL).path == "/feedback"
    own = [panel for panel in overview.PANELS if panel is not feedback_map.PANEL]
    assert {page_of(panel).path for panel in own} == {"/"}


def test_every_panel_says_what_to_load_and_where_it_belongs() -> None:
    assert all(panel.missing and panel.subject for panel in overview.PANELS)
