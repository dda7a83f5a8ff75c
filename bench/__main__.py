"""`make bench`: prints the table of one interleaved run and writes bench/results/latest.json."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.clients import Client, throughput
from bench.servers import ROOT, bare, ours, unpacked
from bench.uncached import costs
from callbacks.panels import FILLED
from layouts.ids import DATA_VERSION, slot

RESULTS = ROOT / "bench" / "results" / "latest.json"
QUERY = {"locality": "tan_chau", "period": "2022"}
PANEL = "feedback_by_unit"
ROUNDS = 400
TURNS = 5
SECONDS = 4
UNCACHED_ROUNDS = 40


def main() -> None:
    """Run everything on the plans' figures in a database of its own."""
    with tempfile.TemporaryDirectory(prefix="ioc-bench-") as name:
        folder = Path(name)
        database = f"sqlite:///{folder / 'ioc.sqlite'}"
        prepare(database)
        report = {"machine": machine(), "warm": warm(database, folder), "uncached": uncached(database)}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    say(report)


def prepare(database: str) -> None:
    """Bring a database to what `make run` serves from."""
    for command in (["migrate"], ["load", "plans"]):
        environment = {**os.environ, "DATABASE_URL": database}
        subprocess.run([sys.executable, "-m", "dashboard", *command], check=True, cwd=ROOT, env=environment)


def question(panel: str, query: dict[str, str]) -> bytes:
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


def warm(database: str, folder: Path) -> dict[str, Any]:
    """Ours against a bare Flask with the same bytes: one client in turn, then sixteen in turn."""
    asked = question(PANEL, QUERY)
    with ours(database, folder) as our_port:
        body = Client(our_port, asked).ask()[1]
        with bare(body, folder) as bare_port:
            clients = {"ours": Client(our_port, asked), "bare": Client(bare_port, asked)}
            for client in clients.values():
                for _ in range(ROUNDS // 4):
                    client.ask()
            times: dict[str, list[float]] = {"ours": [], "bare": []}
            for _ in range(ROUNDS):
                for name, client in clients.items():
                    times[name].append(client.ask()[0])
            rates: dict[str, list[float]] = {"ours": [], "bare": []}
            for _ in range(TURNS):
                for name, port in (("ours", our_port), ("bare", bare_port)):
                    rates[name].append(throughput(port, asked, folder, seconds=SECONDS))
    p50 = {name: median(values) for name, values in times.items()}
    p95 = {name: quantiles(values, n=20)[-1] for name, values in times.items()}
    rate = {name: median(values) for name, values in rates.items()}
    return {
        "panel": PANEL,
        "bytes": len(body),
        "bytes_unpacked": unpacked(body),
        "p50_ms": p50,
        "p95_ms": p95,
        "requests_per_second_16_clients": rate,
        "p50_ratio": p50["ours"] / p50["bare"],
        "p95_ratio": p95["ours"] / p95["bare"],
        "throughput_ratio": rate["ours"] / rate["bare"],
    }


def uncached(database: str) -> list[dict[str, Any]]:
    """Every panel of the plans' best-filled localities without the cache."""
    places = (QUERY, {"locality": "bu_dang", "period": "2023"})
    return [{**query, **asdict(cost)} for query in places for cost in costs(database, query, UNCACHED_ROUNDS)]


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "load": os.getloadavg(),
        "measured_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "method": f"{ROUNDS} requests in turn; wrk, 16 clients, {SECONDS} s, {TURNS} turns each; medians",
    }


def say(report: dict[str, Any]) -> None:
    """Print the table."""
    out = sys.stdout.write
    w = report["warm"]
    out(f"\nWarm panel {w['panel']}, {w['bytes']} bytes gzip, one interleaved run\n")
    out(f"  {'':18}{'ours':>10}{'bare Flask':>12}{'ratio':>8}\n")
    for label, values, ratio in (
        ("p50 ms", w["p50_ms"], w["p50_ratio"]),
        ("p95 ms", w["p95_ms"], w["p95_ratio"]),
        ("req/s, 16 clients", w["requests_per_second_16_clients"], w["throughput_ratio"]),
    ):
        out(f"  {label:18}{values['ours']:10.2f}{values['bare']:12.2f}{ratio:8.2f}\n")
    out("\nUncached panel, milliseconds\n")
    out(f"  {'':40}{'SQL':>8}{'over SQL':>10}{'p95':>8}\n")
    for row in report["uncached"]:
        name = f"{row['panel']} {row['locality']}"
        out(f"  {name:40}{row['sql']:8.2f}{row['over']:10.2f}{row['over_p95']:8.2f}\n")


if __name__ == "__main__":
    main()
