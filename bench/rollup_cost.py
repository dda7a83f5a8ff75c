"""What keeping the aggregates costs: changed cases merged, against the size of the table and a full rebuild.

`python -m bench.rollup_cost ADDRESS…` takes databases on this machine that hold simulated cases, measures
each in transactions that are rolled back, and draws docs/img/rollup-cost.svg. `--simulated CASES…` makes
databases of those sizes beside them, in a PostgreSQL that ends with the run. What counts are seconds of the
processor, those of the database's process and ours together: other work on the machine does not change them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, Engine, func, select, text

from bench.plot import Line, drawing
from bench.servers import ROOT
from dashboard import clock
from data import migrate
from data.engine import make_engine
from data.intake.batch import table_of
from data.rollups import cases
from data.rollups.cases import Changes
from data.rollups.cases_bulk import settle
from data.rollups.cases_days import FACTS, CaseKind
from data.schema import CaseMonth
from data.simulate import Plan, Totals, simulate
from tests.services import postgres

PICTURE = ROOT / "docs" / "img" / "rollup-cost.svg"
RESULTS = ROOT / "bench" / "results" / "rollup_cost.json"
SHARE = 0.001
FIXED = 1_000
"""Changed cases that every table gets, whatever its size."""

COMMUNES, MONTHS, SEED = 96, 36, 7
REPEATS = 3
KIND: CaseKind = "dossier"
LATELY = dt.timedelta(days=60)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds of merging changed cases of one kind, and of making all aggregates anew."""

    cases: int
    changed_share: int
    share_seconds: float
    fixed_seconds: float
    rebuild_seconds: float | None
    """None where the database was too large to be rebuilt within the run."""

    @property
    def ratio(self) -> float | None:
        """How many times as much the rebuild takes as the changed share."""
        return self.rebuild_seconds / self.share_seconds if self.rebuild_seconds else None


def main() -> None:
    """Measure every database, write the figures and the picture."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("databases", nargs="*", metavar="ADDRESS")
    asked.add_argument("--simulated", nargs="+", type=int, default=[], metavar="CASES")
    asked.add_argument("--rebuilt-up-to", type=int, default=sys.maxsize, metavar="CASES")
    given = asked.parse_args()
    found = []
    with ExitStack() as stack:
        small = simulated(given.simulated, stack) if given.simulated else []
        for address in (*small, *given.databases):
            engine = make_engine(address)
            found.append(measure(engine, given.rebuilt_up_to))
            engine.dispose()
            sys.stdout.write(f"{found[-1]} ratio {found[-1].ratio}\n")
            sys.stdout.flush()
    write(sorted(found, key=lambda cost: cost.cases))


def simulated(sizes: Sequence[int], stack: ExitStack) -> Iterator[str]:
    """Make a database a size, each when it is asked for: a third of its cases is feedback."""
    cluster = stack.enter_context(postgres())
    for size in sizes:
        address = stack.enter_context(cluster.database())
        engine, now, feedback = make_engine(address), clock.now(), size // 3
        migrate.upgrade(engine)
        plan = Plan(COMMUNES, MONTHS, SEED, now, totals=Totals(feedback, size - feedback))
        simulate(engine, plan, loaded_by="bench", now=now)
        engine.dispose()
        yield address


def write(found: Sequence[Cost]) -> None:
    """Keep the figures and draw them."""
    told = [{**asdict(cost), "ratio": cost.ratio} for cost in found]
    RESULTS.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    PICTURE.write_text(picture(found), encoding="utf-8")


def measure(engine: Engine, rebuilt_up_to: int) -> Cost:
    """Change cases and take it back, several times; then rebuild once, and take that back too.

    A database with more cases than `rebuilt_up_to` is not rebuilt. What was taken back is swept out.
    """
    with engine.connect() as connection:
        total = int(
            connection.scalar(select(func.sum(CaseMonth.received)).where(CaseMonth.is_total.is_(True))) or 0
        )
        share = max(round(total * SHARE), 1)
        changed = _changed(connection, max(share, FIXED))
    by_share = [_timed(engine, changed[:share]) for _ in range(REPEATS)]
    fixed = [_timed(engine, changed[:FIXED]) for _ in range(REPEATS)]
    rebuilt = _rebuilt(engine) if total <= rebuilt_up_to else None
    settle(engine, [FACTS[KIND], *cases.AGGREGATES])
    return Cost(total, share, median(by_share), median(fixed), rebuilt)


def picture(costs: Sequence[Cost]) -> str:
    """Draw processor seconds over cases, both on logarithmic scales."""
    rebuilt = [(cost.cases, cost.rebuild_seconds) for cost in costs if cost.rebuild_seconds]
    lines = [
        Line("dựng lại toàn bộ", rebuilt, "#9a3412"),
        Line("0,1 % hồ sơ đổi", [(cost.cases, cost.share_seconds) for cost in costs], "#1d4ed8"),
        Line("1.000 hồ sơ đổi", [(cost.cases, cost.fixed_seconds) for cost in costs], "#15803d"),
    ]
    return drawing(lines, "số vụ việc trong cơ sở dữ liệu", "giây bộ xử lý")


def _changed(connection: Connection, number: int) -> list[dict[str, Any]]:
    """Choose cases from everywhere that came lately, as those do that change, closed a day later."""
    table = table_of(FACTS[KIND])
    last = connection.scalar(select(func.max(table.c.received_at)))
    is_late = table.c.received_at >= last - LATELY
    rows = connection.execute(
        select(table).where(is_late, table.c.closed_at.is_not(None)).order_by(func.random()).limit(number)
    )
    return [{**row, "closed_at": row["closed_at"] + _DAY} for row in rows.mappings()]


def _timed(engine: Engine, rows: Sequence[dict[str, Any]]) -> float:
    return _spent(engine, lambda connection: cases.apply(connection, KIND, Changes(rows), clock.now()))


def _rebuilt(engine: Engine) -> float:
    def rebuild(connection: Connection) -> None:
        connection.execute(text("SET LOCAL work_mem = '256MB'"))
        cases.rebuild(connection, clock.now())

    return _spent(engine, rebuild)


def _spent(engine: Engine, run: Callable[[Connection], None]) -> float:
    """Processor seconds of a transaction that is taken back; the database does it in one process."""
    with engine.connect() as connection:
        connection.execute(text("SET LOCAL max_parallel_workers_per_gather = 0"))
        connection.execute(text("SET LOCAL max_parallel_maintenance_workers = 0"))
        server = int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)
        begun = processor(server) + time.process_time()
        run(connection)
        taken = processor(server) + time.process_time() - begun
        connection.rollback()
    return taken


def processor(process: int) -> float:
    """Give the seconds that a process has spent, by /proc: fields 14 and 15 after its name in brackets."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
