"""The pages as a person reads them: true figures, links, search, size of type, nothing from elsewhere.

Every page fails its test on console errors and on requests that leave this machine (tests/browsers.py).
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from layouts.pages import PAGES
from tests.browsers import Watch

PHONE = {"width": 390, "height": 844}
ENTRIES = [entry.path for entry in PAGES if not entry.view.subject]
LOCALITIES = ("tan_chau", "nhon_trach", "quang_xuong", "tam_phuoc", "bu_dang")


def opened(page: Page, address: str) -> Page:
    """Open an address and wait until every panel has its answer."""
    page.goto(address)
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until the page of the address is there and no panel is busy: the CSP forbids waiting for a script.

    The address changes before the page does, so that panels of the page left would look settled.
    """
    expect(page.locator(f'main[data-path="{unquote(urlsplit(page.url).path)}"]')).to_be_attached()
    expect(page.locator("section.panel").first).to_be_visible()
    expect(page.locator('section.panel[aria-busy="true"]')).to_have_count(0, timeout=20_000)


def panel(page: Page, name: str) -> Locator:
    """Find a panel by its name."""
    return page.locator(f"section[data-panel={name}]")


# ------------------------------------------------------------------------------------- true figures


@pytest.mark.parametrize(
    ("address", "name", "figures"),
    [
        (
            "/feedback?locality=tan_chau&period=2022",
            "feedback_timeliness",
            ["78,4 %", "29/37", "70,4 %", "19/27"],
        ),
        ("/feedback?locality=tan_chau&period=2022", "feedback_satisfaction", ["4/11", "11/37", "26", "29"]),
        ("/feedback?locality=tan_chau&period=2022", "feedback_alerts", ["3 xã chiếm 7/8", "Tân Phú 3/6"]),
        ("/pillars?locality=bu_dang&period=2023", "pillar_scores", ["458,73", "700"]),
        ("/pillars?locality=bu_dang&period=2023", "pillar_losses", ["65,39"]),
        ("/budget?locality=tan_chau&period=2022", "budget_lines", ["315.739.306", "381.176.000", "82,8 %"]),
        ("/budget?locality=tan_chau&period=2022", "budget_estimate", ["1.558.506.400"]),
        ("/budget?locality=bu_dang&period=2024", "budget_rules", ["Chưa đủ số liệu", "0,25"]),
        ("/?locality=tan_chau&period=2022", "overview_tiles", ["78,4", "29/37", "82,8", "19,26"]),
        ("/?locality=tan_chau&period=2022", "overview_alerts", ["Cần chỉ đạo", "3 xã chiếm 7/8"]),
    ],
)
def test_figures_on_pages_are_those_of_the_plans(
    page: Page, served: str, address: str, name: str, figures: list[str]
) -> None:
    opened(page, served + address)
    for details in panel(page, name).locator("details.behind:visible").all():
        details.locator("summary").click()
    text = re.sub(r"\s+", " ", panel(page, name).inner_text())
    for figure in figures:
        assert figure in text, f"{figure!r} is not in {text!r}"


def test_the_map_names_itself_a_sketch_and_draws_every_commune(page: Page, served: str) -> None:
    opened(page, f"{served}/feedback?locality=tan_chau&period=2022")
    picture = panel(page, "feedback_map")
    expect(picture.get_by_text("Sơ đồ minh họa, không phải địa giới hành chính")).to_be_visible()
    expect(picture.get_by_text("Tân Phú").first).to_be_visible()
    expect(picture.locator(".choroplethlayer path").nth(11)).to_be_attached()


def test_a_place_without_outlines_says_so(page: Page, served: str) -> None:
    opened(page, f"{served}/feedback?locality=tam_phuoc")
    assert "chưa có số liệu" in panel(page, "feedback_map").inner_text().lower()


def test_communes_without_figures_are_never_zero(page: Page, served: str) -> None:
    opened(page, f"{served}/feedback?locality=tan_chau&period=2022")
    units = panel(page, "feedback_by_unit")
    units.locator("details.behind summary").click()
    row = units.locator("tr", has_text="Tân Hiệp")
    assert "0" not in row.inner_text()


# ------------------------------------------------------------------------------------------- frames


@pytest.mark.parametrize("locality", LOCALITIES)
@pytest.mark.parametrize("path", ENTRIES)
def test_every_page_of_every_locality_settles_without_faults(
    page: Page, served: str, path: str, locality: str
) -> None:
    opened(page, f"{served}{path}?locality={locality}")
    for frame in page.locator("section.panel").all():
        text = frame.inner_text()
        assert "Kỳ số liệu" in text
        assert "hiển thị lúc" in text
        assert "mã lỗi" not in text


def test_times_are_those_of_vietnam_wherever_the_page_is_read(watch: Watch, served: str) -> None:
    page = watch.open(timezone_id="America/New_York")
    page.clock.set_fixed_time("2026-03-31T17:05:00Z")
    page.goto(f"{served}/feedback?locality=tan_chau&period=2022")
    expect(panel(page, "feedback_by_unit")).to_contain_text("hiển thị lúc 00:05 ngày 01/4/2026")


@pytest.mark.parametrize("path", ENTRIES)
def test_no_page_scrolls_sideways_on_a_phone(watch: Watch, served: str, path: str) -> None:
    page = opened(watch.open(viewport=PHONE), f"{served}{path}?locality=tan_chau")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_chart_has_a_table_behind_it(page: Page, served: str) -> None:
    for path in ENTRIES:
        opened(page, f"{served}{path}?locality=tan_chau")
        for frame in page.locator("section.panel:has(.js-plotly-plot .plot)").all():
            frame.locator("details.behind summary").click()
            expect(frame.locator("details.behind table")).to_be_visible()


def test_every_percentage_has_its_counts_or_says_that_none_are_published(page: Page, served: str) -> None:
    for locality in LOCALITIES:
        opened(page, f"{served}/?locality={locality}")
        for tile in page.locator(".tile").all():
            text = tile.inner_text()
            if "%" in text:
                assert re.search(r"\d[\d.,]*\s?/\s?[\d.,]+|không công bố n và N", text), text


# ----------------------------------------------------------------------------------- moving about


def test_menus_lead_by_plain_addresses_and_back_leads_back(page: Page, served: str) -> None:
    opened(page, f"{served}/budget?locality=tan_chau&period=2022")
    page.locator(".locality-menu button").click()
    page.get_by_role("menuitem", name=re.compile("Bù Đăng")).or_(
        page.locator(".locality-menu .dropdown-item", has_text="Bù Đăng")
    ).first.click()
    page.wait_for_url("**/budget?locality=bu_dang")
    expect(page.locator(".breadcrumb-trail")).to_contain_text("Huyện Bù Đăng")
    page.go_back()
    expect(page.locator(".breadcrumb-trail")).to_contain_text("Huyện Tân Châu")
    settled(page)
    assert "315.739.306" in panel(page, "budget_lines").text_content()  # type: ignore[operator]


@pytest.mark.parametrize("typed", ["Tân Phú", "tan phu", "TÂN PHÚ", "phu tan"])
def test_search_finds_with_or_without_diacritics(page: Page, served: str, typed: str) -> None:
    opened(page, f"{served}/?locality=tan_chau&period=2022")
    page.locator("#search-box").fill(typed)
    option = page.get_by_role("option", name=re.compile("Tân Phú"))
    expect(option.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/25546@1900-01-01*")


def test_search_says_when_nothing_is_found(page: Page, served: str) -> None:
    opened(page, f"{served}/?locality=tan_chau&period=2022")
    page.locator("#search-box").fill("qwxz")
    expect(page.get_by_text("Không tìm thấy").first).to_be_visible()


def test_larger_type_is_larger_and_remembered(page: Page, served: str) -> None:
    opened(page, f"{served}/budget?locality=tan_chau")
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = page.evaluate(size)
    page.locator("#text-larger").click()
    expect(page.locator("html")).not_to_have_css("font-size", f"{before:g}px")
    after = page.evaluate(size)
    assert after > before
    page.reload()
    settled(page)
    assert page.evaluate(size) == after


def test_exceptions_lead_to_their_evidence(page: Page, served: str) -> None:
    opened(page, f"{served}/?locality=tan_chau&period=2022")
    links = panel(page, "overview_alerts").locator("a.onward")
    for address in [link.get_attribute("href") for link in links.all()]:
        assert page.request.get(f"{served}{address}").status == 200
    links.first.click()
    settled(page)
    assert page.url != f"{served}/?locality=tan_chau&period=2022"


# ------------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    ("address", "offer"),
    [
        ("/?locality=nowhere", "Huyện Tân Châu"),
        ("/feedback?locality=tan_chau&period=2031", "Năm 2022"),
        ("/feedback?locality=tan_chau&unit=99999", "Xã Tân Phú"),
        ("/pillars?locality=bu_dang&pillar=nope", "xã hội số"),
        ("/nothing", "Tổng quan"),
    ],
)
@pytest.mark.console_allowed("404")
def test_an_unknown_address_is_a_helpful_404(page: Page, served: str, address: str, offer: str) -> None:
    response = page.goto(served + address)
    assert isinstance(response, Response)
    assert response.status == 404
    expect(page.locator("main").get_by_role("link", name=re.compile(offer)).first).to_be_visible()


# ---------------------------------------------------------------------------------------- statelessness


def test_two_browsers_do_not_see_each_other(watch: Watch, served: str) -> None:
    first = opened(watch.open(), f"{served}/budget?locality=tan_chau&period=2022")
    second = opened(watch.open(), f"{served}/budget?locality=bu_dang&period=2024")
    assert "315.739.306" in first.locator("main").inner_text()
    assert "315.739.306" not in second.locator("main").inner_text()
    first.reload()
    settled(first)
    assert "315.739.306" in first.locator("main").inner_text()


def test_a_page_asks_each_panel_once(page: Page, served: str) -> None:
    """Request budget: one layout, one call a panel, nothing repeated while nothing changes."""
    calls: list[str] = []
    page.on("request", lambda request: calls.append(request.url) if request.method == "POST" else None)
    opened(page, f"{served}/feedback?locality=tan_chau&period=2022")
    page.wait_for_timeout(2500)
    panels = page.locator("section.panel").count()
    assert len(calls) <= panels + 1
