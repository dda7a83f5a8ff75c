"""Map and league of /map point at each other, and both lead to the page of a unit."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_pages import opened, panel, settled
from tests.browsers import Watch

TAN_CHAU = "/map?locality=tan_chau&period=2022"
TAN_PHU = "/units/25546@1900-01-01?locality=tan_chau&period=2022"


def league_row(page: Page, name: str) -> Locator:
    return panel(page, "map_communes").locator(".league tbody tr", has_text=name)


def pointed(page: Page) -> Locator:
    return panel(page, "map_communes").locator(".league tr.is-pointed")


def outline(page: Page) -> Locator:
    return panel(page, "map_communes").locator(".choroplethlayer .outline-pointed")


def point_at_map(page: Page, name: str) -> None:
    """Move the mouse onto a commune by its name on the map, as a hand does: not in one leap."""
    label = panel(page, "map_communes").locator(".scattergeo text", has_text=name).first
    expect(label).to_be_visible()
    box = label.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 4, y)
    page.mouse.move(x, y, steps=3)


def drawn(page: Page, address: str) -> Page:
    """Open a map and wait until its outlines are there."""
    opened(page, address)
    expect(panel(page, "map_communes").locator(".choroplethlayer path").first).to_be_attached()
    return page


def test_a_row_points_at_its_outline_and_lets_go(page: Page, served: str) -> None:
    drawn(page, served + TAN_CHAU)
    league_row(page, "Xã Suối Dây").hover()
    expect(outline(page)).to_have_count(1)
    first = outline(page).get_attribute("d")
    league_row(page, "Xã Tân Hà").hover()
    expect(outline(page)).to_have_count(1)
    assert outline(page).get_attribute("d") != first
    page.locator("h1").hover()
    expect(outline(page)).to_have_count(0)
    expect(pointed(page)).to_have_count(0)


def test_the_keyboard_points_too_and_enter_opens_the_unit(page: Page, served: str) -> None:
    drawn(page, served + TAN_CHAU)
    league_row(page, "Xã Tân Phú").get_by_role("link").focus()
    expect(outline(page)).to_have_count(1)
    page.keyboard.press("Tab")
    expect(pointed(page)).to_contain_text("Xã Suối Dây")
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/25534@1900-01-01*")
    expect(page.locator("h1")).to_have_text("Xã Suối Dây")


@pytest.mark.parametrize(("name", "said"), [("Tân Phú", "3/6"), ("Tân Hiệp", "chưa có số liệu")])
def test_an_outline_points_at_its_row_also_where_it_is_hatched(
    page: Page, served: str, name: str, said: str
) -> None:
    drawn(page, served + TAN_CHAU)
    point_at_map(page, name)
    expect(pointed(page)).to_contain_text(f"Xã {name}")
    expect(pointed(page)).to_contain_text(said)
    expect(outline(page)).to_have_count(1)


def test_a_click_on_an_outline_opens_the_unit_and_back_leads_back(page: Page, served: str) -> None:
    drawn(page, served + TAN_CHAU)
    point_at_map(page, "Tân Phú")
    expect(pointed(page)).to_have_count(1)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(f"**{TAN_PHU}")
    settled(page)
    expect(panel(page, "unit_feedback")).to_contain_text("3/6 xử lý trễ hạn")
    page.go_back()
    settled(page)
    league_row(page, "Xã Tân Phú").hover()
    expect(outline(page)).to_have_count(1)


def test_a_measure_is_an_address(page: Page, served: str) -> None:
    drawn(page, served + TAN_CHAU)
    panel(page, "map_measures").get_by_role("link", name=re.compile("Tỷ lệ đúng hạn")).click()
    page.wait_for_url("**measure=on_time*")
    settled(page)
    expect(panel(page, "map_communes").locator("h2")).to_contain_text("chưa xã nào đủ 10 trường hợp")
    expect(panel(page, "map_measures").locator("[aria-current=true]")).to_contain_text("Tỷ lệ đúng hạn")
    expect(league_row(page, "Xã Tân Phú")).to_contain_text("3/6")


def test_names_on_the_map_lie_inside_it(page: Page, served: str) -> None:
    for locality in ("tan_chau", "quang_xuong", "bu_dang", "nhon_trach"):
        drawn(page, f"{served}/map?locality={locality}")
        picture = panel(page, "map_communes")
        frame = picture.locator(".picture").bounding_box()
        assert frame is not None
        for label in picture.locator(".scattergeo text").all():
            box = label.bounding_box()
            assert box is not None
            assert frame["x"] <= box["x"]
            assert box["x"] + box["width"] <= frame["x"] + frame["width"]
            assert frame["y"] <= box["y"]
            assert box["y"] + box["height"] <= frame["y"] + frame["height"]


def test_a_place_without_outlines_lists_its_communes(page: Page, served: str) -> None:
    opened(page, f"{served}/map?locality=tam_phuoc")
    picture = panel(page, "map_communes")
    expect(picture.get_by_text("không có vị trí riêng")).to_be_visible()
    expect(picture.locator(".js-plotly-plot")).to_be_hidden()
    league_row(page, "Xã Tam Phước").get_by_role("link").click()
    page.wait_for_url("**/units/26668@1900-01-01*")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/units/25534?locality=tan_chau&period=2022", "Xã Suối Dây"),
        ("/units/26485?locality=nhon_trach&period=2021-2025", "Xã Nhơn Trạch"),
        ("/units/26485?locality=nhon_trach&period=2015-2020", "Xã Phú Hội"),
        ("/units/U-TC-017?locality=tan_chau&period=2022", "Phòng Văn hóa và Thông tin"),
    ],
)
def test_a_bare_code_is_the_unit_of_the_period_shown(
    page: Page, served: str, address: str, name: str
) -> None:
    page.goto(served + address)
    expect(page.locator("h1")).to_have_text(name)
    expect(panel(page, "unit_identity")).to_contain_text(name)


def test_neighbours_and_lineage_lead_from_unit_to_unit(page: Page, served: str) -> None:
    opened(page, served + TAN_PHU)
    page.locator("h1").click()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/units/25549@1900-01-01*")
    expect(page.locator("h1")).to_have_text("Xã Tân Hưng")
    settled(page)
    panel(page, "unit_identity").get_by_role("link", name="Xã Tân Phú").click()
    page.wait_for_url("**/units/25549@2025-07-01*")
    settled(page)
    expect(panel(page, "unit_identity")).to_contain_text("Chưa có đơn vị này trong kỳ đang xem")


@pytest.mark.console_allowed("404")
def test_an_unknown_unit_is_a_helpful_404(page: Page, served: str) -> None:
    response = page.goto(f"{served}/units/99999?locality=tan_chau&period=2022")
    assert response is not None
    assert response.status == 404
    page.locator("main").get_by_role("link", name=re.compile("Xã Tân Phú")).first.click()
    page.wait_for_url("**/units/25546@1900-01-01*")


@pytest.mark.parametrize("address", [TAN_CHAU, "/map?locality=quang_xuong", TAN_PHU])
def test_nothing_scrolls_sideways_on_a_phone(watch: Watch, served: str, address: str) -> None:
    page = opened(watch.open(viewport={"width": 390, "height": 844}), served + address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_pointing_costs_the_server_nothing(page: Page, served: str) -> None:
    drawn(page, served + TAN_CHAU)
    calls: list[str] = []
    page.on("request", lambda request: calls.append(request.url) if request.method == "POST" else None)
    for name in ("Xã Tân Phú", "Xã Suối Dây", "Xã Tân Hà"):
        league_row(page, name).hover()
        expect(pointed(page)).to_contain_text(name)
    point_at_map(page, "Tân Thành")
    expect(pointed(page)).to_contain_text("Xã Tân Thành")
    assert calls == []
