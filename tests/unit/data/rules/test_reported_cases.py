"""Reported counts beside cases: what both tell is compared, nothing else."""

from __future__ import annotations

from data.rules.reported_cases import Comparison, compared

CASES = {"received": 9, "closed_early": 3, "closed_on_time": 2, "closed_late": 1}


def test_feedback_counts_early_ones_as_on_time() -> None:
    found = compared({"received": 9, "closed_on_time": 4, "closed_late": 1}, CASES)
    assert found == [
        Comparison("received", 9, 9),
        Comparison("closed_on_time", 4, 5),
        Comparison("closed_late", 1, 1),
    ]
    assert [each.gap for each in found] == [0, 1, 0]


def test_what_is_not_reported_is_not_compared() -> None:
    assert compared({"received": None, "returned": 6}, CASES) == [Comparison("returned", 6, 6)]
