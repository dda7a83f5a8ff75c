"""Light and dark: the address says which, every way carries it along, charts follow without the server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browsers import Watch
from tests.unit.layouts.test_theme import DARK, LIGHT, TEXT_CONTRAST, contrast
from tests.views import WITH_CHARTS, drawn, followed, opened, settled, with_theme

GROUND = "getComputedStyle(document.body).backgroundColor"
FEEDBACK = "/feedback?locality=tan_chau&period=2022"


def rgb(colour: str) -> str:
    """Write #RRGGBB as browsers do."""
    return "rgb({}, {}, {})".format(*(int(colour[place : place + 2], 16) for place in (1, 3, 5)))


def hexadecimal(colour: str) -> str:
    """Write rgb(r, g, b) as the tokens do."""
    return "#" + "".join(f"{int(part):02X}" for part in re.findall(r"\d+", colour)[:3])


def asked(page: Page) -> list[Request]:
    """Collect what a page asks the server from now on, but for its poll of the version."""
    requests: list[Request] = []
    page.on("request", lambda request: None if "/version" in request.url else requests.append(request))
    return requests


@pytest.mark.parametrize(
    ("query", "ground"),
    [("", LIGHT["ground"]), ("&theme=light", LIGHT["ground"]), ("&theme=dark", DARK["ground"])],
)
def test_the_address_says_which(page: Page, served: str, query: str, ground: str) -> None:
    opened(page, f"{served}{FEEDBACK}{query}")
    assert page.evaluate(GROUND) == rgb(ground)


def test_the_system_does_not_say_which(watch: Watch, served: str) -> None:
    page = opened(watch.open(color_scheme="dark"), served + FEEDBACK)
    assert page.evaluate(GROUND) == rgb(LIGHT["ground"])


def test_the_first_paint_is_dark_already(page: Page, served: str) -> None:
    text = page.request.get(f"{served}{FEEDBACK}&theme=dark").text()
    assert '<html data-theme="dark"' in text


def test_the_switch_leads_there_and_back_without_the_server(page: Page, served: str) -> None:
    opened(page, served + FEEDBACK)
    drawn(page)
    requests = asked(page)
    switch = page.locator("#theme-switch")
    expect(switch).to_have_text("Nền tối", use_inner_text=True)
    switch.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.url == f"{served}{FEEDBACK}&theme=dark"
    expect(switch).to_have_text("Nền sáng", use_inner_text=True)
    bar = page.locator("section[data-panel=feedback_by_unit] .barlayer .point path").first
    expect(bar).to_have_css("fill", rgb(DARK["accent"]))
    switch.click()
    expect(bar).to_have_css("fill", rgb(LIGHT["accent"]))
    assert page.url == served + FEEDBACK
    assert [request.url for request in requests] == []


def test_answers_know_nothing_of_the_theme(page: Page, served: str) -> None:
    requests = asked(page)
    opened(page, f"{served}{FEEDBACK}&theme=dark")
    panels = [
        request.post_data or "" for request in requests if '"part":"request"' in (request.post_data or "")
    ]
    assert len(panels) == page.locator("section.panel").count()
    assert not [body for body in panels if "theme" in body]


def test_every_way_carries_it_along(page: Page, served: str) -> None:
    opened(page, f"{served}{FEEDBACK}&theme=dark")
    followed(page, "Ngân sách")
    page.wait_for_url("**/budget?**&theme=dark")
    page.locator(".period-menu button").click()
    page.locator(".period-menu .dropdown-item").first.click()
    page.wait_for_url("**/budget?**&theme=dark")
    settled(page)
    page.locator("#search-box").fill("tan phu")
    expect(page.get_by_role("option", name=re.compile("Tân Phú")).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**theme=dark")
    settled(page)
    page.locator("a.product").click()
    page.wait_for_url("**/?theme=dark")
    settled(page)
    assert page.evaluate(GROUND) == rgb(DARK["ground"])


def test_back_forward_and_reload_show_what_they_showed(page: Page, served: str) -> None:
    opened(page, served + FEEDBACK)
    followed(page, "Ngân sách")
    page.locator("#theme-switch").click()
    page.go_back()
    expect(page.locator("main h1")).to_have_text("Phản ánh")
    assert page.evaluate(GROUND) == rgb(LIGHT["ground"])
    page.go_forward()
    expect(page.locator("main h1")).to_have_text("Ngân sách")
    assert page.evaluate(GROUND) == rgb(DARK["ground"])
    page.reload()
    settled(page)
    assert page.evaluate(GROUND) == rgb(DARK["ground"])


def test_links_that_the_browser_follows_itself_carry_it_too(page: Page, served: str) -> None:
    """Open in a new tab, copy address: the link has the address that it needs once it is touched."""
    opened(page, f"{served}{FEEDBACK}&theme=dark")
    link = page.locator("nav.pages a", has_text="Ngân sách")
    link.focus()
    assert (link.get_attribute("href") or "").endswith("&theme=dark")
    page.locator("#theme-switch").click()
    link.focus()
    assert "theme" not in (link.get_attribute("href") or "")


TEXTS = """() => [...document.querySelectorAll(".main-svg text")]
    .filter((text) => text.textContent.trim() && text.getBoundingClientRect().width > 0)
    .map((text) => {
        const bar = text.classList.contains("bartext") && text.closest(".point").querySelector("path");
        const onMap = Boolean(text.closest(".scattergeo"));
        const ground = bar ? getComputedStyle(bar).fill : getComputedStyle(document.body).backgroundColor;
        return [text.textContent, getComputedStyle(text).fill, ground, onMap];
    })"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", WITH_CHARTS)
def test_words_in_charts_can_be_read(page: Page, served: str, address: str, theme: str) -> None:
    """On maps the inks of the steps are paired with their grounds by tests/unit/layouts/test_theme.py."""
    opened(page, served + with_theme(address, theme))
    drawn(page)
    tokens = DARK if theme == "dark" else LIGHT
    inks = {tokens["ink"], *(tokens[f"on-seq-{step}"] for step in range(5))}
    words = page.evaluate(TEXTS)
    assert words
    for text, ink, ground, on_map in words:
        if on_map:
            assert hexadecimal(ink) in inks, text
        else:
            assert contrast(hexadecimal(ink), hexadecimal(ground)) >= TEXT_CONTRAST, text


def test_forced_colours_draw_charts_for_the_ground_that_the_system_has(watch: Watch, served: str) -> None:
    page = opened(watch.open(forced_colors="active", color_scheme="dark"), served + FEEDBACK)
    drawn(page)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#theme-switch")).to_be_hidden()
    bar = page.locator("section[data-panel=feedback_by_unit] .barlayer .point path").first
    expect(bar).to_have_css("fill", rgb(DARK["accent"]))
