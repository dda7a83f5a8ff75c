"""The wall in a browser: it turns, follows data and presenters, survives losses, and is readable."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from data import rollups
from data.engine import Engine, make_engine, writing
from data.rules.distance import (
    CAPITAL,
    LABEL_ARCMIN,
    PROVENANCE_ARCMIN,
    REFERENCE,
    Needs,
    Room,
    Screen,
    refusal,
    smallest_px,
)
from data.simulate import Plan, simulate
from data.wall import Playlist
from layouts.wall import KINDS
from layouts.wall import SCENES as KINDS_BY_KEY
from tests.browsers import Watch
from tests.heap import collected, slope, used
from tests.integration.conftest import fill
from tests.wall_forms import CODE, WALL, House, house, serving

pytestmark = pytest.mark.console_allowed("net::ERR_")
"""Servers of tests end before the browser's pages do, which ask by the second."""
LOST = re.compile(r"^MẤT KẾT NỐI – số liệu lúc \d\d:\d\d$")
SWITCHES = 60
GROWTH = 1000
"""Bytes of heap a switch (issue: 1 kB)."""
SCENES = [
    f"/wall/scene/{kind.key}?locality=tan_chau" for kind in KINDS if kind.key not in {"pillars", "coming"}
]
SCENES.append("/wall/scene/pillars?locality=bu_dang")
SCENES += [f"/wall/scene/{key}?locality=mo_phong_01" for key in ("timeliness", "coming")]
SMALL = (12, 4, 7)
"""Communes, months and seed of the place with single cases."""
SIZES = {
    "wide": (1920, 1080),
    "large": (3840, 2160),
    "ultra": (5760, 1080),
    "portrait": (1080, 1920),
    "smallest": (1792, 1024),
    "smallest portrait": (1024, 1792),
}
ROOMS = {"portrait": Room(2.4, 6), "smallest": Room(1.28, 6.35), "smallest portrait": Room(2.24, 6.35)}
"""A screen stood on end is as high as it was wide; the smallest have just the room that most scenes need."""
NEVER_BLANK = """() => {
  window.frames_seen = 0;
  window.blank_frames = 0;
  const look = () => {
    const shown = document.querySelectorAll('.wall-layer.is-shown .wall-scene');
    window.frames_seen += 1;
    window.blank_frames += shown.length === 1 ? 0 : 1;
    window.requestAnimationFrame(look);
  };
  look();
}"""
PUT = """async (address) => {
  const markup = await (await fetch(address)).text();
  const layer = document.querySelector('.wall-layer.is-shown');
  layer.innerHTML = markup;
  await Promise.all(Array.from(layer.querySelectorAll('img'), (image) => image.decode()));
  await document.fonts.ready;
}"""
OVERFLOWING = """() => Array.from(document.querySelectorAll('.is-shown :is([data-block], p, h1)'))
  .filter((block) => {
    const box = block.getBoundingClientRect();
    return box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1
      || block.scrollWidth > block.clientWidth + 2;
  }).map((block) => block.className + ': ' + block.textContent.trim().slice(0, 60))"""
OVERLAPPING = """() => {
  const boxes = Array.from(document.querySelectorAll('.is-shown [data-block], .wall-strip'), (block) => ({
    name: block.className, box: block.getBoundingClientRect(),
  })).filter((one) => one.box.width && one.box.height);
  const found = [];
  boxes.forEach((one, at) => boxes.slice(at + 1).forEach((other) => {
    const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
    const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
    if (across > 2 && down > 2) { found.push(one.name + ' / ' + other.name); }
  }));
  return found;
}"""
TYPES = """() => Array.from(document.querySelectorAll('.is-shown *')).filter((node) =>
    Array.from(node.childNodes).some((child) => child.nodeType === 3 && child.textContent.trim()))
  .map((node) => [Boolean(node.closest('.wall-provenance')), parseFloat(getComputedStyle(node).fontSize)
    * devicePixelRatio, node.className])"""
CROSSING = """([across, down]) => {
  const walker = document.createTreeWalker(document.querySelector('.is-shown'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    if (!/[0-9]/.test(walker.currentNode.data)) { continue; }
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) {
      for (let at = 1; at < across; at += 1) {
        const line = innerWidth * at / across;
        if (box.left < line && box.right > line) { found.push('|' + walker.currentNode.data); }
      }
      for (let at = 1; at < down; at += 1) {
        const line = innerHeight * at / down;
        if (box.top < line && box.bottom > line) { found.push('-' + walker.currentNode.data); }
      }
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    url = f"sqlite:///{tmp_path_factory.mktemp('wall') / 'ioc.sqlite'}"
    fill(url)
    engine, now = make_engine(url), dt.datetime.now(dt.UTC)
    simulate(engine, Plan(*SMALL, now), loaded_by="tests", now=now)
    return engine


@pytest.fixture
def made(filled: Engine) -> Iterator[House]:
    made = house(filled)
    with serving(made):
        yield made
    for wall in list(made.walls.state().leads):
        made.walls.release(wall, by="An", now=dt.datetime.now(dt.UTC))


@pytest.fixture
def quick(made: House) -> House:
    made.seconds = 0.4
    return made


def opened(watch: Watch, made: House, place: str = "tan_chau", **options: Any) -> Page:
    page = watch.open(**options)
    page.goto(f"{made.base}/wall/{place}")
    expect(page.locator(".wall-layer.is-shown .wall-scene")).to_be_visible()
    return page


def put(page: Page, address: str) -> None:
    """Show a scene at once; one without figures would prove nothing."""
    page.evaluate(PUT, address)
    expect(page.locator(".wall-layer.is-shown .wall-scene")).to_be_visible()


def wait_for_scene(page: Page, key: str) -> None:
    expect(page.locator(f".wall-layer.is-shown .wall-{key}")).to_be_visible()


# ------------------------------------------------------------------------------------------------ turning


def test_scenes_turn_without_a_blank_frame(watch: Watch, quick: House) -> None:
    page = opened(watch, quick)
    page.evaluate(NEVER_BLANK)
    for key in ("exceptions", "timeliness", "communes", "budget", "work", "situation"):
        wait_for_scene(page, key)
    assert page.evaluate("window.frames_seen") > 30
    assert page.evaluate("window.blank_frames") == 0


def test_new_figures_come_by_themselves(watch: Watch, made: House, filled: Engine) -> None:
    page = opened(watch, made)
    expect(page.locator(".is-shown")).to_contain_text("29/37")
    statement = text("UPDATE feedback_count SET closed_on_time = 13, received = 13 WHERE closed_on_time = 10")
    with writing(filled) as connection:
        connection.execute(statement)
        rollups.rebuild(connection, dt.datetime.now(dt.UTC))
    expect(page.locator(".is-shown")).to_contain_text("32/40")
    expect(page.locator("#wall-banner")).to_be_hidden()
    with writing(filled) as connection:
        connection.execute(
            text(str(statement).replace("13", "0").replace("= 10", "= 13").replace("= 0", "= 10"))
        )
        rollups.rebuild(connection, dt.datetime.now(dt.UTC))


def test_wall_reports_what_it_shows(watch: Watch, made: House) -> None:
    made.viewer = WALL
    page = opened(watch, made)
    page.wait_for_timeout(500)
    assert made.heartbeats[0]["build"] == "build-1"
    assert made.heartbeats[0]["showing"].startswith("/wall/scene/situation")


def test_sixty_switches_leave_nothing_behind(watch: Watch, quick: House) -> None:
    page = opened(watch, quick)
    quick.seconds = 0.25
    page.evaluate(
        """() => { window.switches = 0;
          new MutationObserver((seen) => { window.switches += seen.length / 2; }).observe(
            document.getElementById('wall'), { subtree: true, attributeFilter: ['class'] }); }"""
    )
    page.wait_for_function("window.switches >= 30", timeout=120_000)
    first, points = counts(page), [(float(page.evaluate("window.switches")), float(used(page)))]
    for goal in range(40, 31 + SWITCHES, 10):
        page.wait_for_function(f"window.switches >= {goal}", timeout=120_000)
        points.append((float(page.evaluate("window.switches")), float(used(page))))
    last = counts(page)
    assert last["listeners"] <= first["listeners"]
    assert last["nodes"] <= first["nodes"] * 1.5
    assert slope(points) <= GROWTH * 10, points
    assert page.locator(".wall-layer").count() == 2


def counts(page: Page) -> dict[str, int]:
    """DOM nodes and listeners after forced collection; nodes vary with the scenes that are in the layers."""
    session = collected(page)
    session.send("Performance.enable")
    metrics = {one["name"]: int(one["value"]) for one in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return {"nodes": metrics["Nodes"], "listeners": metrics["JSEventListeners"]}


# ------------------------------------------------------------------------------------------------- losses


@pytest.mark.console_allowed("ERR_|Failed to load|503")
def test_lost_server_leaves_marked_figures_that_still_turn(watch: Watch, filled: Engine) -> None:
    made = house(filled)
    made.seconds = 0.6
    with serving(made) as base:
        port = int(base.rpartition(":")[2])
        page = opened(watch, made, service_workers="block")
        page.evaluate(NEVER_BLANK)
        for key in ("exceptions", "timeliness", "communes", "budget", "work"):
            wait_for_scene(page, key)
    expect(page.locator("#wall-banner")).to_have_text(LOST)
    for key in ("timeliness", "budget"):
        wait_for_scene(page, key)
    assert page.evaluate("window.blank_frames") == 0
    with serving(made, port):
        expect(page.locator("#wall-banner")).to_be_hidden(timeout=10_000)
    assert page.evaluate("window.blank_frames") == 0


@pytest.mark.console_allowed("ERR_|Failed to load|503")
def test_browser_that_starts_without_a_server_shows_the_last_figures(watch: Watch, filled: Engine) -> None:
    made = house(filled)
    with serving(made) as base:
        page = opened(watch, made)
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        page.reload()
        expect(page.locator(".wall-layer.is-shown .wall-scene")).to_be_visible()
        page.wait_for_timeout(1000)
    page.goto(f"{base}/wall/tan_chau")
    expect(page.locator(".wall-layer.is-shown .wall-scene")).to_be_visible()
    expect(page.locator("#wall-banner")).to_have_text(LOST)


def test_new_build_reloads_once(watch: Watch, filled: Engine) -> None:
    made, newer = house(filled), house(filled, "build-2")
    with serving(made) as base:
        port = int(base.rpartition(":")[2])
        page = opened(watch, made, service_workers="block")
        watch.allowed = ["ERR_|Failed to load"]
    loads: list[str] = []
    page.on("load", lambda _page: loads.append("load"))
    with serving(newer, port):
        expect(page.locator("#wall[data-build='build-2']")).to_be_attached()
        expect(page.locator(".wall-layer.is-shown .wall-scene")).to_be_visible()
        page.wait_for_timeout(2500)
        assert len(loads) == 1


@pytest.mark.console_allowed("401|Failed to load")
def test_wall_without_a_key_shows_a_code_and_starts_once_paired(watch: Watch, made: House) -> None:
    made.viewer = None
    page = watch.open()
    page.goto(f"{made.base}/wall")
    expect(page.locator(".wall-notice strong")).to_have_text(CODE)
    made.viewer = WALL
    wait_for_scene(page, "situation")
    made.viewer = None
    expect(page.locator(".wall-notice strong")).to_be_visible()
    assert page.locator(".wall-scene").count() == 0
    assert page.evaluate("localStorage.getItem('ioc-wall-kept')") == ""


# ---------------------------------------------------------------------------------------------- presenting


def test_what_is_presented_shows_within_a_second_and_a_half(watch: Watch, made: House) -> None:
    page = opened(watch, made)
    wall = "playlist:tan_chau"
    made.walls.present(wall, "/wall/scene/budget?locality=tan_chau", by="An", now=dt.datetime.now(dt.UTC))
    expect(page.locator(".wall-layer.is-shown .wall-budget")).to_be_visible(timeout=1500)
    made.walls.act(wall, "point", by="An", now=dt.datetime.now(dt.UTC), pointer=1)
    expect(page.locator(".is-shown [data-block]").nth(1)).to_have_class(re.compile("is-pointed"))
    made.walls.act(wall, "next", by="An", now=dt.datetime.now(dt.UTC))
    expect(page.locator(".wall-layer.is-shown .wall-budget")).to_be_hidden(timeout=1500)
    made.walls.release(wall, by="An", now=dt.datetime.now(dt.UTC))
    expect(page.locator("#wall-led")).to_be_hidden()


def test_paused_wall_stands_still_and_follows_next(watch: Watch, quick: House) -> None:
    page = opened(watch, quick)
    wall, headline = "playlist:tan_chau", page.locator(".is-shown .wall-headline")
    quick.walls.act(wall, "pause", by="An", now=dt.datetime.now(dt.UTC))
    expect(page.locator("#wall-led")).to_have_text("TẠM DỪNG")
    before = headline.inner_text()
    page.wait_for_timeout(1500)
    assert headline.inner_text() == before
    quick.walls.act(wall, "next", by="An", now=dt.datetime.now(dt.UTC))
    expect(headline).not_to_have_text(before)


# --------------------------------------------------------------------------------------------- readability


@pytest.mark.parametrize("size", SIZES)
def test_every_scene_fills_its_screen_and_is_read_from_the_last_seat(
    watch: Watch, made: House, size: str
) -> None:
    width, height = SIZES[size]
    screen = Screen(width, height)
    room = ROOMS.get(size, REFERENCE)
    place = f"tan_chau?panel={room.panel_height_m}&seat={room.farthest_seat_m}"
    page = opened(watch, made, place, viewport={"width": width, "height": height})
    root = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert root >= smallest_px(room, screen, LABEL_ARCMIN) - 0.01
    for address in SCENES:
        kind = KINDS_BY_KEY[address.split("/")[3].split("?")[0]]
        if refusal(kind.title, Needs(*kind.needs(screen.shape)), room, screen):
            assert size.startswith("smallest")
            continue
        put(page, address)
        assert page.evaluate(OVERFLOWING) == [], address
        assert page.evaluate(OVERLAPPING) == [], address
        for is_provenance, px, name in page.evaluate(TYPES):
            arcmin = PROVENANCE_ARCMIN if is_provenance else LABEL_ARCMIN
            assert px >= smallest_px(room, screen, arcmin) - 0.01, (address, name, px * CAPITAL)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.parametrize("bezels", ["2x2", "3x3"])
def test_no_figure_crosses_a_bezel(watch: Watch, made: House, bezels: Any) -> None:
    now, slug = dt.datetime.now(dt.UTC), f"ghep-{bezels}"
    made.walls.save(Playlist(slug, "Ghép", "tan_chau", usual(made), REFERENCE, bezels), by="a", now=now)
    page = opened(watch, made, slug, viewport={"width": 3840, "height": 2160})
    expect(page.locator(f"#wall[data-bezels='{bezels}']")).to_be_attached()
    for address in SCENES:
        put(page, address)
        assert page.evaluate(CROSSING, [int(bezels[0])] * 2) == [], address
        assert page.evaluate(OVERLAPPING) == [], address


def usual(made: House) -> Any:
    from dashboard.wall import showing  # noqa: PLC0415 - only for its playlist

    locality = made.source.catalogue().locality("tan_chau")
    assert locality is not None
    return showing.usual(locality).items
