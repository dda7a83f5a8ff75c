"""The page opens on what documents leave open."""

from __future__ import annotations

from dash import html

from layouts.panels import PANELS as REGISTERED
from layouts.views import documents
from tests.unit.layouts.trees import find
from tests.work_forms import asked

NAMES = [
    "document_alerts",
    "document_statements",
    "system_roles",
    "system_databases",
    "document_directives",
    "document_cited",
    "system_inventory",
]


def test_what_is_open_comes_first_and_each_frame_can_be_linked_to() -> None:
    assert [panel.name for panel in documents.PANELS] == NAMES
    assert [frame.id for frame in find(documents.grid(asked()), html.Section)] == NAMES
    assert all(REGISTERED[panel.name] is panel for panel in documents.PANELS)
    assert all(panel.missing.endswith(".") for panel in documents.PANELS)
