"""`make bench`: prints the tables of one run, writes bench/results; `--country` measures millions of cases.

Without `--database` the cases lie in a PostgreSQL of our own, which ends with the run: a province of 96
communes, or with `--country` 34 provinces with 3.321 communes, five and ten million cases.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import cases
from bench.panels import eight
from bench.servers import ROOT
from bench.uncached import costs
from bench.warm import METHOD, warm
from dashboard import clock
from tests.services import postgres

RESULTS = ROOT / "bench" / "results" / "latest.json"
COUNTRY_RESULTS = RESULTS.with_name("country.json")
QUERY = {"locality": "tan_chau", "period": "2022"}
UNCACHED_ROUNDS = 20
WIDEST = "feedback_league"
"""Panel of the cases whose warm answers are measured: of the eight the one with most to send."""


def main() -> None:
    """Run the whole bench, or with `--country` the eight panels over the cases of a country alone."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--country", action="store_true")
    asked.add_argument("--database", default="", help="PostgreSQL that holds a simulation already")
    given = asked.parse_args()
    report: dict[str, Any] = {"machine": machine()}
    with tempfile.TemporaryDirectory(prefix="ioc-bench-") as name:
        folder = Path(name)
        if not given.country:
            report |= plans(folder)
        report["cases"] = over_cases(folder, given.database, is_country=given.country)
    results = COUNTRY_RESULTS if given.country else RESULTS
    results.parent.mkdir(exist_ok=True)
    results.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if not given.country:
        say(report["warm"])
        say_uncached(report["uncached"])
    cases.say(report["cases"])
    say(report["cases"]["warm"])


def plans(folder: Path) -> dict[str, Any]:
    """Measure on the plans' figures in a database of their own."""
    database = f"sqlite:///{folder / 'ioc.sqlite'}"
    prepare(database)
    return {"warm": warm(database, folder, QUERY), "uncached": uncached(database)}


def over_cases(folder: Path, database: str, *, is_country: bool) -> dict[str, Any]:
    """Measure the eight panels over simulated cases, made first where no database is given."""
    if database:
        return compared(database, folder)
    with postgres() as cluster, cluster.database() as own:
        prepare(own)
        begun = time.monotonic()
        size = ["--country"] if is_country else []
        environment = {**os.environ, "DATABASE_URL": own, "IOC_INSTANCE": str(folder / "instance")}
        command = [sys.executable, "-m", "dashboard", "simulate", *size]
        subprocess.run(command, check=True, cwd=ROOT, env=environment)
        loaded = time.monotonic() - begun
        return compared(own, folder) | {"loading_seconds": loaded}


def compared(database: str, folder: Path) -> dict[str, Any]:
    """Compare the eight panels, and warm answers signed in and with Redis, over a database with cases."""
    panels = cases.compare(database, folder, clock.today())
    widest = next(panel for panel in eight(clock.today()) if panel.question == WIDEST)
    return panels | {"warm": warm(database, folder, widest.query, WIDEST)}


def prepare(database: str) -> None:
    """Bring a database to what `make run` serves from."""
    for command in (["migrate"], ["load", "plans"]):
        environment = {**os.environ, "DATABASE_URL": database}
        subprocess.run([sys.executable, "-m", "dashboard", *command], check=True, cwd=ROOT, env=environment)


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
        "method": METHOD,
    }


def say(found: dict[str, Any]) -> None:
    """Print how warm answers compare with the bare Flask."""
    out = sys.stdout.write
    out(
        f"\nWarm panel {found['panel']}, {found['bytes']} bytes gzip, one interleaved run; x: ratio to bare\n"
    )
    out(f"  {'':20}{'p50 ms':>8}{'x':>6}{'p95 ms':>9}{'x':>6}{'req/s, 16':>11}{'x':>6}\n")
    for one in found["contestants"]:
        out(
            f"  {one['name']:20}{one['p50_ms']:8.2f}{one['p50_ratio']:6.2f}"
            f"{one['p95_ms']:9.2f}{one['p95_ratio']:6.2f}"
            f"{one['requests_per_second_16_clients']:11.0f}{one['throughput_ratio']:6.2f}\n"
        )


def say_uncached(rows: list[dict[str, Any]]) -> None:
    """Print what panels cost that nobody has asked for before."""
    out = sys.stdout.write
    out("\nUncached panel, milliseconds\n")
    out(f"  {'':40}{'SQL':>8}{'over SQL':>10}{'p95':>8}\n")
    for row in rows:
        name = f"{row['panel']} {row['locality']}"
        out(f"  {name:40}{row['sql']:8.2f}{row['over']:10.2f}{row['over_p95']:8.2f}\n")


if __name__ == "__main__":
    main()
