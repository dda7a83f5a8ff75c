"""Running children that are killed, and comparing what they leave."""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data.intake.desk import Desk
from data.intake.records import BatchView
from tests import intake_kills
from tests.intake_forms import NOW, SECRETARY, everything
from tests.intake_kills import NEVER, Deed


def ends(engine: Engine, folder: Path, deed: Deed, at: int) -> bool:
    """Do something in a child that is killed before statement `at`; False where it was."""
    return _ended(*_started(engine, folder, deed, at))


def ends_within(engine: Engine, folder: Path, deed: Deed, seconds: float) -> bool:
    """Do something in a child that is killed from outside after some seconds; False where it was."""
    process, told = _started(engine, folder, deed, NEVER)
    process.join(seconds)
    process.kill()
    return _ended(process, told)


def _started(engine: Engine, folder: Path, deed: Deed, at: int) -> tuple[ForkServerProcess, Connection]:
    # Connections that wait in the pool would hold locks of SQLite's that no child gets past.
    engine.dispose()
    context = _context()
    reader, writer = context.Pipe(duplex=False)
    url = engine.url.render_as_string(hide_password=False)
    process = context.Process(target=_child, args=(writer, url, str(folder), deed, at))
    process.start()
    writer.close()
    return process, reader


def _context() -> ForkServerContext:
    """Children of a process that has read all modules and opened nothing: a thousand of them are cheap."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([intake_kills.__name__, __name__])
    return context


def _child(writer: Connection, url: str, folder: str, deed: Deed, at: int) -> None:
    try:
        intake_kills.act(url, folder, deed, at)
    except BaseException:
        writer.send(traceback.format_exc())
        raise


def _ended(process: ForkServerProcess, told: Connection) -> bool:
    process.join()
    if process.exitcode not in {0, -signal.SIGKILL}:
        raise AssertionError(told.recv())
    return process.exitcode == 0


def state(engine: Engine) -> dict[str, Any]:
    """Every row of every table, the log of what was done included."""
    return dict(everything(engine, without=()))


def accepted(desk: Desk, view: BatchView) -> None:
    """Accept the warnings of a batch, if it has any."""
    if view.warnings:
        desk.accept(view.row.id, "nguồn in như vậy", by=SECRETARY, now=NOW)
