"""A4: light whatever the screen shows, no controls, what was folded, charts as wide as the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.unit.layouts.test_theme import DARK, LIGHT
from tests.views import EVERY_PAGE, drawn, opened, with_theme

FEEDBACK = "/feedback?locality=tan_chau&period=2022"
A4 = (595, 842)
"""Points, rounded."""

COLUMN = 703
"""Px: 210 mm less two margins of 12 mm."""

CONTROLS = (
    ".pages",
    ".search",
    ".text-size",
    "#theme-switch",
    ".skip-link",
    ".sources summary",
    ".behind > summary",
)
BEFORE = "window.dispatchEvent(new Event('beforeprint'))"
AFTER = "window.dispatchEvent(new Event('afterprint'))"
BAR = "section[data-panel=feedback_by_unit] .barlayer .point path"
FILL = f"getComputedStyle(document.querySelector('{BAR}')).fill"


def on_paper(page: Page) -> Page:
    """Let a page stand as the printer gets it."""
    page.emulate_media(media="print")
    page.evaluate(BEFORE)
    return page


def rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[place : place + 2], 16) for place in (1, 3, 5)))


def test_controls_stay_on_the_screen_title_place_and_period_go_along(page: Page, served: str) -> None:
    on_paper(opened(page, served + FEEDBACK))
    for control in CONTROLS:
        assert [found for found in page.locator(control).all() if found.is_visible()] == [], control
    expect(page.locator("main h1")).to_be_visible()
    head = page.locator(".shell-header").inner_text()
    assert "Huyện Tân Châu" in head
    assert "Năm 2022" in head


def test_what_was_folded_is_printed_and_folded_again(page: Page, served: str) -> None:
    on_paper(opened(page, served + FEEDBACK))
    panel = page.locator("section[data-panel=feedback_by_unit]")
    expect(panel.locator(".behind table")).to_be_visible()
    expect(panel.locator(".sources li").first).to_be_visible()
    assert (
        panel.locator(".figures thead").evaluate_all("heads => heads.map(h => getComputedStyle(h).display)")
        == ["table-header-group"] * panel.locator(".figures thead").count()
    )
    page.emulate_media(media="screen")
    page.evaluate(AFTER)
    assert page.locator("main details[open]").count() == 0


def test_paper_is_light_and_the_screen_goes_on_dark(page: Page, served: str) -> None:
    opened(page, f"{served}{FEEDBACK}&theme=dark")
    drawn(page)
    expect(page.locator(BAR).first).to_have_css("fill", rgb(DARK["accent"]))
    on_paper(page)
    assert page.evaluate(FILL) == rgb(LIGHT["accent"])
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == rgb(LIGHT["ink"])
    page.emulate_media(media="screen")
    page.evaluate(AFTER)
    expect(page.locator(BAR).first).to_have_css("fill", rgb(DARK["accent"]))


def test_charts_are_as_wide_as_the_column_and_grow_again(page: Page, served: str) -> None:
    opened(page, served + FEEDBACK)
    drawn(page)
    width = "Math.max(...[...document.querySelectorAll('.main-svg')].map((svg) => svg.clientWidth))"
    before = page.evaluate(width)
    on_paper(page)
    assert page.evaluate(width) == COLUMN
    page.emulate_media(media="screen")
    page.evaluate(AFTER)
    expect(page.locator(".main-svg").first).not_to_have_css("width", f"{COLUMN}px")
    assert page.evaluate(width) == before


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", [EVERY_PAGE[0], FEEDBACK, "/budget?locality=tan_chau&period=2022"])
def test_it_comes_out_on_a4(page: Page, served: str, tmp_path: Path, address: str, theme: str) -> None:
    opened(page, served + with_theme(address, theme))
    made = page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", made)
    assert boxes
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {A4}


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_nothing_is_wider_than_the_paper(page: Page, served: str, address: str) -> None:
    opened(page, served + address)
    page.set_viewport_size({"width": COLUMN, "height": 1000})
    on_paper(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= COLUMN
