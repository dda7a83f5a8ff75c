"""Thousands of damaged workbooks of two kinds, read in a child: time and memory stay within bounds.

Run by `make soak`; tests/integration/test_intake_bytes.py is the short form.
"""

from __future__ import annotations

import multiprocessing
import random
from functools import partial
from pathlib import Path

import pytest

from data import migrate, rollups
from data.engine import make_engine
from data.plans.load import load_plans
from tests.damaged_files import bombs, faults, flipped, judge, truncated
from tests.intake_forms import NOW

FLIPS, CUTS = 3_000, 500


@pytest.mark.parametrize("seed", [1, 2])
def test_thousands_of_damaged_files(tmp_path: Path, seed: int) -> None:
    url = f"sqlite:///{tmp_path / 'ioc.sqlite'}"
    engine = make_engine(url)
    migrate.upgrade(engine)
    load_plans(engine, loaded_by="tests", now=NOW, then=partial(rollups.rebuild, now=NOW))
    engine.dispose()
    chance = random.Random(seed)
    files = [*flipped(chance, FLIPS), *truncated(chance, CUTS), *bombs()]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        report = pool.apply(judge, (url, str(tmp_path), "feedback_cases", files))
    assert faults(report) == []
