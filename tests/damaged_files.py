"""Damaged and hostile files, handed in at a desk in a child process whose time and memory are watched."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from data.engine import make_engine
from data.intake.batch import table_of
from data.intake.desk import Desk, Upload
from data.intake.errors import IntakeError
from data.schema import AuditEntry, DatasetVersion, IntakeBatch, IntakeCase, IntakeProblem, IntakeRow
from tests.case_files import FEEDBACK, SOUND
from tests.intake_forms import NOW, SECRETARY, desk_of, workbook

SECONDS, MEGABYTES = 5, 500
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
GOOD = workbook([FEEDBACK, *SOUND])


class Verdict(NamedTuple):
    """What became of a file: `outcome` is same, refused, or what went wrong.

    `seconds` are those of the processor: the machine is shared with others.
    """

    outcome: str
    seconds: float


class Report(NamedTuple):
    """All files of a run, and the most memory that the child ever held, in megabytes."""

    verdicts: tuple[Verdict, ...]
    peak: float


def flipped(chance: random.Random, times: int) -> Iterator[bytes]:
    """The good workbook with one byte or some changed."""
    for _ in range(times):
        content = bytearray(GOOD)
        for _ in range(chance.choice((1, 1, 1, 3, 20))):
            content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
        yield bytes(content)


def truncated(chance: random.Random, times: int) -> Iterator[bytes]:
    """The good workbook without its end."""
    for _ in range(times):
        yield GOOD[: chance.randrange(len(GOOD))]


def bombs() -> Iterator[bytes]:
    """Small files that unpack to much, or claim to."""
    cell = b'<c r="A1" t="inlineStr"><is><t>%s</t></is></c>'
    yield _rebuilt({SHEET: HEAD + b" " * (150 << 20) + TAIL})
    yield _rebuilt({SHEET: HEAD + b"<row>" + b'<c r="A1"/>' * 1_000_000 + b"</row>" + TAIL})
    yield _rebuilt({SHEET: HEAD + b"<row/>" * 2_000_000 + TAIL})
    yield _rebuilt({SHEET: HEAD + b"<row>" + cell % (b"a" * (60 << 20)) + b"</row>" + TAIL})
    yield _rebuilt({STRINGS: b"<sst>" + b"<si><t/></si>" * 1_500_000 + b"</sst>"})
    yield _rebuilt({SHEET: b"<a>" * 1_000_000 + b"</a>" * 1_000_000})
    yield _nested()


def _rebuilt(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *members}:
            new.writestr(name, members[name] if name in members else old.read(name))
    return stream.getvalue()


def _nested() -> bytes:
    """A zip file in a zip file, many times over."""
    content = b"0" * (50 << 20)
    for _ in range(5):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr(SHEET, content)
        content = stream.getvalue()
    return content


def judge(url: str, folder: str, kind: str, files: list[bytes]) -> Report:
    """Hand every file in; run this in a child. Each is read as the good one, or refused without a trace."""
    engine = make_engine(url)
    desk = desk_of(engine, Path(folder))
    good = _read(desk, kind, GOOD)
    verdicts = []
    for content in files:
        before, began = _traces(engine, folder), time.process_time()
        try:
            outcome = "same" if _read(desk, kind, content) == good else "another content"
        except IntakeError as error:
            outcome = "refused" if error.errors[0].remedy else "no way out"
        seconds = time.process_time() - began
        if outcome != "same" and _traces(engine, folder) != before:
            outcome = "something was changed"
        verdicts.append(Verdict(outcome, seconds))
    engine.dispose()
    return Report(tuple(verdicts), _peak())


def _peak() -> float:
    """Most memory that this process held, in megabytes. `getrusage` would tell of the parent's as well."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (line,) = (line for line in status if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def faults(report: Report) -> list[object]:
    """What no file may do."""
    found: list[object] = [
        (at, one)
        for at, one in enumerate(report.verdicts)
        if one.outcome not in {"same", "refused"} or one.seconds > SECONDS
    ]
    return found + ([report.peak] if report.peak > MEGABYTES else [])


def _traces(engine: Engine, folder: str) -> object:
    """What handing a file in leaves behind: batches, rows, entries of the log, versions, files."""
    with engine.connect() as connection:
        counts = [
            connection.scalar(select(func.count()).select_from(table_of(model)))
            for model in (IntakeBatch, IntakeRow, IntakeCase, IntakeProblem, AuditEntry)
        ]
        versions = connection.execute(select(DatasetVersion.dataset, DatasetVersion.version)).all()
    files = sorted(path.name for path in (Path(folder) / "uploads").rglob("*"))
    return counts, sorted(map(tuple, versions)), files


def _read(desk: Desk, kind: str, content: bytes) -> object:
    """What the desk makes of a file, told without the numbers of its batch."""
    upload = Upload(kind, "tan_chau", "tep.xlsx", content)
    view = desk.batch(desk.stage(upload, by=SECRETARY, now=NOW))
    return view.problems, view.counts, view.row.dropped, view.row.skipped, view.row.rows_read
