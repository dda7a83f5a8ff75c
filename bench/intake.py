"""A long list of cases against plain COPY of the same file: `python -m bench.intake [ROWS] [ROUNDS]`.

Each round takes a new copy of the same database: COPY into a table of words, COPY into a table of typed
columns without keys or rules, COPY into the same with two keys, then `ioc import feedback_cases FILE
--publish` with all checks and aggregates.
Seconds of the clock and of processors, the database's included: the latter say the same on a busy machine.
Writes bench/results/intake.json.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import polars as pl
import psycopg
from psycopg import sql
from sqlalchemy import delete, select

from bench.__main__ import machine
from bench.servers import ROOT
from data import migrate
from data.engine import make_engine, writing
from data.rollups import cases
from data.schema import CaseCategory, FeedbackCase, Locality, Unit
from data.simulate import Plan, Totals, simulate
from tests.services import PostgresServer, clean_environment, postgres

RESULTS = ROOT / "bench" / "results" / "intake.json"
ROWS, ROUNDS = 1_000_000, 3
COMMUNES, MONTHS = 102, 36
UNTIL = dt.datetime(2026, 10, 20, tzinfo=dt.UTC)
BLOCK = 1 << 20
SAMPLED_EVERY = 0.1
COPIES = ("copy_words", "copy_typed", "copy_keyed")
OPEN_SHARE, RATED_SHARE = 0.02, 0.3
METHOD = "contestants in turn, each round in new databases on one private PostgreSQL without fsync; medians"
COLUMNS = {
    "Mã phản ánh": "code text",
    "Đơn vị xử lý": "unit text",
    "Lĩnh vực": "category text",
    "Kênh tiếp nhận": "channel text",
    "Thời điểm tiếp nhận": "received_at timestamptz",
    "Thời điểm thụ lý": "accepted_at timestamptz",
    "Hạn xử lý": "due_at timestamptz",
    "Thời điểm kết thúc": "closed_at timestamptz",
    "Trạng thái": "state text",
    "Đánh giá": "rating text",
}
"""Headings of the file, and the columns of the typed table."""

KEYS = ("PRIMARY KEY (code, received_at)", "UNIQUE (unit, due_at, code)")
"""What our own table of cases finds its rows by, as constraints: COPY keeps them row by row."""


def main(rows: int = ROWS, rounds: int = ROUNDS) -> None:
    """Measure, print, keep."""
    with tempfile.TemporaryDirectory(prefix="ioc-bench-") as name, postgres() as server:
        folder = Path(name)
        slug = prepare(server)
        file = write_file(server, folder / "cases.csv", rows)
        found = [measured(server, folder, file, slug) for _ in range(rounds)]
    told = summed_up(found, rows)
    report = {"machine": machine() | {"method": METHOD}, "rows": rows, "rounds": found, **told}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(told, indent=2) + "\n")


def prepare(server: PostgresServer) -> str:
    """Make the database that every round copies: a simulated province without feedback; gives its slug."""
    server.execute(sql.SQL("CREATE DATABASE base"))
    engine = make_engine(server.url("base"))
    migrate.upgrade(engine)
    few = Totals(20_000, 20_000)
    simulate(engine, Plan(COMMUNES, MONTHS, 7, UNTIL, 1, few), loaded_by="bench", now=UNTIL)
    with writing(engine) as connection:
        with cases.quiet(connection):
            connection.execute(delete(FeedbackCase))
        cases.rebuild(connection, UNTIL)
        slug = connection.scalars(select(Locality.slug).where(Locality.is_simulated)).one()
    engine.dispose()
    return slug


def write_file(server: PostgresServer, path: Path, rows: int) -> Path:
    """Write a list of so many cases of the province's communes and categories."""
    engine = make_engine(server.url("base"))
    with engine.connect() as connection:
        units = connection.scalars(select(Unit.name).where(Unit.level == "commune")).all()
        kinds = connection.scalars(select(CaseCategory.name).where(CaseCategory.kind == "feedback")).all()
    engine.dispose()
    draw = np.random.default_rng(7)
    minute = np.timedelta64(1, "m")
    start = np.datetime64("2023-11-01T00:00", "ms")
    received = start + np.sort(draw.integers(0, 1080 * 24 * 60, rows)) * minute
    taken = (draw.lognormal(0, 0.5, rows) * 4 * 24 * 60).astype(np.int64) + 30
    is_open = draw.random(rows) < OPEN_SHARE
    closed = np.where(is_open, np.datetime64("NaT"), received + taken * minute)
    frame = pl.DataFrame(
        {
            "code": [f"PA-{number:09}" for number in range(rows)],
            "unit": np.array(units)[draw.integers(0, len(units), rows)],
            "category": np.array(kinds)[draw.integers(0, len(kinds), rows)],
            "channel": np.array(["Ứng dụng", "Điện thoại", "Trang web"])[draw.integers(0, 3, rows)],
            "received": received,
            "accepted": received + 20 * minute,
            "due": received + 7 * 24 * 60 * minute,
            "closed": closed.astype("datetime64[ms]"),
            "state": np.where(is_open, "Đang xử lý", "Đã xử lý"),
            "rating": np.where(draw.random(rows) < RATED_SHARE, "Hài lòng", ""),
        }
    )
    named = frame.rename(dict(zip(frame.columns, COLUMNS, strict=True)))
    named.write_csv(path, datetime_format="%d/%m/%Y %H:%M")
    return path


def measured(server: PostgresServer, folder: Path, file: Path, slug: str) -> dict[str, float]:
    """Seconds of each contestant in one round, and the peak memory of ours in megabytes."""
    words = [f"{column.split()[0]} text" for column in COLUMNS.values()]
    found: dict[str, float] = {}

    def run(contestant: str, seconds: Callable[[str], float]) -> None:
        with copied(server) as name:
            before = processors(server)
            found[contestant] = seconds(name)
            found[f"{contestant}_processors"] = processors(server) - before

    run("copy_words", lambda name: copy_seconds(server, name, file, words))
    run("copy_typed", lambda name: copy_seconds(server, name, file, list(COLUMNS.values())))
    run("copy_keyed", lambda name: copy_seconds(server, name, file, [*COLUMNS.values(), *KEYS]))

    def ours(name: str) -> float:
        seconds, found["peak_mb"] = import_seconds(server.url(name), folder, file, slug)
        return seconds

    run("import", ours)
    return found


def processors(server: PostgresServer) -> float:
    """Seconds of processors so far: of this process and those it started, of the database's, ended or not."""
    with psycopg.connect(server.libpq) as connection:
        postmaster = _stat(connection.info.backend_pid)[1]
    everybody = [_stat(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    ticks = sum(sum(one[11:13]) for one in everybody if one and one[1] == postmaster)
    ticks += sum(_stat(postmaster)[11:15])
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + started.ru_utime + started.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[int]:
    """Fields of a process after its name, its state as 0; none where it has ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [0, *map(int, told.rpartition(")")[2].split()[1:])]


@contextmanager
def copied(server: PostgresServer) -> Iterator[str]:
    """A database like the base, dropped at the end."""
    server.execute(sql.SQL("CREATE DATABASE round TEMPLATE base"))
    yield "round"
    server.execute(sql.SQL("DROP DATABASE round WITH (FORCE)"))


def copy_seconds(server: PostgresServer, database: str, file: Path, columns: Sequence[str]) -> float:
    """Copy the file as it is into a table of its own, and commit."""
    with psycopg.connect(server.libpq.replace("dbname=postgres", f"dbname={database}")) as connection:
        connection.execute("SET datestyle = 'ISO, DMY'")
        connection.execute("SET timezone = 'Asia/Ho_Chi_Minh'")
        listed = sql.SQL(", ").join(map(sql.SQL, columns))
        connection.execute(sql.SQL("CREATE TABLE plain ({})").format(listed))
        began = time.perf_counter()
        statement = "COPY plain FROM STDIN (FORMAT csv, HEADER)"
        with file.open("rb") as stream, connection.cursor().copy(statement) as copy:
            while block := stream.read(BLOCK):
                copy.write(block)
        connection.commit()
        return time.perf_counter() - began


def import_seconds(url: str, folder: Path, file: Path, slug: str) -> tuple[float, float]:
    """Run the command in a process of its own, its start included; peak memory in megabytes."""
    settings = {"DATABASE_URL": url, "IOC_INSTANCE": str(folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "dashboard", "import", "feedback_cases", str(file), "--publish"]
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--locality", slug], cwd=ROOT, env={**clean_environment(), **settings}
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, peak_of(process.pid))
        time.sleep(SAMPLED_EVERY)
    seconds = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}")
    return seconds, peak


def peak_of(pid: int) -> float:
    """Most memory that a process has held so far, in megabytes; `wait4` would tell of its parent's too."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return 0.0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(found[0]) / 1024 if found else 0.0


def summed_up(found: Sequence[dict[str, float]], rows: int) -> dict[str, Any]:
    """Medians, rows a second, and how much longer than COPY ours takes."""
    middle = {name: median(one[name] for one in found) for name in found[0]}
    speeds = {f"{name}_rows_per_second": rows / middle[name] for name in (*COPIES, "import")}
    ratios = {
        f"import_to_{name}{of}": middle[f"import{of}"] / middle[f"{name}{of}"]
        for name in COPIES
        for of in ("", "_processors")
    }
    return {"medians": middle, **speeds, **ratios}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
