"""The guard for small numbers, exceptions in order, covering sets."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Ratio
from data.rules.ranking import fewest_covering, rankable, worst_first

LATE_2022 = {"Suối Dây": 2, "Suối Ngô": 0, "Tân Hòa": 1, "Tân Hội": 2, "Tân Hưng": 0, "Tân Phú": 3}
shares = st.fractions(Fraction(1, 20), 1)
counted = st.dictionaries(st.integers(0, 20), st.integers(0, 5), max_size=8)


def test_small_numbers_are_not_ranked() -> None:
    assert rankable(Ratio(0, 10))
    assert not rankable(Ratio(9, 9))
    assert rankable(Ratio(9, 9), minimum=9)
    assert not rankable(None)


def test_ties_are_in_vietnamese_order_and_no_figure_comes_last() -> None:
    rows = [("Đồng", 2), ("Chưa có", None), ("Ân", 2), ("Dầu", 2), ("An", 0), ("Zét", 5)]
    ordered = worst_first(rows, count=lambda row: row[1], name=lambda row: row[0])
    assert [name for name, _ in ordered] == ["Zét", "Ân", "Dầu", "Đồng", "An", "Chưa có"]


def test_three_communes_make_up_seven_of_eight_late_cases() -> None:
    chosen = fewest_covering(LATE_2022)
    assert chosen == ("Tân Phú", "Suối Dây", "Tân Hội")
    assert sum(LATE_2022[name] for name in chosen) == 7


def test_a_decimal_share_means_what_it_says() -> None:
    counts = dict(enumerate([1] * 10))
    assert fewest_covering({"a": 8, "b": 2}, 0.8) == ("a",)
    assert fewest_covering(counts, 0.1) == tuple(counts)


def test_nothing_covers_nothing() -> None:
    assert fewest_covering({}) == fewest_covering({"a": 0}) == ()


@given(counted, shares)
def test_a_covering_set_covers_and_never_splits_equals(counts: dict[int, int], share: Fraction) -> None:
    chosen = set(fewest_covering(counts, share))
    left_out = counts.keys() - chosen
    assert sum(counts[key] for key in chosen) >= share * sum(counts.values())
    assert all(counts[key] for key in chosen)
    assert all(counts[taken] > counts[other] for taken in chosen for other in left_out)


@given(counted, shares)
def test_no_smaller_set_covers_but_by_splitting_equals(counts: dict[int, int], share: Fraction) -> None:
    chosen = fewest_covering(counts, share)
    if not chosen:
        return
    smallest = counts[chosen[-1]]
    without_last_equals = [key for key in chosen if counts[key] > smallest]
    enough = share * sum(counts.values())
    assert sum(counts[key] for key in without_last_equals) < enough
    for fewer in combinations(counts.values(), len(without_last_equals)):
        assert sum(fewer) < enough


@given(counted)
def test_the_largest_come_first(counts: dict[int, int]) -> None:
    chosen = [counts[key] for key in fewest_covering(counts, 1)]
    assert chosen == sorted(chosen, reverse=True)
    assert sum(chosen) == sum(counts.values())
