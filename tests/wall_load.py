"""Walls and leaders as clients of a served product: threads that ask what browsers ask, and take the time."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from bench.warm import question
from dashboard.security.identity import DEVICE, SESSION
from data.access import Access
from data.engine import make_engine
from layouts.pages import PAGES
from tests.services import LOOPBACK
from tests.wall_services import PLAYLIST, Premises, children

POLL = 1.0
HEARTBEAT = 30.0
QUERY = {"locality": "tan_chau", "period": "2022"}
_JSON = {"Content-Type": "application/json"}
COUNTED = "SELECT sum(calls) FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat%'"


@dataclass
class Taken:
    """Milliseconds of what was asked, by kind, and what failed."""

    times: dict[str, list[float]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def ninety_fifth(self, kind: str) -> float:
        """Milliseconds that 95 of 100 stay below."""
        ordered = sorted(self.times[kind])
        return ordered[int(len(ordered) * 0.95)]


@dataclass
class Person:
    """A keep-alive connection of somebody with a cookie."""

    base: str
    cookie: str
    taken: Taken
    connection: http.client.HTTPConnection | None = None

    def ask(
        self, kind: str, path: str, body: bytes | None = None, /, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Ask once, keep the time, note anything but success as a failure."""
        if self.connection is None:
            address = urlsplit(self.base)
            self.connection = http.client.HTTPConnection(LOOPBACK, address.port, timeout=30)
        sent = {"Cookie": self.cookie, "Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin", **headers}
        begun = time.perf_counter()
        self.connection.request("POST" if body is not None else "GET", path, body, sent)
        response = self.connection.getresponse()
        content = response.read()
        self.taken.times.setdefault(kind, []).append((time.perf_counter() - begun) * 1000)
        if response.status >= HTTPStatus.BAD_REQUEST:
            self.taken.failures.append(f"{response.status} {path}")
        return response, content

    def leave(self) -> None:
        """Close the connection."""
        if self.connection is not None:
            self.connection.close()


def wall(person: Person, stop: threading.Event, *, switch: float) -> None:
    """Poll by the second, fetch the next scene every `switch` seconds or when data moves, report."""
    known: dict[str, str] = {}
    scenes, version, at = [""], "0", random.randrange(100)
    switched = reported = -1e9
    query = f"/wall/now?playlist={PLAYLIST}&width=1920&height=1080"
    while not stop.wait(POLL * random.uniform(0.9, 1.1)):
        response, content = person.ask("poll", query, None, **known)
        now, moved = time.monotonic(), False
        if response.status == HTTPStatus.OK:
            told, known = json.loads(content), {"If-None-Match": response.headers["ETag"]}
            scenes, moved = [one["address"] for one in told["scenes"]], version != str(told["version"])
            version = str(told["version"])
        if moved or now - switched >= switch:
            switched, at = now, at + (not moved)
            person.ask("scene", scenes[at % len(scenes)], None, **{"X-Data-Version": version})
        if now - reported >= HEARTBEAT:
            reported = now
            report = json.dumps({"showing": scenes[at % len(scenes)], "build": "load"}).encode()
            person.ask("heartbeat", "/api/device/heartbeat", report, **_JSON)


def leader(person: Person, stop: threading.Event, *, think: float) -> None:
    """Open one page after another at random, with all its panels."""
    pages = [page for page in PAGES if "<" not in page.path]
    while not stop.wait(think * random.uniform(0.5, 1.5)):
        page = random.choice(pages)
        person.ask("page", f"{page.path}?locality=tan_chau&period=2022")
        for panel in page.panels:
            person.ask("panel", "/_dash-update-component", question(panel.name, QUERY), **_JSON)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Cookies of walls and of leaders, as many as there may be."""

    walls: Sequence[str]
    leaders: Sequence[str]


def crowd(place: Premises, count: int) -> Crowd:
    """Pair so many walls, and sign so many leaders in."""
    engine = make_engine(place.database)
    access, now = Access(engine), dt.datetime.now(dt.UTC)
    walls, leaders = [], []
    for at in range(count):
        pairing = access.begin_pairing(now)
        access.confirm_pairing(
            pairing.code, name=f"Tường {at}", playlist=PLAYLIST, unit="", by="tests", now=now
        )
        walls.append(f"{DEVICE}={access.claim_pairing(pairing.secret, now)}")
        name = f"lanh_dao_{at}"
        access.add_account(name, name, None, [("viewer", "")], by="tests", now=now)
        begun = access.sign_in_as(
            "https://tests.example", name, name=name, title=name, where=LOOPBACK, agent="", now=now
        )
        leaders.append(f"{SESSION}={begun}")
    engine.dispose()
    return Crowd(walls, leaders)


@contextmanager
def busy(
    place: Premises, who: Crowd, walls: int, leaders: int, *, switch: float = 15, think: float = 2
) -> Iterator[Taken]:
    """Let so many walls and leaders ask until the block ends."""
    taken, stop, threads = Taken(), threading.Event(), []

    def begin(work: Callable[..., None], cookie: str, **options: float) -> None:
        def run() -> None:
            person = Person(place.base, cookie, taken)
            try:
                work(person, stop, **options)
            except Exception as error:  # noqa: BLE001 - the test says so in its own thread
                taken.failures.append(repr(error))
            finally:
                person.leave()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        threads.append(thread)

    for cookie in who.walls[:walls]:
        begin(wall, cookie, switch=switch)
    for cookie in who.leaders[:leaders]:
        begin(leader, cookie, think=think)
    yield taken
    stop.set()
    for thread in threads:
        thread.join(30)


def statements(place: Premises, seconds: float) -> float:
    """Count the statements that the database is given a minute."""
    address = place.database.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address, autocommit=True) as connection:
        before = _counted(connection)
        time.sleep(seconds)
        return (_counted(connection) - before) * 60 / seconds


def _counted(connection: psycopg.Connection[tuple[int]]) -> int:
    found = connection.execute(COUNTED).fetchone()
    assert found is not None
    return int(found[0])


def resident(place: Premises) -> list[float]:
    """Megabytes of memory that each worker holds, by its number."""
    found = []
    for pid in sorted(children(place.server.pid)):
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        found.append(int(line.split()[1]) / 1024)
    return found
