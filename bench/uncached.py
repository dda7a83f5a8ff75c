"""What a panel costs over its SQL when no payload is kept: shaping, drawing, writing and compressing.

Measured in one process, set up as a worker is (dashboard/cli/serving.py).
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

from callbacks.requests import Requests
from dashboard import clock
from dashboard.app import create_app
from dashboard.caching import GZIP_LEVEL
from dashboard.heap import settle
from dashboard.payloads import drawn
from dashboard.settings import Settings
from data.contracts import DEMO
from data.engine import make_engine
from data.queries import QUERIES
from data.source import DataSource
from data.version import with_version
from layouts.panels import PANELS


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of one panel for one request: the statement alone, and what drawing adds to it."""

    panel: str
    sql: float
    over: float
    over_p95: float


def costs(database: str, query: dict[str, str], rounds: int) -> list[Cost]:
    """Measure every panel; statement, built before, and panel run in turn, after a warm-up."""
    engine = make_engine(database)
    source = DataSource(engine)
    requests = Requests(
        source.catalogue, default_locality=query["locality"], today=clock.today, viewer=lambda: DEMO
    )
    server = create_app(Settings(demo=True), engine).server
    asked = requests.read(query)
    statements = {name: with_version(QUERIES[name].statement(asked)) for name in PANELS}

    def statement(name: str) -> None:
        with engine.connect() as connection:
            connection.execute(statements[name]).mappings().all()

    def panel(name: str) -> None:
        with server.app_context():
            gzip.compress(drawn(name, lambda: asked, source, requests).body, GZIP_LEVEL, mtime=0)

    settle()
    found = []
    for name in PANELS:
        pairs = [(_timed(statement, name), _timed(panel, name)) for _ in range(rounds)][rounds // 5 :]
        over = [whole - sql for sql, whole in pairs]
        found.append(Cost(name, median(sql for sql, _ in pairs), median(over), quantiles(over, n=20)[-1]))
    engine.dispose()
    return found


def _timed(run: Callable[[str], None], name: str) -> float:
    begun = time.perf_counter()
    run(name)
    return (time.perf_counter() - begun) * 1000
