"""Take the pictures of README.md from a running server: `python docs/take_screenshots.py [address]`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

PICTURES = Path(__file__).parent / "img"
SIZES = {"1920": (1920, 1080), "390": (390, 844)}
PAGES = {
    "overview": "/?locality=tan_chau&period=2022",
    "pillars": "/pillars?locality=bu_dang&period=2023",
    "map": "/map?locality=tan_chau&period=2022",
    "feedback": "/feedback?locality=tan_chau&period=2022",
    "dossiers": "/dossiers?locality=tam_phuoc&period=2022",
    "budget": "/budget?locality=tan_chau&period=2022",
    "data": "/data?locality=bu_dang&period=2023",
}
DRAWING_MILLISECONDS = 1000
"""Plotly draws after the answer has come, and tells nobody when it is done."""
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def main(address: str) -> None:
    """Picture every page at every size, whole pages, once all panels are drawn."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
            for name, path in PAGES.items():
                take(page, address + path, PICTURES / f"{name}-{size}.png")
        browser.close()


def take(page: Page, address: str, picture: Path) -> None:
    """Picture one page."""
    page.goto(address)
    expect(page.locator("section.panel").first).to_be_visible()
    expect(page.locator('section.panel[aria-busy="true"]')).to_have_count(0)
    page.wait_for_timeout(DRAWING_MILLISECONDS)
    page.screenshot(path=picture, full_page=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8050")
