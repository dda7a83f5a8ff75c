"""The page of several places is listed where there are several, and has one panel."""

from __future__ import annotations

from dataclasses import replace

from dash import html

from data.contracts import Catalogue
from layouts.pages import PAGES, page_links
from layouts.views import localities
from tests.board_forms import REQUEST
from tests.unit.callbacks.test_requests import CATALOGUE
from tests.unit.layouts.trees import find

HERE = CATALOGUE.localities[0]
SEVERAL = Catalogue(1, (HERE, replace(HERE, slug="bu_dang")))


def listed(catalogue: Catalogue | None) -> bool:
    return localities.VIEW in page_links(HERE, catalogue)


def test_it_is_listed_only_where_another_place_can_stand_beside() -> None:
    assert listed(SEVERAL)
    assert not listed(Catalogue(1, (HERE,)))
    assert not listed(Catalogue(1, (HERE, replace(HERE, slug="bu_dang", is_whole=False))))
    assert not listed(Catalogue(1, (HERE, replace(HERE, slug="mo_phong_01", is_simulated=True))))
    assert not listed(None)
    assert localities.VIEW not in page_links()


def test_no_other_page_needs_to_know_how_many_places_there_are() -> None:
    others = [page.view for page in PAGES if not page.view.subject and not page.view.is_wide]
    assert list(page_links(HERE, Catalogue(1, (HERE,)))) == others


def test_the_panel_takes_the_whole_width() -> None:
    (frame,) = localities.grid(REQUEST)
    assert find(frame, html.Section)[0].className == "panel span-12"
