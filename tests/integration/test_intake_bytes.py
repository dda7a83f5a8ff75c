"""Damaged and hostile workbooks at the desk: the same content or a clear refusal, within bounds.

The short form of tests/soak/test_intake_bytes.py: a child of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import multiprocessing
import random
import shutil
from pathlib import Path

from tests.damaged_files import bombs, faults, flipped, judge, truncated


def test_no_damage_costs_more_than_a_clear_refusal(filled_file: Path, tmp_path: Path) -> None:
    path = shutil.copy(filled_file, tmp_path)
    chance = random.Random(11)
    files = [*flipped(chance, 40), *truncated(chance, 10), *bombs()]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        report = pool.apply(judge, (f"sqlite:///{path}", str(tmp_path), "feedback_cases", files))
    assert faults(report) == []
    assert {one.outcome for one in report.verdicts[:40]} == {"same", "refused"}
    assert {one.outcome for one in report.verdicts[50:]} == {"refused"}
