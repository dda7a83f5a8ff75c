"""Every page of the product by an address that has figures: what tests of the whole product walk through."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

EVERY_PAGE = (
    "/?locality=tan_chau&period=2022",
    "/?locality=bu_dang&period=2023",
    "/localities?locality=tan_chau&period=2022",
    "/pillars?locality=bu_dang&period=2023",
    "/pillars?locality=tan_chau&period=2022",
    "/pillars/xa_hoi?locality=bu_dang&period=2023",
    "/indicators/ty_le_dvctt_phat_sinh_ho_so?locality=tan_chau&period=2022",
    "/map?locality=tan_chau&period=2022",
    "/feedback?locality=tan_chau&period=2022",
    "/feedback/PA-1?locality=tan_chau&period=2022",
    "/budget?locality=tan_chau&period=2022",
    "/tasks?locality=tan_chau&period=2022",
    "/reports?locality=tan_chau&period=2022",
    "/documents?locality=tan_chau&period=2022",
    "/data?locality=bu_dang&period=2023",
    "/dossiers?locality=tam_phuoc&period=2022",
    "/dossiers/HS-1?locality=tam_phuoc&period=2022",
    "/units/25546@1900-01-01?locality=tan_chau&period=2022",
)

WITH_CHARTS = (
    "/?locality=tan_chau&period=2022",
    "/pillars?locality=bu_dang&period=2023",
    "/map?locality=tan_chau&period=2022",
    "/feedback?locality=tan_chau&period=2022",
)
"""Those that draw with Plotly, of each kind of picture one."""

BUSY = 'section.panel[aria-busy="true"]'
PATIENCE = 20_000
"""Milliseconds that a page may take on a machine that runs everything else as well."""


def opened(page: Page, address: str) -> Page:
    """Open an address and wait until every panel has its answer."""
    page.goto(address)
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until the page has panels and none is busy: the strict CSP forbids waiting for a script."""
    expect(page.locator("section.panel").first).to_be_visible()
    expect(page.locator(BUSY)).to_have_count(0, timeout=PATIENCE)


def drawn(page: Page) -> Locator:
    """Wait until the charts of a settled page are drawn; give them."""
    charts = page.locator(".js-plotly-plot:has(.main-svg)")
    expect(charts.first).to_be_visible(timeout=PATIENCE)
    return charts


def followed(page: Page, title: str) -> None:
    """Go to another page by its link in the navigation, and wait for it."""
    page.locator("nav.pages a", has_text=title).click()
    expect(page.locator("main h1")).to_have_text(title)
    settled(page)


def with_theme(address: str, theme: str) -> str:
    """Add the dark theme to an address; the light one needs no word."""
    return f"{address}&theme=dark" if theme == "dark" else address
