"""A child that kills itself in the middle of what it does at the desk, before its statement number k."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, event

from data.engine import make_engine
from data.intake.desk import Upload
from data.intake.records import Mode
from tests.intake_forms import LATER, NOW, SECRETARY, desk_of

NEVER = 0
"""Number of no statement: whoever kills the child does it from outside."""


class Deed(NamedTuple):
    """What a child does: publish or undo a batch, or stage a file of a kind."""

    action: str
    batch: int = 0
    kind: str = ""
    content: bytes = b""
    mode: Mode = "merge"


def kill_before(engine: Engine, at: int) -> None:
    """End this process as `kill -9` does before the statement number `at`, or before its commit."""
    seen = 0

    def count(*_told: object) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)


def act(url: str, folder: str, deed: Deed, at: int) -> None:
    """Do it, unless killed before statement `at`."""
    engine = make_engine(url)
    desk = desk_of(engine, Path(folder))
    kill_before(engine, at)
    if deed.action == "stage":
        upload = Upload(deed.kind, "tan_chau", "tep.csv", deed.content, deed.mode)
        desk.stage(upload, by=SECRETARY, now=NOW)
    elif deed.action == "publish":
        desk.publish(deed.batch, by=SECRETARY, now=NOW)
    else:
        desk.undo(deed.batch, "nhầm", by=SECRETARY, now=LATER)
