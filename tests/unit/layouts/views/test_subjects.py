"""Pages about one pillar and one indicator: their panels, their place among the pages."""

from __future__ import annotations

import datetime as dt

import pytest

from data.contracts import Request
from layouts.pages import PAGES, page_links, page_of
from layouts.panels import PANELS
from layouts.views import indicator, pillar

REQUEST = Request("tan_chau", "2022", dt.date(2022, 12, 31), pillar="xa_hoi", indicator="ty_le_ho_cap_quang")


@pytest.mark.parametrize("view", [pillar, indicator])
def test_every_panel_has_its_frame(view: object) -> None:
    frames = view.grid(REQUEST)  # type: ignore[attr-defined]
    assert [frame.id for frame in frames] == [panel.name for panel in view.PANELS]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "name", "places"),
    [
        ("/pillars/xa_hoi", "pillar", {"pillar": "xa_hoi"}),
        ("/indicators/ty_le_ho_cap_quang", "indicator", {"indicator": "ty_le_ho_cap_quang"}),
    ],
)
def test_the_path_names_the_subject(path: str, name: str, places: dict[str, str]) -> None:
    found = {page.name: page.places(path) for page in PAGES}
    assert {page: named for page, named in found.items() if named} == {name: places}


def test_subjects_are_not_in_the_navigation_and_borrowed_panels_keep_their_page() -> None:
    assert {"/pillars/<pillar>", "/indicators/<indicator>"}.isdisjoint(link.path for link in page_links())
    assert page_of(PANELS["pillar_targets"]).name == "pillars"
    assert page_of(PANELS["pillar_tasks"]).name == "pillar"
