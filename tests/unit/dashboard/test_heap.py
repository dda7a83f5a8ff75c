"""What a worker keeps is not looked through again, and what panels make is looked through seldom."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from dashboard.heap import YOUNG, settle


@pytest.fixture
def thresholds() -> Iterator[tuple[int, int, int]]:
    """Thresholds as they were, which come back after the test."""
    before = gc.get_threshold()
    yield before
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_lives_is_left_out_and_garbage_is_still_found(thresholds: tuple[int, int, int]) -> None:
    kept = [object()]
    settle()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == (YOUNG, *thresholds[1:])
    assert gc.isenabled()
    ring: list[object] = []
    ring.append(ring)
    del ring
    assert gc.collect() >= 1
    assert kept
