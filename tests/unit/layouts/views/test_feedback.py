"""The page opens on its exceptions, and every panel has an anchor."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import dcc

from data.contracts import Request
from layouts.panels import PANELS as REGISTERED
from layouts.views import feedback
from tests.feedback_forms import asked, locality
from tests.unit.layouts.trees import find

NAMES = [
    "feedback_alerts",
    "feedback_timeliness",
    "feedback_map",
    "feedback_by_unit",
    "feedback_satisfaction",
    "feedback_coming",
    "feedback_unusual",
    "feedback_league",
    "feedback_ages",
    "feedback_compare",
    "feedback_months",
    "feedback_matrix",
]
REPORTED = 5
"""Panels of reported counts; those of single cases follow in a part of their own."""


def shown(request: Request, *kinds: str) -> list[Any]:
    """Frames of single cases in a place that has these kinds."""
    frames: list[Any] = feedback.cases(
        request, replace(locality([], "tan_chau"), case_kinds=frozenset(kinds))
    ).children
    return frames


def test_panels_come_in_the_order_of_the_page_exceptions_first() -> None:
    assert [panel.name for panel in feedback.PANELS] == NAMES
    assert all(REGISTERED[panel.name] is panel for panel in feedback.PANELS)


def test_every_frame_can_be_linked_to_and_knows_the_request() -> None:
    reported = feedback.grid(asked("25546@1900-01-01"))
    frames = [*reported, *shown(asked("25546@1900-01-01"), "feedback")]
    assert len(reported) == REPORTED
    assert [frame.id for frame in frames] == NAMES
    stores = [find(frame, dcc.Store)[0] for frame in frames]
    assert {store.data["unit"] for store in stores} == {"25546@1900-01-01"}


def test_a_place_without_cases_is_told_what_to_load_and_asked_for_nothing_else() -> None:
    assert [frame.id for frame in shown(asked(), "dossier")] == ["feedback_coming"]


def test_cases_are_no_reported_counts() -> None:
    """A period with counts has no cases by that: the empty state must not lead to itself."""
    subjects = [panel.subject for panel in feedback.PANELS]
    assert subjects == ["feedback"] * REPORTED + [""] * (len(NAMES) - REPORTED)


def test_every_panel_says_what_to_load() -> None:
    for panel in feedback.PANELS:
        assert panel.missing.startswith("Cần nạp")
        assert bool(panel.alt) == panel.has_graph
