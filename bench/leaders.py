"""Sixteen leaders, signed in, who click at random: every page and panel must answer, and how fast they do.

`python -m bench.leaders ADDRESS` serves the database at ADDRESS as an installation does, with two workers and
Redis; each click loads a page and then asks for all of its panels, as a browser without a cache would.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import quote, urlencode

from bench.clients import PATH, headers
from bench.servers import LOOPBACK, ROOT, ours
from bench.warm import question, redis_server
from data.access import Access
from data.catalogue import read_catalogue
from data.contracts import Catalogue
from data.engine import make_engine, snapshot
from layouts.pages import PAGES

RESULTS = ROOT / "bench" / "results" / "leaders.json"
LEADERS = 16
THINK_SECONDS = (0.5, 3.0)
FAILED = (b"state-failed", b"state-unavailable")
"""What a panel's answer holds where it could not be computed (layouts/shell/states.py)."""

SLOWEST = 5


@dataclass(slots=True)
class Seen:
    """What one leader saw: milliseconds of pages and of panels by name, and what failed, with how often."""

    pages: list[float] = field(default_factory=list)
    panels: dict[str, list[float]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)


class Leader:
    """A signed-in reader with a connection of their own."""

    def __init__(self, port: int, cookie: str, catalogue: Catalogue, seed: int) -> None:
        """Click through what the catalogue offers; the same seed clicks alike."""
        self.seen = Seen()
        self._connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
        self._headers = headers(cookie)
        self._catalogue = catalogue
        self._draw = random.Random(seed)  # noqa: S311 - which page is no secret

    def click_until(self, deadline: float) -> None:
        """Look at one page after the other, and think in between."""
        while time.monotonic() < deadline:
            try:
                self._click()
            except (OSError, http.client.HTTPException) as error:
                self.seen.failures[type(error).__name__] += 1
                self._connection.close()
            time.sleep(self._draw.uniform(*THINK_SECONDS))

    def _click(self) -> None:
        locality = self._draw.choice(self._catalogue.localities)
        page = self._draw.choice([page for page in PAGES if page.view.subject in {"", "unit"}])
        query = {"locality": locality.slug, "period": self._draw.choice(locality.periods).code}
        path = page.path
        if page.view.subject:
            query["unit"] = self._draw.choice(locality.units).address
            path = path.replace("<unit>", quote(query["unit"]))
        taken, status, _ = self._ask("GET", f"{path}?{urlencode(query)}", b"")
        self.seen.pages.append(taken)
        self._note(f"page {page.name}", status)
        for panel in page.panels:
            taken, status, body = self._ask("POST", PATH, question(panel.name, query))
            self.seen.panels.setdefault(panel.name, []).append(taken)
            self._note(f"panel {panel.name}", status, body)

    def _ask(self, method: str, path: str, body: bytes) -> tuple[float, int, bytes]:
        plain = {**self._headers, "Accept-Encoding": "identity"}
        begun = time.perf_counter()
        self._connection.request(method, path, body or None, plain)
        response = self._connection.getresponse()
        got = response.read()
        return (time.perf_counter() - begun) * 1000, response.status, got

    def _note(self, what: str, status: int, body: bytes = b"") -> None:
        if status != http.client.OK:
            self.seen.failures[f"{what}: {status}"] += 1
        elif any(mark in body for mark in FAILED):
            self.seen.failures[f"{what}: failed"] += 1


def main() -> None:
    """Serve, let the leaders click, write what they saw."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("database", metavar="ADDRESS")
    asked.add_argument("--seconds", type=int, default=300)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="ioc-leaders-") as name:
        report = clicked(given.database, Path(name), given.seconds)
    RESULTS.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(report, indent=2, ensure_ascii=False) + "\n")


def clicked(database: str, folder: Path, seconds: int) -> dict[str, Any]:
    """Run all leaders at once for some seconds; gives counts, milliseconds and failures."""
    engine = make_engine(database)
    with snapshot(engine) as connection:
        catalogue = read_catalogue(connection)
    cookies = [f"ioc_session={secret}" for secret in _signed_in(Access(engine))]
    settings = {"IOC_DEMO": "0", "IOC_WORKERS": "2"}
    with ExitStack() as running:
        redis = running.enter_context(redis_server())
        port = running.enter_context(ours(database, folder, **settings, IOC_CACHE_URL=redis))
        leaders = [Leader(port, cookie, catalogue, seed) for seed, cookie in enumerate(cookies)]
        deadline = time.monotonic() + seconds
        threads = [threading.Thread(target=leader.click_until, args=(deadline,)) for leader in leaders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    engine.dispose()
    return summed_up([leader.seen for leader in leaders], seconds)


def summed_up(seen: Sequence[Seen], seconds: int) -> dict[str, Any]:
    """Put together what everybody saw."""
    pages = [taken for one in seen for taken in one.pages]
    panels: dict[str, list[float]] = {}
    for one in seen:
        for name, values in one.panels.items():
            panels.setdefault(name, []).extend(values)
    every = [taken for values in panels.values() for taken in values]
    slowest = sorted(panels, key=lambda name: median(panels[name]), reverse=True)[:SLOWEST]
    failures: Counter[str] = sum((one.failures for one in seen), Counter())
    return {
        "leaders": len(seen),
        "seconds": seconds,
        "failures": dict(failures),
        "pages": _times(pages),
        "panels": _times(every),
        "slowest_panels": {name: _times(panels[name]) for name in slowest},
    }


def _times(values: Sequence[float]) -> Mapping[str, float]:
    cuts = quantiles(values, n=100)
    return {
        "requests": len(values),
        "p50_ms": round(median(values), 2),
        "p95_ms": round(cuts[94], 2),
        "p99_ms": round(cuts[98], 2),
        "max_ms": round(max(values), 2),
    }


def _signed_in(access: Access) -> list[str]:
    """Make an account for each leader and sign it in; a run before may have made it."""
    now = dt.datetime.now(dt.UTC)
    password = "a bench's own long password"  # noqa: S105 - of a database made for measuring
    known = {row.name for row in access.accounts()}
    secrets = []
    for number in range(LEADERS):
        login = f"leader{number}"
        if login not in known:
            access.add_account(login, login, password, [("viewer", "")], by="bench", now=now)
        secrets.append(access.sign_in(login, password, where=LOOPBACK, agent="bench", now=now))
    return secrets


if __name__ == "__main__":
    main()
