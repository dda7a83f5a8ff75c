"""The eight panels over millions of cases on PostgreSQL: all contestants in turn, in one run."""

from __future__ import annotations

import datetime as dt
import gzip
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib import metadata
from pathlib import Path
from statistics import median, quantiles
from typing import Any, TypeAlias

import psycopg
from sqlalchemy import make_url

from bench import naive
from bench.clients import Client
from bench.panels import Compared, eight
from bench.rollup_cost import processor
from bench.servers import LOOPBACK, bare, free_port, ours, running
from bench.warm import question
from callbacks.requests import Requests
from dashboard import clock
from dashboard.app import create_app
from dashboard.caching import GZIP_LEVEL
from dashboard.heap import settle
from dashboard.payloads import drawn
from dashboard.settings import Settings
from data.contracts import DEMO, Request
from data.engine import make_engine, reading
from data.queries import QUERIES
from data.source import DataSource
from data.version import with_version

Ask: TypeAlias = Callable[[], object]

ROUNDS = 60
NAIVE_EVERY = 20
"""The naive contestant takes seconds: it runs once in so many rounds."""

TICKED = 400
"""Runs of a statement in which its processor time is counted: the ticks of /proc are 10 ms long."""

METHOD = (
    f"{ROUNDS} rounds, contestants in turn within each; the naive one in every {NAIVE_EVERY}th; medians. "
    "plain SQL: psycopg, prepared statement, one connection. ours, uncached: statement, shaping, drawing, "
    "JSON and gzip in one process; statement: the same statement alone through SQLAlchemy. Others over HTTP. "
    f"processor: of the database, mean of {TICKED} runs of the plain SQL."
)


def compare(database: str, folder: Path, today: dt.date) -> dict[str, Any]:
    """Measure one panel after the other, its contestants in turn; gives medians in milliseconds."""
    rows = []
    with ExitStack() as stack:
        plain = stack.enter_context(psycopg.connect(_libpq(database), autocommit=True))
        served = stack.enter_context(ours(database, folder))
        slow = stack.enter_context(_naive(database, folder, today))
        statement, uncached = _in_process(database)
        for panel in eight(today):
            with _bare(panel, served, folder) as runs:
                runs["plain SQL"] = _plain(plain, panel)
                runs |= {"statement": statement(panel), "uncached": uncached(panel)}
                runs["naive Dash"] = Client(slow, naive.question(panel.title)).ask
                rows.append(_summed_up(panel, _measured(runs)) | {"processor_ms": _processor(plain, panel)})
    together = {
        f"{name}, {kind}": sum(row[kind][name] for row in rows)
        for name in ("plain SQL", "statement")
        for kind in ("p50_ms", "lowest_ms")
    }
    return {
        "method": METHOD,
        "versions": _versions(database),
        "cases": _sizes(database),
        "panels": rows,
        "together_ms": together | {"plain SQL, processor": sum(row["processor_ms"] for row in rows)},
    }


def say(report: Mapping[str, Any]) -> None:
    """Print the table."""
    out = sys.stdout.write
    names = ("plain SQL", "statement", "uncached", "cached", "bare Flask", "naive Dash")
    for kind, over in (("p50_ms", "over_sql_ms"), ("lowest_ms", "lowest_over_sql_ms")):
        out(f"\nEight panels, {report['cases']}, {kind}\n")
        out(f"  {'':28}" + "".join(f"{name:>12}" for name in names) + f"{'over SQL':>12}{'processor':>12}\n")
        for row in report["panels"]:
            cells = [row[kind][name] for name in names] + [row[over], row["processor_ms"]]
            out(f"  {row['panel']:28}{''.join(f'{cell:12.2f}' for cell in cells)}\n")
    for name, milliseconds in report["together_ms"].items():
        out(f"  together, {name}: {milliseconds:.2f}\n")


@contextmanager
def _bare(panel: Compared, served: int, folder: Path) -> Iterator[dict[str, Ask]]:
    """Give our served panel, and a bare Flask that sends the same bytes while the block lasts."""
    client = Client(served, question(panel.question, panel.query))
    own = folder / panel.question
    own.mkdir()
    with bare(client.ask()[1], own) as port:
        yield {"cached": client.ask, "bare Flask": Client(port, b"{}").ask}


def _plain(connection: psycopg.Connection[Any], panel: Compared) -> Ask:
    return lambda: connection.execute(panel.sql, panel.parameters, prepare=True).fetchall()


def _processor(connection: psycopg.Connection[Any], panel: Compared) -> float:
    """Milliseconds that the plain SQL takes of the processor: other work on the machine changes little."""
    run, server = _plain(connection, panel), connection.info.backend_pid
    begun = processor(server)
    for _ in range(TICKED):
        run()
    return (processor(server) - begun) * 1000 / TICKED


def _in_process(database: str) -> tuple[Callable[[Compared], Ask], Callable[[Compared], Ask]]:
    """Give what makes the statement alone, and the whole panel without its cache, to run in this process."""
    engine = make_engine(database)
    source = DataSource(engine)
    default = source.catalogue().localities[0].slug
    requests = Requests(source.catalogue, default_locality=default, today=clock.today, viewer=lambda: DEMO)
    server = create_app(Settings(demo=True), engine).server

    def read(panel: Compared) -> Request:
        return requests.read(panel.query, is_wide=source.is_wide(panel.question))

    def statement(panel: Compared) -> Ask:
        prepared = with_version(QUERIES[panel.question].statement(read(panel)))

        def run() -> object:
            with reading(engine) as connection:
                return connection.execute(prepared).mappings().all()

        return run

    def uncached(panel: Compared) -> Ask:
        asked = read(panel)

        def run() -> object:
            with server.app_context():
                body = drawn(panel.question, lambda: asked, source, requests).body
                return gzip.compress(body, GZIP_LEVEL, mtime=0)

        return run

    return statement, uncached


@contextmanager
def _naive(database: str, folder: Path, today: dt.date) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "8"]
    command += ["--timeout", "600", "--keep-alive", "75", "--bind", f"{LOOPBACK}:{port}"]
    environment = {"BENCH_DATABASE": database, "BENCH_TODAY": today.isoformat()}
    with running([*command, "bench.naive:make_app()"], port, environment, folder / "naive.log"):
        yield port


def _measured(runs: Mapping[str, Ask]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run()
    settle()
    for at in range(ROUNDS):
        for name, run in runs.items():
            if name == "naive Dash" and at % NAIVE_EVERY:
                continue
            begun = time.perf_counter()
            run()
            times[name].append((time.perf_counter() - begun) * 1000)
    return times


def _summed_up(panel: Compared, times: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    p50 = {name: median(values) for name, values in times.items()}
    p95 = {name: quantiles(values, n=20)[-1] for name, values in times.items() if len(values) >= NAIVE_EVERY}
    low = {name: min(values) for name, values in times.items()}
    over = [whole - own for whole, own in zip(times["uncached"], times["statement"], strict=True)]
    return {
        "panel": panel.title,
        "question": panel.question,
        "period": panel.span.code,
        "p50_ms": p50,
        "p95_ms": p95,
        "lowest_ms": low,
        "lowest_over_sql_ms": low["uncached"] - low["statement"],
        "over_sql_ms": median(over),
        "cached_to_bare": p50["cached"] / p50["bare Flask"],
        "naive_to_uncached": p50["naive Dash"] / p50["uncached"],
    }


def _sizes(database: str) -> dict[str, int]:
    """Count what the run was over; kinds of cases by their monthly totals."""
    statement = "SELECT kind, sum(received) FROM case_unit_month WHERE is_total GROUP BY kind ORDER BY kind"
    with psycopg.connect(_libpq(database)) as connection:
        found = {kind: int(number) for kind, number in connection.execute(statement)}
        row = connection.execute("SELECT count(*) FROM locality WHERE is_simulated").fetchone()
    return {**found, "provinces": int(row[0]) if row else 0}


def _versions(database: str) -> dict[str, str]:
    names = ("dash", "flask", "pandas", "psycopg", "sqlalchemy")
    with psycopg.connect(_libpq(database)) as connection:
        number = connection.info.server_version
    server = f"{number // 10_000}.{number % 10_000}"
    return {"postgresql": server, **{name: metadata.version(name) for name in names}}


def _libpq(database: str) -> str:
    return make_url(database).set(drivername="postgresql").render_as_string(hide_password=False)
