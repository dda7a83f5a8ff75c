"""Watching a wall while what it stands on is killed: a picture and the page's own words every half second."""

from __future__ import annotations

import base64
import os
import re
import signal
import statistics
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page

from dashboard.security.identity import DEVICE, SESSION
from tests.wall_services import PLAYLIST, Premises, children

EVERY = 0.5
GRACE = 5.0
"""Seconds in which a wall must have taken new figures, or said that it cannot."""
RECOVERY = 10.0
"""Seconds after the end of a cause in which the newest figures stand, unmarked."""
PRESENTED = 1.5
PAGES_OPENED = 6
"""A presenter's page is opened before its buttons are pressed; so often that every worker has drawn it."""
ONE_COLOUR = 700
"""Bytes into which a picture of one colour packs at this scale; a scene takes ten times as many."""
SCALE = 0.1
WRONG = re.compile(
    r"Traceback|Internal Server|Error 5|Not Found|Bad Gateway|ERR_|Đăng nhập|Mật khẩu|chưa được ghép|Đang tải"
)
SEEN = """() => {
  const scenes = document.querySelectorAll('.wall-layer.is-shown .wall-scene');
  const banner = document.getElementById('wall-banner');
  return {
    loaded: performance.getEntriesByType('navigation')[0].domContentLoadedEventStart > 0,
    path: window.location.pathname,
    scenes: scenes.length,
    version: scenes.length ? Number(scenes[0].dataset.version) : -1,
    scene: scenes.length ? scenes[0].dataset.scene : '',
    build: document.getElementById('wall') ? document.getElementById('wall').dataset.build : '',
    banner: banner && !banner.hidden ? banner.textContent : '',
    busy: document.querySelectorAll('[aria-busy=true], [class*=spinner], [class*=skeleton]').length,
    text: document.body ? document.body.innerText : '',
  };
}"""
MARK = re.compile(r"^MẤT KẾT NỐI – số liệu lúc \d\d:\d\d$")


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at the wall: seconds since the drill began, the page's own words, bytes of its picture."""

    at: float
    seen: dict[str, Any]
    picture: int

    @property
    def is_marked(self) -> bool:
        """Tell whether the wall says that its figures are not of now."""
        return bool(self.seen["banner"])

    def faults(self, due: int) -> Iterator[str]:
        """Name what a room must never see; `due` is the data version that must stand by now, or a mark."""
        if self.picture < ONE_COLOUR:
            yield f"blank picture of {self.picture} bytes"
        if not self.seen["loaded"]:
            yield "loading for two seconds"
            return
        if self.seen["scenes"] != 1 or not self.seen["path"].startswith("/wall"):
            yield f"{self.seen['scenes']} scenes at {self.seen['path']}"
        if self.seen["busy"] or WRONG.search(self.seen["text"]):
            yield "not a scene: " + self.seen["text"][:200]
        if self.is_marked and not MARK.match(self.seen["banner"]):
            yield "a mark without an age: " + self.seen["banner"]
        if not self.is_marked and self.seen["version"] < due:
            yield f"figures of version {self.seen['version']} unmarked, {due} is due"


@dataclass
class Result:
    """What one cause did: how long the wall was marked, and how soon it was right again."""

    cause: str
    lasted: float = 0.0
    samples: int = 0
    marked: int = 0
    recovery: float = 0.0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """One row of the table in docs/wall.md."""
        cells = (
            self.cause, f"{self.lasted:.0f} s", self.samples, self.marked, f"{self.recovery:.1f} s",
            len(self.faults),
        )  # fmt: skip
        return "| " + " | ".join(str(cell) for cell in cells) + " |"


class Drill:
    """A wall that is looked at twice a second, whatever happens meanwhile."""

    def __init__(self, place: Premises, page: Page, pictures: Path | None = None) -> None:
        self.place, self.page, self.pictures = place, page, pictures
        self.begun = time.monotonic()
        self.published: list[tuple[float, int]] = []
        self.smallest = 10**9
        self._session = page.context.new_cdp_session(page)
        # One thread for all: processes are bound to the life of the thread that began them.
        self._hand = ThreadPoolExecutor(1)

    @property
    def now(self) -> float:
        """Seconds since the drill began."""
        return time.monotonic() - self.begun

    def publish(self) -> int:
        """Publish data, and remember from when on it is due on the wall."""
        version = self.place.publish()
        self.published.append((self.now, version))
        return version

    def due(self, at: float) -> int:
        """Give the data version that must stand at a moment, where the wall is not marked."""
        return max((version for when, version in self.published if when + GRACE <= at), default=0)

    def sample(self) -> Sample:
        """Look once; a page that is just being replaced is looked at again, for at most two seconds."""
        deadline = time.monotonic() + 2
        while True:
            with suppress(Error):
                seen = self.page.evaluate(SEEN)
                if seen["loaded"] or time.monotonic() > deadline:
                    return Sample(self.now, seen, self._picture())
            assert time.monotonic() < deadline + 2, "the page answers nothing"
            with suppress(Error):  # between two documents there is no page to take a picture of
                self._picture()

    def _picture(self) -> int:
        size = self.page.viewport_size
        assert size is not None
        clip = {"x": 0, "y": 0, **size, "scale": SCALE}
        shot = self._session.send("Page.captureScreenshot", {"format": "png", "clip": clip})
        data = base64.b64decode(shot["data"])
        self.smallest = min(self.smallest, len(data))
        if self.pictures:
            (self.pictures / f"{self.now:07.1f}.png").write_bytes(data)
        return len(data)

    def look(self, result: Result, *, until: Callable[[Sample], bool], seconds: float) -> bool:
        """Sample every half second until something is seen, or for so long; tell whether it was seen."""
        deadline = self.now + seconds
        while True:
            begun = self.now
            sample = self.sample()
            result.samples += 1
            result.marked += sample.is_marked
            result.faults += [f"{sample.at:.1f} s: {fault}" for fault in sample.faults(self.due(sample.at))]
            if until(sample) or self.now > deadline:
                return until(sample)
            self.page.wait_for_timeout(max(0, EVERY - (self.now - begun)) * 1000)

    def suffer(
        self, cause: str, begin: Callable[[], object], end: Callable[[], object], seconds: float
    ) -> Result:
        """Let a cause last, end it, publish, and wait until the wall shows that. Sampled throughout."""
        result, began = Result(cause), self.now
        self._do(result, begin)
        self.look(result, until=lambda _sample: False, seconds=seconds)
        self._do(result, end)
        result.lasted, ended = self.now - began, self.now
        version = self.publish()
        right = self.look(
            result,
            until=lambda sample: not sample.is_marked and sample.seen["version"] >= version,
            seconds=RECOVERY,
        )
        result.recovery = self.now - ended if right else float("inf")
        return result

    def _do(self, result: Result, work: Callable[[], object]) -> None:
        """Do something in the other thread while the wall is looked at; raise what it raised."""
        done = self._hand.submit(work)
        self.look(result, until=lambda _sample: done.done(), seconds=90)
        done.result()

    def present(self, scene: str) -> float:
        """Show a scene as a secretary does on a phone; give seconds until the room sees it."""
        begun = time.monotonic()
        self.lead("present", scene=scene, locality="tan_chau")
        self.page.locator(f".wall-layer.is-shown .wall-{scene}").wait_for(timeout=5000)
        return time.monotonic() - begun

    def lead(self, what: str, **form: str) -> None:
        """Press a button of the page that leads walls."""
        body = urllib.parse.urlencode({"wall": f"playlist:{PLAYLIST}", **form}).encode()
        assert "done=" in self.ask(f"/wall/lead/{what}", body)

    def ask(self, path: str, body: bytes | None = None) -> str:
        """Ask as the secretary; give the address that it led to."""
        headers = {"Cookie": f"{SESSION}={self.place.session}", "Origin": self.place.base}
        asked = urllib.request.Request(f"{self.place.base}{path}", body, headers)  # noqa: S310 - http on loopback
        with urllib.request.urlopen(asked, timeout=10) as response:  # noqa: S310
            response.read()
            return str(response.url)


def drilled(drill: Drill, folder: Path, *, away: float, short: float) -> list[Result]:
    """Let everything fail in turn: the server for `away` seconds, all else for `short`."""
    place = drill.place
    return [
        drill.suffer("kill -9 một worker", lambda: kill_worker(place), lambda: None, short),
        drill.suffer("cả máy chủ kill -9", place.server.kill, place.server.start, away),
        drill.suffer("PostgreSQL kill -9", place.postgres.kill, place.postgres.start, short),
        drill.suffer("Redis kill -9", place.redis.kill, place.redis.start, short),
        drill.suffer("đĩa của bộ đệm đầy", place.fill_disk_of_cache, place.clear_disk_of_cache, short),
        drill.suffer("bản dựng mới", lambda: place.build_anew(folder), lambda: None, short),
    ]


def kill_worker(place: Premises) -> None:
    """Kill the first of gunicorn's workers."""
    os.kill(children(place.server.pid)[0], signal.SIGKILL)


def open_wall(drill_page: Page, place: Premises) -> None:
    """Open the wall as the screen that was paired, and wait for its first scene."""
    drill_page.context.add_cookies([{"name": DEVICE, "value": place.key, "url": place.base}])
    drill_page.goto(f"{place.base}/wall")
    drill_page.locator(".wall-layer.is-shown .wall-scene").wait_for()


def presented(drill: Drill, times: int) -> list[float]:
    """Open the page on a phone, present scene after scene, give the wall back; seconds of each scene."""
    taken = []
    for _ in range(PAGES_OPENED):
        drill.ask(f"/wall/lead?wall=playlist:{PLAYLIST}")
    for at in range(times):
        taken.append(drill.present(("budget", "work", "timeliness", "exceptions")[at % 4]))
        drill.page.wait_for_timeout(100 + 370 * at % 1000)
    drill.lead("release")
    return taken


def summary(seconds: list[float]) -> str:
    """Median and worst of presentations."""
    return f"median {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s of {len(seconds)}"
