"""Publications and undoings killed before every single statement, and before the commit, on both databases.

Run by `make soak`: a process for every statement; tests/integration/test_intake_faults.py is the short form.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data import migrate, rollups
from data.engine import make_engine
from data.plans.load import load_plans
from tests.case_files import SOUND, add_categories, stage, text_of
from tests.intake_forms import APPENDIX_02, NOW, desk_of, workbook
from tests.intake_forms import stage as stage_form
from tests.kill_runs import accepted, ends, state

LEAST = 20
"""A publication has more statements than this, or the test sees none of them."""


@pytest.fixture
def filled(database_url: str) -> Iterator[Engine]:
    """A database with the plans and two categories of feedback."""
    engine = make_engine(database_url)
    migrate.upgrade(engine)
    load_plans(engine, loaded_by="tests", now=NOW, then=partial(rollups.rebuild, now=NOW))
    add_categories(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("kind", ["feedback_cases", "feedback_counts"])
def test_no_kill_leaves_a_mixture(filled: Engine, tmp_path: Path, kind: str) -> None:
    desk = desk_of(filled, tmp_path)
    if kind == "feedback_cases":
        view = stage(desk, text_of(SOUND))
    else:
        view = stage_form(desk, kind, workbook(APPENDIX_02))
    accepted(desk, view)
    for action in ("publish", "undo"):
        before, at = state(filled), 1
        while not ends(filled, tmp_path, action, view.row.id, at):
            assert state(filled) == before, (action, at)
            at += 1
        assert at > LEAST
        assert state(filled) != before
