"""From the home page: the reason of every exception in two clicks at most, its source line in two more.

Walked by clicking what a leader sees, never by typing an address.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_pages import PHONE, opened, panel, settled
from tests.browsers import Watch

HOMES = ("/?locality=tan_chau&period=2022", "/?locality=bu_dang&period=2023")
LINE = re.compile(r"dòng \d+")
FIGURE = re.compile(r"\d+(?:,\d+)?")


def exceptions(page: Page) -> Locator:
    return panel(page, "overview_alerts").locator(".exception-row")


def spoken(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


@pytest.mark.parametrize("home", HOMES)
def test_every_exception_leads_to_its_reason_and_the_reason_to_its_line(
    page: Page, served: str, home: str
) -> None:
    opened(page, served + home)
    count = exceptions(page).count()
    assert count
    for at in range(count):
        opened(page, served + home)
        row = exceptions(page).nth(at)
        said = f"{row.locator('.exception').inner_text()} {row.locator('.exception-detail').inner_text()}"
        row.locator("a.onward").click()  # click 1: the reason
        expect(page).not_to_have_url(served + home)
        settled(page)
        reason = spoken(page.locator("main").text_content())
        figures = set(FIGURE.findall(said))
        assert figures & set(FIGURE.findall(reason)), f"none of {figures} of {said!r} is given as a reason"
        assert _line_within_two_clicks(page), f"no source line for {said!r}"


def _line_within_two_clicks(page: Page) -> bool:
    """See a line on the page, else open the first list of sources (one click)."""
    if LINE.search(spoken(page.locator("main").inner_text())):
        return True
    page.locator("section.panel details.sources summary").first.click()
    return LINE.search(spoken(page.locator("main").inner_text())) is not None


@pytest.mark.parametrize(
    ("home", "exception", "figures"),
    [
        (HOMES[0], "DVC trực tuyến có phát sinh hồ sơ", ["19,26", "50,13", "70,74", "dòng 91", "dòng 159"]),
        (HOMES[1], "Hoạt động xã hội số", ["65,39", "24,61/90", "dòng 48"]),
    ],
)
def test_an_exception_leads_straight_to_its_own_page(
    page: Page, served: str, home: str, exception: str, figures: list[str]
) -> None:
    opened(page, served + home)
    exceptions(page).filter(has_text=exception).first.locator("a.onward").click()
    expect(page.locator("h1")).to_contain_text(exception)
    settled(page)
    text = spoken(page.locator("main").inner_text())
    for figure in figures:
        assert figure in text


@pytest.mark.parametrize("home", HOMES)
def test_a_target_on_the_home_page_leads_to_its_line(page: Page, served: str, home: str) -> None:
    opened(page, served + home)
    panel(page, "overview_targets").locator(".bullet a").first.click()
    page.wait_for_url("**/indicators/**")
    settled(page)
    sources = panel(page, "indicator_sources")
    expect(sources).to_contain_text(LINE)
    expect(sources).to_contain_text(re.compile(r"hàng \d+"))


def test_from_pillars_to_a_pillar_to_an_indicator_and_its_siblings(page: Page, served: str) -> None:
    opened(page, f"{served}/pillars?locality=bu_dang&period=2023")
    panel(page, "pillar_headings").get_by_role("link", name="Hoạt động xã hội số").click()
    page.wait_for_url("**/pillars/xa_hoi?locality=bu_dang&period=2023")
    settled(page)
    panel(page, "pillar_targets").locator(".bullet a").first.click()
    page.wait_for_url("**/indicators/**")
    settled(page)
    first = page.url
    page.locator(".neighbour").last.click()
    expect(page).not_to_have_url(first)
    settled(page)
    assert "/indicators/" in page.url
    expect(page.locator(".breadcrumb-trail")).to_contain_text("Hoạt động xã hội số")


@pytest.mark.parametrize(
    "address",
    [
        "/pillars/xa_hoi?locality=bu_dang&period=2023",
        "/indicators/ty_le_dvctt_phat_sinh_ho_so?locality=tan_chau&period=2022",
        "/indicators/dti_hang?locality=bu_dang&period=2023",
    ],
)
def test_no_page_about_a_subject_scrolls_sideways_on_a_phone(watch: Watch, served: str, address: str) -> None:
    page = opened(watch.open(viewport=PHONE), served + address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
