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
from typing import Any

from bench.servers import ROOT
from bench.uncached import costs
from bench.warm import METHOD, warm

RESULTS = ROOT / "bench" / "results" / "latest.json"
QUERY = {"locality": "tan_chau", "period": "2022"}
UNCACHED_ROUNDS = 20


def main() -> None:
    """Run everything on the plans' figures in a database of its own."""
    with tempfile.TemporaryDirectory(prefix="ioc-bench-") as name:
        folder = Path(name)
        database = f"sqlite:///{folder / 'ioc.sqlite'}"
        prepare(database)
        report = {
            "machine": machine(),
            "warm": warm(database, folder, QUERY),
            "uncached": uncached(database),
        }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    say(report)


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


def say(report: dict[str, Any]) -> None:
    """Print the tables."""
    out = sys.stdout.write
    found = report["warm"]
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
    out("\nUncached panel, milliseconds\n")
    out(f"  {'':40}{'SQL':>8}{'over SQL':>10}{'p95':>8}\n")
    for row in report["uncached"]:
        name = f"{row['panel']} {row['locality']}"
        out(f"  {name:40}{row['sql']:8.2f}{row['over']:10.2f}{row['over_p95']:8.2f}\n")


if __name__ == "__main__":
    main()
