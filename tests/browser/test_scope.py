"""Two browsers, one server: a viewer of one commune never receives another commune's figure, in any body."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Route, expect

from data.access import Access
from data.contracts import Role
from data.engine import make_engine
from tests.browsers import Watch
from tests.guard_clients import PASSWORD, now
from tests.scope_forms import PLANTED, TAN_HOI, TAN_PHU, WORD, plant_in_other_units
from tests.services import Instance
from tests.views import EVERY_PAGE, settled

CALM = "Ngoài phạm vi được giao"
OF_TAN_CHAU = [address for address in EVERY_PAGE if "locality=tan_chau" in address]
WRITTEN = (str(PLANTED), f"{PLANTED:,}".replace(",", "."), WORD)
"""The planted figure as data and as people read it, and the planted word."""


@pytest.fixture(scope="module")
def guarded(instance: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server with sign-in, where all communes but one have figures that nobody could mistake."""
    folder = tmp_path_factory.mktemp("scope")
    shutil.copy(instance.folder / "ioc.sqlite3", folder)
    url = f"sqlite:///{folder / 'ioc.sqlite3'}"
    engine = make_engine(url)
    plant_in_other_units(engine, TAN_PHU)
    roles: dict[str, list[tuple[Role, str]]] = {
        "xa": [("viewer", TAN_PHU)],
        "huyen": [("viewer", "tan_chau")],
    }
    for name, granted in roles.items():
        Access(engine).add_account(name, name.title(), PASSWORD, granted, by="tests", now=now())
    engine.dispose()
    with Instance(folder, url, {"IOC_DEMO": "0"}).serve() as base:
        yield base


@dataclass
class Browser:
    """A signed-in browser, and every body that it receives from then on.

    Has no slots: Playwright keeps its wrapper of a bound handler on the handler's object.
    """

    page: Page
    bodies: dict[str, str] = field(default_factory=dict)

    def sign_in(self, base: str, name: str) -> None:
        """Sign in by the form; from then on every request passes through here."""
        self.page.goto(f"{base}/sign-in")
        self.page.get_by_label("Tên đăng nhập").fill(name)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập").click()
        settled(self.page)
        self.page.route("**/*", self._note)

    def visit(self, address: str) -> None:
        """Open an address, and wait for its panels or for the calm words in their place."""
        self.page.goto(address)
        expect(self.page.locator("section.panel, main .message").first).to_be_visible()
        if self.page.locator("section.panel").count():
            settled(self.page)

    def _note(self, route: Route) -> None:
        """Fetch for the browser: a body that it has let go of could not be read any more."""
        response = route.fetch(max_redirects=0)
        asked = f"{route.request.method} {route.request.url} {len(self.bodies)}"
        self.bodies[asked] = response.body().decode(errors="replace")
        route.fulfill(response=response)

    def found(self) -> list[str]:
        """Addresses whose bodies hold what was planted."""
        return [where for where, body in self.bodies.items() if any(words in body for words in WRITTEN)]


@pytest.mark.console_allowed(r"status of 40[34]")
def test_a_commune_receives_no_figure_of_another_while_the_district_does(watch: Watch, guarded: str) -> None:
    commune, district = Browser(watch.open()), Browser(watch.open())
    district.sign_in(guarded, "huyen")
    commune.sign_in(guarded, "xa")
    for address in (*OF_TAN_CHAU, f"/units/{TAN_HOI}?locality=tan_chau&period=2022"):
        district.visit(f"{guarded}{address}")
        commune.visit(f"{guarded}{address}")
    assert commune.found() == []
    assert len(commune.bodies) > len(OF_TAN_CHAU)
    assert any("/_dash-update-component" in where for where in district.found())
    for browser in (commune, district):
        browser.page.unroute_all(behavior="ignoreErrors")


@pytest.mark.console_allowed(r"status of 40[34]")
def test_a_viewer_of_one_commune_lands_on_it_and_finds_its_way(watch: Watch, guarded: str) -> None:
    own = Browser(watch.open())
    own.sign_in(guarded, "xa")
    page = own.page
    page.unroute_all(behavior="ignoreErrors")
    expect(page.locator("main h1")).to_have_text("Xã Tân Phú")
    expect(page.locator("nav.pages a")).to_have_text(["Xã Tân Phú"])
    page.goto(f"{guarded}/feedback?locality=tan_chau&period=2022")
    expect(page.locator("main h1")).to_have_text(CALM)
    page.locator("main a", has_text="Xã Tân Phú").click()
    settled(page)
    expect(page.locator("main h1")).to_have_text("Xã Tân Phú")
