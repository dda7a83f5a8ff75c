"""Deeds at the desk killed before every single statement, before the commit and at any moment.

Run by `make soak`, on both databases: files taken in, publications and undoings of rows, of rows in place of
others and of cases; of other kinds at every few statements. tests/integration/test_intake_faults.py is the
short form.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data import migrate, rollups
from data.engine import make_engine
from data.intake.desk import Desk
from data.intake.kinds import KINDS
from data.plans.load import load_plans
from data.schema import FeedbackCase
from tests.case_files import SOUND, add_categories, aggregates, facts, stage, text_of
from tests.intake_forms import APPENDIX_02, NOW, SECRETARY, desk_of, publish, workbook
from tests.intake_forms import stage as stage_form
from tests.intake_kills import Deed
from tests.integration.test_intake_broken_off import waiting
from tests.kill_runs import accepted, ends, ends_within, state

LEAST = 20
"""A publication has more statements than this, or the test sees none of them."""
KINDS_SAMPLED = ("tasks", "units", "pillars", "ledger", "case_pauses", "dossier_cases")
"""Kinds with links, with parents, with places, with a conflict that follows, about cases, of cases; that all
kinds survive an exception is shown by test_intake_broken_off.py."""
STEP = 9
"""Each of them is killed at every so many statements."""
MOMENTS = 40
"""How often a deed is killed at a moment of chance."""
CASES = 2_000
AFTER = {"publish": "published", "undo": "undone"}
"""State of a batch after a deed."""

Scene = Callable[[Desk], int]


@pytest.fixture
def planned(database_url: str) -> Iterator[Engine]:
    """A database with the plans."""
    engine = make_engine(database_url)
    migrate.upgrade(engine)
    load_plans(engine, loaded_by="tests", now=NOW, then=partial(rollups.rebuild, now=NOW))
    yield engine
    engine.dispose()


@pytest.fixture
def filled(planned: Engine) -> Engine:
    """A database with the plans and two categories of feedback."""
    add_categories(planned)
    return planned


def _rows(desk: Desk) -> int:
    return stage_form(desk, "feedback_counts", workbook(APPENDIX_02)).row.id


def _rows_in_place(desk: Desk) -> int:
    """Of the rows of a period one differs, one goes and one comes."""
    assert publish(desk, stage_form(desk, "feedback_counts", workbook(APPENDIX_02)))
    (*titles, total, _gone, other) = APPENDIX_02
    changed = (*other[:3], 6, 2, *other[5:])
    new = (3, "Năm 2023", "Xã Tân Hà", 6, 0, 0, 5, 1, 0, 0, 0)
    rows = workbook([*titles, total, changed, new])
    return stage_form(desk, "feedback_counts", rows, mode="replace").row.id


def _cases(desk: Desk) -> int:
    return stage(desk, text_of(SOUND)).row.id


def _later_cases(desk: Desk) -> int:
    """Of three cases one ends, one stays as it was, and a new one comes, of a category that nobody knows."""
    assert publish(desk, stage(desk, text_of(SOUND)))
    ended = (*SOUND[2][:5], "19/05/2022 09:00", "Đã xử lý", "Hài lòng")
    new = ("PA-4", "01/06/2022", "Xã Suối Dây", "Cây xanh", "10/06/2022", "", "Đang xử lý", "")
    return stage(desk, text_of([SOUND[0], ended, new]), file="sau.csv").row.id


SCENES: Mapping[str, Scene] = {
    "rows": _rows,
    "rows in place of others": _rows_in_place,
    "the first cases": _cases,
    "later cases": _later_cases,
}


@pytest.mark.parametrize("scene", SCENES)
def test_no_kill_leaves_a_mixture(filled: Engine, tmp_path: Path, scene: str) -> None:
    desk = desk_of(filled, tmp_path)
    batch = SCENES[scene](desk)
    accepted(desk, desk.batch(batch))
    for action in ("publish", "undo"):
        before = state(filled)
        assert _kills(filled, tmp_path, Deed(action, batch), before) > LEAST
        assert state(filled) != before


@pytest.mark.parametrize(
    "deed",
    [
        Deed("stage", kind="feedback_cases", content=text_of(SOUND).encode()),
        Deed("stage", kind="feedback_counts", content=workbook(APPENDIX_02)),
    ],
    ids=["cases", "rows"],
)
def test_no_kill_leaves_half_of_a_file(filled: Engine, tmp_path: Path, deed: Deed) -> None:
    before = state(filled)
    assert _kills(filled, tmp_path, deed, before) > 1
    assert state(filled) != before


@pytest.mark.parametrize("name", KINDS_SAMPLED)
def test_no_kind_is_killed_in_two(planned: Engine, tmp_path: Path, name: str) -> None:
    desk = desk_of(planned, tmp_path)
    batch = waiting(planned, desk, KINDS[name])
    for action in ("publish", "undo"):
        before = state(planned)
        _kills(planned, tmp_path, Deed(action, batch), before, STEP)
        assert state(planned) != before


def _kills(engine: Engine, folder: Path, deed: Deed, before: object, step: int = 1) -> int:
    """Kill a deed before its statements until it ends; give the statement that it did not come to."""
    at = 1
    while not ends(engine, folder, deed, at):
        assert state(engine) == before, (deed.action, at)
        at += step
    return at


def test_a_kill_at_any_moment_leaves_all_or_nothing(filled: Engine, tmp_path: Path) -> None:
    """Moments lie within statements too: while rows are copied, and in the commit."""
    desk, chance, outcomes = desk_of(filled, tmp_path), random.Random(5), Counter[bool]()
    batch, now = _many_cases(desk), _told(filled)
    lasts, known = _timed(filled, desk, batch)
    deed, batch = "publish", _many_cases(desk)
    for _ in range(MOMENTS):
        ends_within(filled, tmp_path, Deed(deed, batch), chance.uniform(0, 2 * lasts))
        is_done = desk.batch(batch).row.state == AFTER[deed]
        outcomes[is_done] += 1
        now = known[AFTER[deed]] if is_done else now
        assert _told(filled) == now, (deed, is_done)
        if is_done and deed == "publish":
            deed = "undo"
        elif is_done:
            deed, batch = "publish", _many_cases(desk)
    assert outcomes[True]
    assert outcomes[False]


def _many_cases(desk: Desk) -> int:
    rows = ((f"PA-{at}", f"0{1 + at % 6}/05/2022 09:30", *SOUND[2][2:]) for at in range(CASES))
    return stage(desk, text_of(rows)).row.id


def _timed(engine: Engine, desk: Desk, batch: int) -> tuple[float, Mapping[str, object]]:
    """Seconds that a publication lasts, and what the tables hold by the state of its batch."""
    accepted(desk, desk.batch(batch))
    began = time.monotonic()
    desk.publish(batch, by=SECRETARY, now=NOW)
    lasted, published = time.monotonic() - began, _told(engine)
    desk.undo(batch, "thử", by=SECRETARY, now=NOW)
    return lasted, {"published": published, "undone": _told(engine)}


def _told(engine: Engine) -> object:
    """Cases and what is counted of them, sources aside: those are numbered anew with every publication."""
    cases = facts(engine, FeedbackCase)
    told = {code: {**case, "source_id": None} for code, case in cases.items()}
    return told, {name: rows for name, rows in aggregates(engine).items() if name != "case_horizon"}
