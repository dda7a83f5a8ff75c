"""Warm panels against a bare Flask that sends the same bytes: one client in turn, then sixteen in turn."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.clients import Client, throughput
from bench.servers import LOOPBACK, bare, free_port, ours, unpacked
from callbacks.panels import FILLED
from data.access import Access
from data.engine import make_engine
from layouts.ids import DATA_VERSION, slot

PANEL = "feedback_by_unit"
ROUNDS = 400
TURNS = 5
SECONDS = 4
BARE = "bare Flask"
METHOD = f"{ROUNDS} requests in turn; wrk, 16 clients, {SECONDS} s, {TURNS} turns each; medians"


@dataclass(frozen=True, slots=True)
class Contestant:
    """A server that is running, and the cookie that it is asked with."""

    name: str
    port: int
    cookie: str = ""


def warm(database: str, folder: Path, query: Mapping[str, str], panel: str = PANEL) -> dict[str, Any]:
    """Measure without sign-in, with it, and with it and Redis, against the bare Flask, in one run."""
    asked = question(panel, query)
    with ExitStack() as running:
        signed_in = f"ioc_session={session(database)}"
        redis = running.enter_context(redis_server())
        plain = running.enter_context(ours(database, folder))
        login = running.enter_context(ours(database, folder, IOC_DEMO="0"))
        shared = running.enter_context(ours(database, folder, IOC_DEMO="0", IOC_CACHE_URL=redis))
        body = Client(plain, asked).ask()[1]
        contestants = [
            Contestant(BARE, running.enter_context(bare(body, folder))),
            Contestant("no sign-in", plain),
            Contestant("signed in", login, signed_in),
            Contestant("signed in, Redis", shared, signed_in),
        ]
        times = answer_times(contestants, asked)
        rates = answer_rates(contestants, asked, folder)
    return {
        "panel": panel,
        "bytes": len(body),
        "bytes_unpacked": unpacked(body),
        "contestants": [summed_up(one.name, times, rates) for one in contestants],
    }


def question(panel: str, query: Mapping[str, str]) -> bytes:
    """Body of a callback request as Dash's renderer sends it."""
    parts = [(slot("MATCH", part), prop) for part, prop in FILLED]
    named = [
        f"{json.dumps(key, separators=(',', ':'))}.{prop}".replace('"MATCH"', '["MATCH"]')
        for key, prop in parts
    ]
    body = {
        "output": f"..{'...'.join(named)}..",
        "outputs": [{"id": slot(panel, part), "property": prop} for part, prop in FILLED],
        "inputs": [
            {"id": slot(panel, "request"), "property": "data", "value": query},
            {"id": DATA_VERSION, "property": "data"},
        ],
        "state": [{"id": slot(panel, "request"), "property": "id", "value": slot(panel, "request")}],
        "changedPropIds": [],
    }
    return json.dumps(body).encode()


def session(database: str) -> str:
    """Sign a viewer of everything in, whose account a run before may have made; gives the session's token."""
    access, now = Access(make_engine(database)), dt.datetime.now(dt.UTC)
    password = "a bench's own long password"  # noqa: S105 - of a database made for measuring
    if all(row.name != "bench" for row in access.accounts()):
        access.add_account("bench", "Bench", password, [("viewer", "")], by="bench", now=now)
    return access.sign_in("bench", password, where=LOOPBACK, agent="bench", now=now)


@contextmanager
def redis_server() -> Iterator[str]:
    """Run a Redis of our own; gives its address."""
    found = shutil.which("redis-server")
    if found is None:
        raise RuntimeError("redis-server is not installed: make services")
    port = free_port()
    process = subprocess.Popen([found, "--port", str(port), "--save", "", "--loglevel", "warning"])
    try:
        yield f"redis://{LOOPBACK}:{port}/0"
    finally:
        process.terminate()
        process.wait()


def answer_times(contestants: list[Contestant], asked: bytes) -> dict[str, list[float]]:
    """Milliseconds of single answers, asked for in turn."""
    clients = {one.name: Client(one.port, asked, one.cookie) for one in contestants}
    for client in clients.values():
        for _ in range(ROUNDS // 4):
            client.ask()
    times: dict[str, list[float]] = {name: [] for name in clients}
    for _ in range(ROUNDS):
        for name, client in clients.items():
            times[name].append(client.ask()[0])
    return times


def answer_rates(contestants: list[Contestant], asked: bytes, folder: Path) -> dict[str, list[float]]:
    """Answers a second to sixteen clients, in turn."""
    rates: dict[str, list[float]] = {one.name: [] for one in contestants}
    for _ in range(TURNS):
        for one in contestants:
            rate = throughput(one.port, asked, folder, seconds=SECONDS, cookie=one.cookie)
            rates[one.name].append(rate)
    return rates


def summed_up(name: str, times: dict[str, list[float]], rates: dict[str, list[float]]) -> dict[str, Any]:
    """Medians of one contestant, and its ratios to the bare Flask."""
    p50, p95, rate = (
        {key: measure(values[key]) for key in (name, BARE)}
        for values, measure in ((times, median), (times, ninety_fifth), (rates, median))
    )
    return {
        "name": name,
        "p50_ms": p50[name],
        "p95_ms": p95[name],
        "requests_per_second_16_clients": rate[name],
        "p50_ratio": p50[name] / p50[BARE],
        "p95_ratio": p95[name] / p95[BARE],
        "throughput_ratio": rate[name] / rate[BARE],
    }


def ninety_fifth(values: list[float]) -> float:
    """Value that nineteen of twenty stay under."""
    return quantiles(values, n=20)[-1]
