"""The page opens on its exceptions, has an anchor for each panel, and its place in the navigation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from layouts.pages import PAGES, page_of
from layouts.panels import PANELS as REGISTERED
from layouts.views import dossiers
from tests.feedback_forms import asked, locality

NAMES = ["dossier_alerts", "dossier_timeliness", "dossier_online", "dossier_fields"]


def shown(*kinds: str) -> list[Any]:
    """Frames of single cases in a place that has these kinds."""
    frames: list[Any] = dossiers.cases(
        asked(), replace(locality([], "tan_chau"), case_kinds=frozenset(kinds))
    ).children
    return frames


def test_panels_come_in_the_order_of_the_page_exceptions_first() -> None:
    assert [panel.name for panel in dossiers.PANELS][: len(NAMES)] == NAMES
    assert all(REGISTERED[panel.name] is panel for panel in dossiers.PANELS)
    assert {page_of(panel).name for panel in dossiers.PANELS} == {"dossiers"}


def test_every_frame_has_its_name_as_its_anchor() -> None:
    frames = [*dossiers.grid(asked()), *shown("dossier")]
    assert [frame.id for frame in frames] == [panel.name for panel in dossiers.PANELS]


def test_a_place_without_cases_is_told_what_to_load_and_asked_for_nothing_else() -> None:
    assert [frame.id for frame in shown("feedback")] == ["dossier_coming"]


def test_the_page_follows_feedback() -> None:
    names = [page.name for page in PAGES]
    assert names[names.index("feedback") + 1] == "dossiers"
    assert dossiers.VIEW.title == "Thủ tục hành chính"
