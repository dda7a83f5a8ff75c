"""On-time and satisfaction: Tân Châu's figures, and bounds that hold every possible overlap."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Interval, Ratio
from data.rules.timeliness import Satisfaction, on_time, satisfaction, strict

counts = st.integers(0, 10_000)


def test_tan_chau_2022() -> None:
    assert on_time(29, 8) == Ratio(29, 37)
    assert on_time(19, 8) == Ratio(19, 27)
    assert on_time(10, 0) == Ratio(10, 10)
    assert satisfaction(total=37, late=8, satisfied=4, accepted=4, dissatisfied=3) == Satisfaction(
        rated=Ratio(4, 11), response=Ratio(11, 37), decision_766=Interval(26, 29, 37)
    )


def test_nothing_closed_has_no_rate() -> None:
    assert on_time(0, 0).share is None


@given(counts, counts, counts)
def test_open_overdue_cases_never_improve_the_strict_rate(early: int, late: int, overdue: int) -> None:
    plain, severe = on_time(early, late), strict(early, late, overdue)
    assert severe.n == plain.n
    assert severe.total == plain.total + overdue


@given(st.data())
def test_the_interval_holds_exactly_the_possible_overlaps(data: st.DataObject) -> None:
    total = data.draw(st.integers(0, 7))
    late = data.draw(st.integers(0, total))
    dissatisfied = data.draw(st.integers(0, total))
    first_are_late = set(range(late))
    possible = {
        total - len(first_are_late | set(chosen)) for chosen in combinations(range(total), dissatisfied)
    }
    interval = satisfaction(total, late, 0, 0, dissatisfied).decision_766
    assert (interval.low, interval.high) == (min(possible), max(possible))


@pytest.mark.parametrize(
    "total,late,satisfied,accepted,dissatisfied",
    [(3, 4, 0, 0, 0), (3, 0, 2, 1, 1), (3, -1, 0, 0, 0), (3, 0, -1, 1, 0), (-1, 0, 0, 0, 0)],
)
def test_impossible_counts_are_refused(
    total: int, late: int, satisfied: int, accepted: int, dissatisfied: int
) -> None:
    with pytest.raises(ValueError, match="cannot be among"):
        satisfaction(total, late, satisfied, accepted, dissatisfied)
