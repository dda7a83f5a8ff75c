"""/dossiers as a person reads it: two measures that never share a line, anchors, a phone, empty parts."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browsers import Watch
from tests.views import followed, opened

PHONE = {"width": 390, "height": 844}


def panel(page: Page, name: str) -> Locator:
    return page.locator(f"section[data-panel={name}]")


def read(place: Locator) -> str:
    return re.sub(r"\s+", " ", place.inner_text())


def test_services_and_dossiers_are_told_apart(page: Page, served: str) -> None:
    opened(page, f"{served}/dossiers?locality=tan_chau&period=2022")
    online = panel(page, "dossier_online")
    expect(online.locator("h2")).to_contain_text("19,26")
    services = online.locator("table", has_text="đếm dịch vụ")
    dossiers = online.locator("table", has_text="đếm hồ sơ")
    assert "50,13 %" in read(services)
    assert "90 %" in read(services)
    assert "60 %" in read(dossiers)
    assert "19,26" not in read(dossiers)


def test_figures_of_tam_phuoc_with_their_conflicts(page: Page, served: str) -> None:
    opened(page, f"{served}/dossiers?locality=tam_phuoc&period=2022")
    tiles = read(panel(page, "dossier_timeliness"))
    for figure in ("3.410", "3.408/3.408", "93,7", "11 02"):
        assert figure in tiles
    fields = panel(page, "dossier_fields")
    expect(fields.locator("tbody").first.locator("tr")).to_have_count(5)
    assert "0,76 % (26/3.410)" in read(fields)


def test_an_exception_leads_to_its_evidence(page: Page, served: str) -> None:
    opened(page, f"{served}/dossiers?locality=tam_phuoc&period=2022")
    panel(page, "dossier_alerts").get_by_role("link", name="Xem đối chiếu").click()
    expect(page).to_have_url(re.compile(r"#dossier_fields$"))
    expect(panel(page, "dossier_fields").locator("h2")).to_be_in_viewport()


def test_the_navigation_leads_there(page: Page, served: str) -> None:
    opened(page, f"{served}/feedback?locality=tan_chau&period=2022")
    followed(page, "Thủ tục hành chính")
    expect(page).to_have_url(re.compile(r"/dossiers\?locality=tan_chau&period=2022"))


def test_without_cases_one_panel_says_what_to_load(page: Page, served: str) -> None:
    opened(page, f"{served}/dossiers?locality=tam_phuoc&period=2022")
    expect(panel(page, "dossier_coming")).to_contain_text("Cần nạp từng hồ sơ")
    for name in ("compare", "league", "ages", "months", "matrix"):
        expect(panel(page, f"dossier_{name}")).to_be_hidden()


def test_nothing_runs_off_a_phone(watch: Watch, served: str) -> None:
    page = opened(watch.open(viewport=PHONE), f"{served}/dossiers?locality=tam_phuoc&period=2022")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
