"""A child that is killed in the middle of a publication: its process ends before statement number k."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sqlalchemy import Engine, event

from data.engine import make_engine
from tests.intake_forms import LATER, NOW, SECRETARY, desk_of

KILLED = 137
"""Exit status of a process that ended as a kill ends it."""


def kill_before(engine: Engine, at: int) -> None:
    """End this process without any clean-up before the statement number `at`, or before its commit."""
    seen = 0

    def count(*_told: object) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os._exit(KILLED)

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)


def act(url: str, folder: str, action: str, batch: int, at: int) -> None:
    """Publish or take back a batch, unless killed before statement `at`."""
    engine = make_engine(url)
    desk = desk_of(engine, Path(folder))
    kill_before(engine, at)
    if action == "publish":
        desk.publish(batch, by=SECRETARY, now=NOW)
    else:
        desk.undo(batch, "nhầm", by=SECRETARY, now=LATER)


if __name__ == "__main__":
    act(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
