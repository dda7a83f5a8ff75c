"""Sign-in and the forms of administration: phone, keyboard, screen reader, strict policy, no script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from data.access import Access
from data.engine import make_engine
from tests.browsers import Watch
from tests.guard_clients import PASSWORD, now
from tests.services import Instance
from tests.views import settled

PHONE = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 640}
ADMINISTRATION = ("/admin/accounts", "/admin/devices", "/admin/tokens", "/admin/audit", "/pair", "/password")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll("main :is(button, input:not([type=hidden]), select)")]
    .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 24)
    .map((e) => e.outerHTML)"""


@dataclass(frozen=True, slots=True)
class Guarded:
    """A server of ours that asks who one is, and the registry behind it."""

    base: str
    access: Access


@pytest.fixture(scope="module")
def guarded(instance: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """Serve the figures of the plans to two accounts."""
    folder = tmp_path_factory.mktemp("guarded")
    shutil.copy(instance.folder / "ioc.sqlite3", folder)
    url = f"sqlite:///{folder / 'ioc.sqlite3'}"
    access = Access(make_engine(url))
    access.add_account("an.nguyen", "Nguyễn Văn An", PASSWORD, [("viewer", "")], by="tests", now=now())
    access.add_account("quan.tri", "Lê Thị Bình", PASSWORD, [("admin", "")], by="tests", now=now())
    pairing = access.begin_pairing(now())
    access.confirm_pairing(pairing.code, name="Phòng họp", playlist="", unit="", by="quan.tri", now=now())
    access.claim_pairing(pairing.secret, now())
    access.issue_token("IOC tỉnh", "", days=30, by="quan.tri", now=now())
    with Instance(folder, url, {"IOC_DEMO": "0"}).serve() as base:
        yield Guarded(base, access)


def findings(page: Page) -> list[str]:
    """Everything that axe objects to, however slight, with the elements concerned."""
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in Axe().run(page).response["violations"]
        for node in rule["nodes"]
    ]


def sign_in(page: Page, base: str, name: str = "an.nguyen", wanted: str = "") -> None:
    page.goto(f"{base}{wanted or '/sign-in'}")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def test_a_leader_signs_in_on_a_phone_and_finds_the_page_wanted(watch: Watch, guarded: Guarded) -> None:
    page = watch.open(viewport=PHONE, has_touch=True, is_mobile=True)
    sign_in(page, guarded.base, wanted="/feedback?locality=tan_chau&period=2022")
    expect(page).to_have_url(f"{guarded.base}/feedback?locality=tan_chau&period=2022")
    expect(page.get_by_label("Tài khoản")).to_contain_text("Nguyễn Văn An")
    expect(page.locator(".panel[aria-busy=false]").first).to_be_visible()
    assert page.evaluate(OVERFLOW) <= 0
    assert [found for found in findings(page) if "who-looks" in found] == []
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(f"{guarded.base}/sign-in")
    page.go_back()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()


def test_sign_in_by_keyboard_alone(page: Page, guarded: Guarded) -> None:
    page.goto(f"{guarded.base}/sign-in")
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    page.keyboard.type("an.nguyen")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Tài khoản")).to_contain_text("Nguyễn Văn An")


def test_sign_in_without_scripts(watch: Watch, guarded: Guarded) -> None:
    page = watch.open(java_script_enabled=False)
    sign_in(page, guarded.base, wanted="/password")
    expect(page.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE, SMALLEST], ids=["phone", "smallest"])
def test_the_sign_in_page_is_clean(watch: Watch, guarded: Guarded, viewport: dict[str, int]) -> None:
    page = watch.open(viewport=viewport)
    page.goto(f"{guarded.base}/sign-in")
    assert page.locator("html").get_attribute("lang") == "vi"
    assert findings(page) == []
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.console_allowed("401")
def test_a_fault_is_said_beside_its_field(watch: Watch, guarded: Guarded) -> None:
    page = watch.open(viewport=PHONE)
    page.goto(f"{guarded.base}/sign-in")
    page.get_by_label("Tên đăng nhập").fill("an.nguyen.sai")
    page.get_by_label("Mật khẩu").fill("sai rồi")
    page.get_by_role("button", name="Đăng nhập").click()
    password = page.get_by_label("Mật khẩu")
    expect(password).to_have_attribute("aria-invalid", "true")
    expect(password).to_have_accessible_description("Tên đăng nhập hoặc mật khẩu không đúng.")
    expect(password).to_be_focused()
    assert findings(page) == []


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1366, "height": 768}], ids=["phone", "laptop"])
def test_the_pages_of_administration_are_clean(
    watch: Watch, guarded: Guarded, viewport: dict[str, int]
) -> None:
    page = watch.open(viewport=viewport)
    sign_in(page, guarded.base, "quan.tri", "/pair")
    for path in ADMINISTRATION:
        page.goto(guarded.base + path)
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        assert (path, findings(page)) == (path, [])
        assert (path, page.evaluate(OVERFLOW)) == (path, 0)
        assert (path, page.evaluate(SMALL_TARGETS)) == (path, [])


def test_a_wall_is_paired_in_the_browser(watch: Watch, guarded: Guarded) -> None:
    pairing = guarded.access.begin_pairing(now())
    page = watch.open(viewport=PHONE)
    sign_in(page, guarded.base, "quan.tri", "/pair")
    page.get_by_label("Mã trên màn hình").fill(pairing.code.lower())
    page.get_by_label("Tên màn hình").fill("Sảnh tầng 1")
    page.get_by_label("Phạm vi được xem").select_option("tan_chau")
    page.get_by_role("button", name="Ghép màn hình").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghép màn hình")
    assert guarded.access.claim_pairing(pairing.secret, now()) is not None
    page.reload()
    expect(page.get_by_role("heading", name="Sảnh tầng 1")).to_be_visible()


@pytest.mark.console_allowed("401")
def test_a_session_that_was_ended_elsewhere_leads_to_sign_in(watch: Watch, guarded: Guarded) -> None:
    page = watch.open()
    sign_in(page, guarded.base)
    expect(page.get_by_label("Tài khoản")).to_contain_text("Nguyễn Văn An")
    settled(page)
    guarded.access.sign_out_everywhere("an.nguyen", by="tests", now=now())
    # The heartbeat notices by itself.
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()


def test_a_try_out_says_so(page: Page, served: str) -> None:
    page.goto(served)
    expect(page.locator(".trying-out")).to_have_text("CHẾ ĐỘ DÙNG THỬ: chỉ xem, không cần đăng nhập")
