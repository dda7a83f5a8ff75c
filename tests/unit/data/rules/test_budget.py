"""Execution, the tree of lines, spending rules; Tân Châu's appendices 03 and 04."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Ratio
from data.rules.budget import (
    Amounts,
    Line,
    Mismatch,
    check_rule,
    execution,
    printed_vs_sum,
    remaining,
    sum_of_children,
)

APPENDIX_03 = (
    Line("1", "TONG", "line", 112_176_000, 112_176_000),
    Line("2", "TONG", "line", 24_000_000, 23_668_000),
    Line("3", "TONG", "line", 10_000_000, 9_983_700),
    Line("4", "TONG", "line", 223_000_000, 157_911_606),
    Line("5", "TONG", "line", 12_000_000, 12_000_000),
    Line("TONG", "", "total", 381_176_000, 315_739_306),
    Line("II.11", "", "stated", None, 315_739_306),
)
APPENDIX_04 = (
    Line("I", "", "group", 1_558_506_400, None),
    Line("1", "I", "line", 649_000_000, None),
    Line("2", "I", "group", 909_506_400, None),
    Line("2.1", "2", "line", 328_495_200, None),
    Line("2.2", "2", "line", 52_800_000, None),
    Line("2.3", "2", "line", 39_600_000, None),
    Line("2.4", "2", "line", 385_915_200, None),
    Line("2.5", "2", "line", 102_696_000, None),
)
vnd = st.integers(0, 10**15)


def test_tan_chau_2022() -> None:
    total = execution(315_739_306, 381_176_000)
    assert total == Ratio(315_739_306, 381_176_000)
    assert round(100 * (total.share or 0), 1) == 82.8
    assert remaining(315_739_306, 381_176_000) == 65_436_694


@given(vnd, vnd, st.integers(-(10**15), 10**15))
def test_executed_and_remaining_make_up_what_was_allocated(
    executed: int, allocated: int, adjustments: int
) -> None:
    rate = execution(executed, allocated, adjustments)
    assert rate.n + remaining(executed, allocated, adjustments) == rate.total == allocated + adjustments


def test_printed_parents_of_the_appendices_are_their_sums() -> None:
    assert sum_of_children(APPENDIX_03, "TONG") == Amounts(381_176_000, 315_739_306)
    assert sum_of_children(APPENDIX_04, "I") == Amounts(1_558_506_400, None)
    assert printed_vs_sum(APPENDIX_03) == printed_vs_sum(APPENDIX_04) == ()


def test_a_stated_total_is_not_added_to_what_it_totals() -> None:
    assert sum_of_children(APPENDIX_03, "") == Amounts(381_176_000, 315_739_306)


def test_a_leaf_has_no_sum() -> None:
    assert sum_of_children(APPENDIX_03, "1") == Amounts(None, None)


def test_a_wrong_printed_parent_is_listed_with_both_figures() -> None:
    lines = (
        Line("T", "", "total", 31, 9),
        Line("a", "T", "line", 10, 4),
        Line("b", "T", "line", 20, 4),
    )
    assert printed_vs_sum(lines) == (Mismatch("T", "allocated", 31, 30), Mismatch("T", "executed", 9, 8))


def test_a_missing_part_forbids_the_comparison() -> None:
    lines = (
        Line("T", "", "total", 31, 9),
        Line("a", "T", "line", 10, None),
        Line("b", "T", "line", None, 4),
    )
    assert printed_vs_sum(lines) == ()


@given(st.lists(st.tuples(vnd, vnd), min_size=1, max_size=6), st.integers(-3, 3))
def test_a_mismatch_is_found_just_where_the_parent_is_off(parts: list[tuple[int, int]], off: int) -> None:
    children = [Line(str(place), "T", "line", *amounts) for place, amounts in enumerate(parts)]
    allocated, executed = (sum(column) for column in zip(*parts, strict=True))
    parent = Line("T", "", "total", allocated + off, executed)
    expected = (Mismatch("T", "allocated", allocated + off, allocated),) if off else ()
    assert printed_vs_sum([parent, *children]) == expected


@pytest.mark.parametrize(
    "comparator,percent,part,base,expected",
    [
        (">=", 10, 100, 1000, "on_target"),
        (">=", 10, 99, 1000, "off_target"),
        (">", 10, 100, 1000, "off_target"),
        (">", 10, 101, 1000, "on_target"),
        ("<=", 10, 100, 1000, "on_target"),
        ("<=", 10, 101, 1000, "off_target"),
        ("=", 0.25, 2549, 1_000_000, "on_target"),
        ("=", 0.25, 2551, 1_000_000, "off_target"),
        ("=", 0.25, 2449, 1_000_000, "off_target"),
        ("=", 10.0, 104, 1000, "on_target"),
        ("=", Decimal(10), 106, 1000, "off_target"),
        (">=", 1, 0, 1000, "off_target"),
        (">=", 1, None, 1000, "unknown"),
        (">=", 1, 10, None, "unknown"),
        (">=", 1, 0, 0, "unknown"),
    ],
)
def test_spending_rules(comparator: str, percent: float, part: int, base: int, expected: str) -> None:
    assert check_rule(comparator, percent, part, base) == expected  # type: ignore[arg-type]


@given(st.integers(1, 100), vnd, st.integers(1, 10**15))
def test_at_least_and_at_most_meet_only_at_the_limit(percent: int, part: int, base: int) -> None:
    both = {check_rule(">=", percent, part, base), check_rule("<=", percent, part, base)}
    assert (both == {"on_target"}) == (100 * part == percent * base)
