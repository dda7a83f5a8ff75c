"""Contradicting figures: printed percentages, totals, ranks."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Ratio
from data.rules.conflicts import percentage_agrees, ranks_disagree, total_agrees


@pytest.mark.parametrize(
    "printed,n,total,agrees",
    [
        ("78,4", 29, 37, True),
        ("78,4 %", 29, 37, True),
        ("78,3 %", 29, 37, False),
        ("47.22 %", 18_357, 38_879, True),
        ("0,7 %", 26, 3410, False),
        ("0,4%", 10, 3410, False),
        ("99,9%", 3408, 3410, True),
        ("100%", 76, 76, True),
        ("50", 99, 200, True),
        ("49", 99, 200, True),
        ("0%", 0, 5, True),
        ("0%", 0, 0, None),
        ("7/80", 7, 80, None),
        ("", 7, 80, None),
        ("khoảng 10%", 1, 10, None),
    ],
)
def test_printed_percentages(printed: str, n: int, total: int, agrees: bool | None) -> None:
    assert percentage_agrees(printed, Ratio(n, total)) is agrees


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4), st.sampled_from(",."))
def test_a_rounded_percentage_agrees_and_its_neighbours_do_not(
    n: int, total: int, decimals: int, mark: str
) -> None:
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(100 * n) / total
    rounded = exact.quantize(step, ROUND_HALF_UP)
    assert percentage_agrees(str(rounded).replace(".", mark), Ratio(n, total))
    assert not percentage_agrees(str(rounded + 2 * step).replace(".", mark), Ratio(n, total))


def test_cutting_off_is_not_rounding() -> None:
    cut = (Decimal(2600) / 3410).quantize(Decimal("0.1"), ROUND_DOWN)
    assert percentage_agrees(str(cut), Ratio(26, 3410)) is False


def test_totals() -> None:
    assert total_agrees(37, [10, 7, 4, 1, 2, 4, 6, 1, 2]) is True
    assert total_agrees(36, [10, 7, 4, 1, 2, 4, 6, 1, 2]) is False
    assert total_agrees(Decimal("0.3"), [Decimal("0.1"), Decimal("0.2")]) is True


@pytest.mark.parametrize("printed,parts", [(None, [1, 2]), (3, []), (3, [None]), (3, [3, None])])
def test_a_total_without_all_parts_cannot_be_checked(printed: int | None, parts: list[int | None]) -> None:
    assert total_agrees(printed, parts) is None


def test_ranks() -> None:
    assert ranks_disagree([10, 11])
    assert not ranks_disagree([11, 11])
    assert not ranks_disagree([11, None])
    assert not ranks_disagree([])
