"""Screen readers, keyboards, large type: axe finds nothing serious, and what axe cannot see holds too."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browsers import Watch
from tests.views import EVERY_PAGE, WITH_CHARTS, drawn, opened, with_theme

SERIOUS = frozenset({"serious", "critical"})
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1366, "height": 768}
FEEDBACK = "/feedback?locality=tan_chau&period=2022"
UNFOLD = "document.querySelectorAll('details').forEach((details) => { details.open = true; })"
FOCUSED = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    const at = document.activeElement;
    const box = at.getBoundingClientRect();
    const style = getComputedStyle(at);
    return {
        name: at.innerText || at.getAttribute("aria-label") || at.id,
        visible: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
        inMain: Boolean(at.closest("main")),
        end: at === document.body,
    };
}"""


def findings(page: Page) -> list[str]:
    """What axe calls serious or critical, with the elements concerned."""
    result = Axe().run(page)
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in result.response["violations"]
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", EVERY_PAGE)
def test_axe_finds_nothing_serious(page: Page, served: str, address: str, theme: str) -> None:
    opened(page, served + with_theme(address, theme))
    page.evaluate(UNFOLD)
    assert findings(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_open_menus_and_results(page: Page, served: str, theme: str) -> None:
    opened(page, served + with_theme(FEEDBACK, theme))
    for menu in (".locality-menu", ".period-menu"):
        page.locator(f"{menu} button").click()
        expect(page.locator(f"{menu} .dropdown-item").first).to_be_visible()
        assert findings(page) == []
        page.keyboard.press("Escape")
    page.locator("#search-box").fill("tân")
    expect(page.get_by_role("option").first).to_be_visible()
    assert findings(page) == []


@pytest.mark.parametrize("address", ["/tasks?locality=tan_chau&period=2022", *WITH_CHARTS])
def test_axe_finds_nothing_serious_on_a_phone(watch: Watch, served: str, address: str) -> None:
    page = opened(watch.open(viewport=PHONE), served + address)
    assert findings(page) == []


@pytest.mark.console_allowed("404")
def test_axe_finds_nothing_serious_where_nothing_is(page: Page, served: str) -> None:
    page.goto(f"{served}/nothing")
    expect(page.locator("main h1")).to_be_visible()
    assert findings(page) == []


# ----------------------------------------------------------------------------------------- structure


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_headings_landmarks_and_language(page: Page, served: str, address: str) -> None:
    opened(page, served + address)
    assert page.locator("html").get_attribute("lang") == "vi"
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map((h) => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    for landmark in (".shell > header", "main", "[role=search]", ".shell > footer"):
        expect(page.locator(landmark)).to_have_count(1)
    names = [nav.get_attribute("aria-label") for nav in page.get_by_role("navigation").all()]
    assert None not in names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("address", WITH_CHARTS)
def test_charts_say_what_they_are_and_what_they_show(page: Page, served: str, address: str) -> None:
    opened(page, served + address)
    drawn(page)
    for picture in page.locator(".panel:not(:has(.state)) .picture").all():
        assert picture.get_attribute("role") == "img"
        assert len(picture.get_attribute("aria-label") or "") > 10
        pointed = picture.get_attribute("aria-describedby")
        said = page.evaluate("id => document.getElementById(id).textContent", pointed)
        headline = picture.locator("xpath=ancestor::section").locator("h2").inner_text()
        assert said == headline


def test_panels_that_fill_are_not_shouted(page: Page, served: str) -> None:
    """Nine panels that each announce themselves would be noise; only the loss of the server is."""
    opened(page, served + FEEDBACK)
    assert page.locator("main [aria-live], main [role=status], main [role=alert]").count() == 0
    expect(page.locator("#connection-banner[role=status]")).to_have_count(1)


# ------------------------------------------------------------------------------------------ keyboard


def walk(page: Page, steps: int) -> list[dict[str, Any]]:
    """Press Tab; note what has the focus after each, once the browser has scrolled to it.

    Without motion: a smooth scroll takes many frames, in which what has the focus is not yet in sight.
    """
    page.emulate_media(reduced_motion="reduce")
    seen: list[dict[str, Any]] = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUSED))
        if seen[-1]["end"]:
            break
    return seen


def test_the_keyboard_reaches_everything_in_order_and_leaves_again(page: Page, served: str) -> None:
    opened(page, served + FEEDBACK)
    seen = walk(page, 120)
    assert seen[-1]["end"], "the focus never left the page: a trap"
    reached = seen[:-1]
    unseen = [stop for stop in reached if not (stop["visible"] and stop["ring"])]
    assert unseen == []
    names = [" ".join(stop["name"].split()) for stop in reached]
    order = ["Đến nội dung chính", "IOC", "Tổng quan", "Ngân sách", "search-box", "A−", "A+", "Nền tối"]
    places = [next(at for at, name in enumerate(names) if wanted in name) for wanted in order]
    assert places == sorted(places)
    first_inside = next(at for at, stop in enumerate(reached) if stop["inMain"])
    assert all(stop["inMain"] for stop in reached[first_inside:])
    assert sum("Nguồn" in name for name in names) == page.locator(".sources").count()


def test_the_first_stop_leads_past_the_header(page: Page, served: str) -> None:
    opened(page, served + FEEDBACK)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["inMain"]


def test_menus_open_move_and_close_by_keys(page: Page, served: str) -> None:
    opened(page, served + FEEDBACK)
    button = page.locator(".locality-menu button")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    first = page.locator(".locality-menu .dropdown-item").first
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()


@pytest.mark.parametrize("summary", ["details.behind:has(table) > summary", ".sources > summary"])
def test_folds_open_by_keys(page: Page, served: str, summary: str) -> None:
    opened(page, served + FEEDBACK)
    fold: Locator = page.locator(summary).first
    fold.focus()
    page.keyboard.press("Enter")
    expect(fold.locator("xpath=..")).to_have_attribute("open", "")
    page.keyboard.press("Space")
    expect(fold.locator("xpath=..")).not_to_have_attribute("open", "")


def test_tables_can_be_scrolled_by_keys(watch: Watch, served: str) -> None:
    page = opened(watch.open(viewport=PHONE), f"{served}/budget?locality=tan_chau&period=2022")
    table = page.locator("section[data-panel=budget_lines] .table-scroll").first
    table.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(table).not_to_have_js_property("scrollLeft", 0)


def test_after_a_link_the_new_heading_has_the_focus(page: Page, served: str) -> None:
    opened(page, served + FEEDBACK)
    page.locator("nav.pages a", has_text="Ngân sách").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Ngân sách")
    expect(page.locator("main h1")).to_be_focused()
    assert page.title() == "Ngân sách · IOC"


# ------------------------------------------------------------------------------- what a reader has set


def test_nothing_moves_for_those_who_want_no_motion(watch: Watch, served: str) -> None:
    page = opened(watch.open(reduced_motion="reduce"), served + FEEDBACK)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((element) => {
            const style = getComputedStyle(element);
            return style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0)
                || style.animationName !== "none";
        }).map((element) => element.className)"""
    )
    assert moving == []


def test_more_contrast_makes_grey_words_black_and_rules_visible(watch: Watch, served: str) -> None:
    page = opened(watch.open(contrast="more"), served + FEEDBACK)
    ink = page.locator("main h1").evaluate("h1 => getComputedStyle(h1).color")
    for grey in (".note", ".panel-foot"):
        expect(page.locator(grey).first).to_have_css("color", ink)
    expect(page.locator("section.panel").first).to_have_css("border-top-color", ink)


def test_forced_colours_keep_borders_and_focus(watch: Watch, served: str) -> None:
    page = opened(watch.open(forced_colors="active"), served + FEEDBACK)
    assert findings(page) == []
    current = page.locator(".pages [aria-current] a")
    other = page.locator(".pages li:not([aria-current]) a").first
    line = "a => getComputedStyle(a).borderBottomColor"
    assert current.evaluate(line) != other.evaluate(line)


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("address", EVERY_PAGE)
def test_the_largest_type_fits(watch: Watch, served: str, address: str, viewport: dict[str, int]) -> None:
    """At 150 % no page scrolls sideways, and no words of the header or of a tile lie over others."""
    page = watch.open(viewport=viewport)
    page.add_init_script("localStorage.setItem('ioc-text-size', '150')")
    opened(page, served + address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for group in (".shell-header > *", ".tile", ".stack > .panel", ".panels > .panel"):
        boxes = page.locator(group).evaluate_all(BOXES)
        assert not [pair for pair in pairs(boxes) if overlap(*pair)], group


BOXES = """all => all.map((element) => element.getBoundingClientRect())
    .filter((box) => box.width)
    .map((box) => [box.x, box.y, box.right, box.bottom])"""


def pairs(boxes: list[list[float]]) -> list[tuple[list[float], list[float]]]:
    return [(one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :]]


def overlap(one: list[float], other: list[float]) -> bool:
    """Tell whether two boxes share more than a hairline."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 1 and high > 1


WORDS_CUT = """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, td, th, dd, summary, a)")]
    .filter((element) => {
        const box = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const clips = style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
        return box.width > 1 && box.height > 1 && clips && !element.closest(".table-scroll");
    }).map((element) => element.textContent.slice(0, 60))"""


@pytest.mark.parametrize("width", [1920, 1366, 390])
def test_no_word_is_cut(watch: Watch, served: str, width: int) -> None:
    page = watch.open(viewport={"width": width, "height": 900})
    for address in EVERY_PAGE:
        opened(page, served + address)
        assert page.evaluate(WORDS_CUT) == [], address
        labels = page.locator(".shell-header .choice").all()
        assert all(label.evaluate("e => e.scrollWidth <= e.clientWidth + 1") for label in labels), address
        nav = page.locator("nav.pages")
        assert nav.evaluate("e => e.scrollWidth <= e.clientWidth + 1"), address
