"""Pages of the wall and those that lead it: axe finds nothing serious, on a desk and on a phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from data.engine import make_engine
from tests.browsers import DESKTOP, Watch
from tests.integration.conftest import fill
from tests.wall_forms import House, device, house, serving

pytestmark = pytest.mark.console_allowed("net::ERR_")
SERIOUS = frozenset({"serious", "critical"})
PHONE = {"width": 390, "height": 844}
LED = "playlist:tan_chau"
SCENE = "/wall/scene/timeliness?locality=tan_chau"
PAGES = ("/walls", "/wall/playlists?locality=tan_chau", f"/wall/lead?wall={LED}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    url = f"sqlite:///{tmp_path_factory.mktemp('wall') / 'ioc.sqlite'}"
    fill(url)
    made = house(make_engine(url))
    now = dt.datetime.now(dt.UTC)
    made.devices += [device("Tầng 2", seen_at=now, showing=SCENE, browser="Chromium", build="build-1")]
    made.walls.present(LED, SCENE, by="thu_ky", title="Thư ký", now=now)
    with serving(made):
        yield made


def findings(page: Page) -> list[str]:
    """What axe calls serious or critical, with the elements concerned."""
    violations = Axe().run(page).response["violations"]
    serious = [rule for rule in violations if rule["impact"] in SERIOUS]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in serious for node in rule["nodes"]]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_serious_on_pages_about_walls(
    watch: Watch, made: House, address: str, viewport: dict[str, int]
) -> None:
    page = watch.open(viewport=viewport)
    page.goto(f"{made.base}{address}")
    expect(page.locator("h1").first).to_be_visible()
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("key", ["situation", "exceptions", "timeliness", "communes", "budget", "work"])
def test_axe_finds_nothing_serious_on_scenes(watch: Watch, made: House, key: str) -> None:
    now = dt.datetime.now(dt.UTC)
    made.walls.present(LED, f"/wall/scene/{key}?locality=tan_chau", by="thu_ky", now=now)
    page = watch.open()
    page.goto(f"{made.base}/wall/tan_chau")
    expect(page.locator(f".wall-layer.is-shown .wall-{key}")).to_be_visible()
    assert findings(page) == []


def test_tapping_a_figure_on_the_phone_marks_it_in_the_room(watch: Watch, made: House) -> None:
    now = dt.datetime.now(dt.UTC)
    made.walls.present(LED, SCENE, by="thu_ky", title="Thư ký", now=now)
    room, phone = watch.open(), watch.open(viewport=PHONE)
    room.goto(f"{made.base}/wall/tan_chau")
    expect(room.locator(".wall-layer.is-shown .wall-timeliness")).to_be_visible()
    phone.goto(f"{made.base}/wall/lead?wall={LED}")
    phone.get_by_role("button", name="78,4 %").click()
    expect(room.locator(".is-shown .is-pointed")).to_contain_text("78,4", timeout=1500)
    expect(phone.get_by_role("button", name="78,4 %")).to_have_attribute("aria-pressed", "true")
    phone.get_by_role("button", name="78,4 %").click()
    expect(room.locator(".is-shown .is-pointed")).to_have_count(0)
