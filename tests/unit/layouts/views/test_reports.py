"""The page opens on the next day."""

from __future__ import annotations

from dash import html

from layouts.panels import PANELS as REGISTERED
from layouts.views import reports
from tests.unit.layouts.trees import find
from tests.work_forms import asked

NAMES = ["reporting_alerts", "reporting_calendar", "reporting_received", "reporting_board"]


def test_the_next_day_comes_first_and_each_frame_can_be_linked_to() -> None:
    assert [panel.name for panel in reports.PANELS] == NAMES
    assert [frame.id for frame in find(reports.grid(asked()), html.Section)] == NAMES
    assert all(REGISTERED[panel.name] is panel for panel in reports.PANELS)


def test_every_panel_says_what_is_missing_and_where_duties_may_be() -> None:
    for panel in reports.PANELS:
        assert panel.subject == "reporting"
        assert panel.missing.endswith(".")
