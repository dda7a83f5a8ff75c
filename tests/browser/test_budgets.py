"""What a page may cost: a first visit, an interaction, a switch of pages; and two visitors at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browsers import Watch
from tests.heap import kept_by, pages_in_turn
from tests.views import EVERY_PAGE, drawn, followed, opened, settled

REQUESTS = 26
BYTES = 900_000
"""0,9 MB over the wire, headers and bodies as they were packed."""

GROWTH = 10_000
"""Bytes that the heap may grow by with each switch of pages."""

ROUNDS = 4
"""Rounds over all pages: what is kept at the end is kept by the page that was there at the beginning."""

FEEDBACK = "/feedback?locality=tan_chau&period=2022"


@dataclass
class Wire:
    """What the network carried for one page, as Chromium's own tools count it."""

    addresses: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)

    def listen(self, session: CDPSession) -> None:
        """Count from now on."""
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._loaded)

    def _asked(self, event: dict[str, Any]) -> None:
        self.addresses[event["requestId"]] = event["request"]["url"]

    def _loaded(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    @property
    def requests(self) -> list[str]:
        """Addresses asked for; the poll of the version counts once: it follows the clock, not the page."""
        asked = [address for address in self.addresses.values() if address.startswith("http")]
        polls = [address for address in asked if address.endswith("/version")]
        return [address for address in asked if address not in polls] + polls[:1]

    @property
    def bytes(self) -> float:
        """Bytes over the wire."""
        return sum(self.sizes.values())


def first_visit(watch: Watch, address: str) -> Wire:
    """Load a page into a browser that has never been here, until everything is drawn."""
    page = watch.open()
    wire = Wire()
    wire.listen(page.context.new_cdp_session(page))
    opened(page, address)
    if page.locator("section.panel:not(:has(.state)) .dash-graph").count():
        drawn(page)
    return wire


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_a_first_visit_stays_within_its_budget(watch: Watch, served: str, address: str) -> None:
    wire = first_visit(watch, served + address)
    assert len(wire.requests) <= REQUESTS, "\n".join(wire.requests)
    assert wire.bytes <= BYTES


def test_a_page_without_charts_does_not_load_plotly(watch: Watch, served: str) -> None:
    wire = first_visit(watch, f"{served}/budget?locality=tan_chau&period=2022")
    assert not [address for address in wire.requests if "plotly" in address]


def test_charts_are_drawn_by_the_bundle(watch: Watch, served: str) -> None:
    """`make test` has npm, on the path or in its virtual environment: the bundle must be there."""
    wire = first_visit(watch, served + FEEDBACK)
    (plotly,) = [address for address in wire.requests if "plotly" in address]
    assert "/package_data/plotly." in plotly
    assert not plotly.endswith("/plotly.min.js")


# -------------------------------------------------------------------------------------- interactions


def press(selector: str) -> Callable[[Page], None]:
    """An interaction that is one click."""
    return lambda page: page.locator(selector).first.click()


def look_up(page: Page) -> None:
    """Type into the search box until it has something to offer."""
    page.locator("#search-box").fill("tân")
    expect(page.get_by_role("option").first).to_be_visible()


@pytest.mark.parametrize(
    ("interaction", "budget"),
    [
        (press("#theme-switch"), 0),
        (press("#text-larger"), 0),
        (press(".locality-menu button"), 0),
        (press(".period-menu button"), 0),
        (press("details.behind:has(table) > summary"), 0),
        (press(".sources > summary"), 0),
        (look_up, 1),
    ],
    ids=["theme", "type", "localities", "periods", "table", "sources", "search"],
)
def test_what_an_interaction_asks_of_the_server(
    page: Page, served: str, interaction: Callable[[Page], None], budget: int
) -> None:
    opened(page, served + FEEDBACK)
    drawn(page)
    asked = requests_of(page)
    interaction(page)
    page.wait_for_load_state("networkidle") if budget else page.evaluate("new Promise(requestAnimationFrame)")
    assert len(asked) <= budget, asked


def requests_of(page: Page) -> list[str]:
    """Collect what a page asks for from now on, but for its poll of the version."""
    asked: list[str] = []
    page.on(
        "request", lambda request: None if request.url.endswith("/version") else asked.append(request.url)
    )
    return asked


@pytest.mark.parametrize("title", ["Tổng quan", "Trụ cột", "Ngân sách", "Nhiệm vụ"])
def test_another_page_asks_for_its_frames_and_each_panel_once(page: Page, served: str, title: str) -> None:
    opened(page, served + FEEDBACK)
    drawn(page)
    asked = requests_of(page)
    followed(page, title)
    calls = [address for address in asked if "/_dash-update-component" in address]
    others = [address for address in asked if address not in calls and "/geo/" not in address]
    assert len(calls) == page.locator("section.panel").count() + 1
    assert others == []


def test_the_way_back_asks_for_no_more(page: Page, served: str) -> None:
    opened(page, served + FEEDBACK)
    followed(page, "Ngân sách")
    asked = requests_of(page)
    page.go_back()
    expect(page.locator("main h1")).to_have_text("Phản ánh")
    settled(page)
    calls = [address for address in asked if "/_dash-update-component" in address]
    assert len(calls) <= page.locator("section.panel").count() + 1
    assert not [address for address in asked if address.endswith((".js", ".css", ".woff2"))]


def test_a_second_visit_asks_for_no_file_again(watch: Watch, served: str) -> None:
    page = opened(watch.open(), served + FEEDBACK)
    drawn(page)
    wire = Wire()
    wire.listen(page.context.new_cdp_session(page))
    opened(page, f"{served}/budget?locality=tan_chau&period=2022")
    files = [
        size
        for asked, size in wire.sizes.items()
        if wire.addresses[asked].endswith((".js", ".css", ".woff2", ".geojson"))
    ]
    assert sum(files) == 0
    assert wire.bytes <= 60_000


# -------------------------------------------------------------------------------------- two visitors


def test_two_visitors_at_once_see_what_each_would_see_alone(watch: Watch, served: str) -> None:
    """The server keeps nothing of anybody: places, periods and themes do not meet."""
    places = ("?locality=tan_chau&period=2022", "?locality=bu_dang&period=2023&theme=dark")
    titles = ("Tổng quan", "Trụ cột", "Ngân sách")
    alone = [
        [told(opened(watch.open(), served + path + place)) for path in ("/", "/pillars", "/budget")]
        for place in places
    ]
    together = [opened(watch.open(), f"{served}/feedback{place}") for place in places]
    for step, title in enumerate(titles):
        for page in together:
            page.locator("nav.pages a", has_text=title).click()
        for visitor, page in enumerate(together):
            expect(page.locator("main h1")).to_have_text(title)
            settled(page)
            assert told(page) == alone[visitor][step]
    assert ["theme=dark" in page.url for page in together] == [False, True]


def told(page: Page) -> list[str]:
    """What a page says, panel by panel, but for the minute at which it says so.

    The minute is taken out, not hidden: of a panel that itself is hidden all words are given.
    """
    page.evaluate("document.querySelectorAll('.shown').forEach((shown) => { shown.textContent = ''; })")
    return [frame.inner_text() for frame in page.locator("section.panel").all()]


# ---------------------------------------------------------------------------------------------- heap


def test_switching_pages_leaves_nothing_behind(watch: Watch, served: str) -> None:
    """The short form: what two snapshots of the heap differ by, compiled code left out.

    Compiling goes on for hundreds of switches and ends by itself; `make soak` measures the whole heap.
    """
    page = opened(watch.open(), f"{served}/?locality=tan_chau&period=2022")
    titles = pages_in_turn(page)
    for title in titles:
        followed(page, title)
    before = kept_by(page)
    for title in titles * ROUNDS:
        followed(page, title)
    grown = kept_by(page) - before
    assert grown / (len(titles) * ROUNDS) <= GROWTH
