"""A process killed in the middle of a publication leaves the old state or the new one, never a mixture.

Here at some statements; tests/soak/test_intake_faults.py takes every one of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.case_files import SOUND, add_categories, stage, text_of
from tests.intake_forms import APPENDIX_02, desk_of, publish, workbook
from tests.intake_forms import stage as stage_form
from tests.intake_kills import Deed
from tests.kill_runs import accepted, ends, state

SAMPLED = (1, 4, 11, 23)
"""Statements before which the short form kills; the commit is killed before as the last one."""


@pytest.mark.parametrize("kind", ["feedback_cases", "feedback_counts"])
def test_a_killed_publication_leaves_the_old_state(writable: Engine, tmp_path: Path, kind: str) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    if kind == "feedback_cases":
        view = stage(desk, text_of(SOUND))
    else:
        view = stage_form(desk, kind, workbook(APPENDIX_02))
    accepted(desk, view)
    before = state(writable)
    for at in SAMPLED:
        assert not ends(writable, tmp_path, Deed("publish", view.row.id), at)
        assert state(writable) == before, at
    assert ends(writable, tmp_path, Deed("publish", view.row.id), 100_000)
    assert state(writable) != before
    assert desk.batch(view.row.id).row.state == "published"


def test_a_killed_undoing_leaves_what_was_published(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    view = stage(desk, text_of(SOUND))
    publish(desk, view)
    before = state(writable)
    for at in SAMPLED:
        assert not ends(writable, tmp_path, Deed("undo", view.row.id), at)
        assert state(writable) == before, at
    assert ends(writable, tmp_path, Deed("undo", view.row.id), 100_000)
    assert desk.batch(view.row.id).row.state == "undone"
