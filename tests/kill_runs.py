"""Running children that are killed, and comparing what they leave."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data.intake.desk import Desk
from data.intake.records import BatchView
from tests.intake_forms import NOW, SECRETARY, everything
from tests.intake_kills import KILLED
from tests.services import ROOT, clean_environment


def ends(engine: Engine, folder: Path, action: str, batch: int, at: int) -> bool:
    """Run an action in a child that is killed before statement `at`; False where it was."""
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.intake_kills", url, str(folder), action, str(batch), str(at)]
    # Connections that wait in the pool would hold locks of SQLite's that no child gets past.
    engine.dispose()
    environment = {**clean_environment(), "PYTHONPATH": str(ROOT)}
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if result.returncode not in {0, KILLED}:
        raise AssertionError(result.stderr)
    return result.returncode == 0


def state(engine: Engine) -> dict[str, Any]:
    """Every row of every table, the log of what was done included."""
    return dict(everything(engine, without=()))


def accepted(desk: Desk, view: BatchView) -> None:
    """Accept the warnings of a batch, if it has any."""
    if view.warnings:
        desk.accept(view.row.id, "nguồn in như vậy", by=SECRETARY, now=NOW)
