"""Control limits by hand, each rule alone, gaps, partial periods, and what turning a series round must do."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.signals import ControlLimits, Word, control_limits, read

GOOD: Word = "tín hiệu tốt"
BAD: Word = "tín hiệu xấu"
USUAL: Word = "biến động thường"
TENTH = Fraction(1, 10)
CALM = [9, 11] * 6
"""Mean 10, moving range 2: limits 10 ± 5,32, sigma 2000/1128."""

numbers = st.integers(-100, 100)
series = st.lists(numbers | st.none(), max_size=36)
long_series = st.lists(numbers, min_size=10, max_size=36)


def latest(values: list, *, higher_is_better: bool = True) -> Word | None:
    return read(values, higher_is_better=higher_is_better).latest


# -------------------------------------------------------------------------------------------- limits


def test_limits_by_hand() -> None:
    assert control_limits(CALM) == ControlLimits(
        mean=Fraction(10), low=Fraction("4.68"), high=Fraction("15.32"), sigma=Fraction(2000, 1128)
    )


def test_limits_need_ten_values_and_two_neighbours() -> None:
    assert control_limits([1] * 9) is None
    assert control_limits([1] * 9 + [None] * 5) is None
    assert control_limits([1] * 10) is not None
    assert control_limits([value for one in range(12) for value in (one, None)]) is None


def test_a_gap_is_no_change_of_one_month() -> None:
    found = control_limits([*[9, 11] * 3, None, *[90, 92] * 3])
    assert found is not None
    assert found.sigma == Fraction(2000, 1128)


def test_decimals_and_floats_are_read_as_they_are() -> None:
    assert control_limits([Decimal("0.1")] * 12) == ControlLimits(TENTH, TENTH, TENTH, Fraction())
    assert read([0.1] * 12, higher_is_better=True).words == (USUAL,) * 12


# --------------------------------------------------------------------------------------------- rules


def test_a_calm_series_only_varies() -> None:
    assert read(CALM, higher_is_better=True).words == (USUAL,) * 12


def test_a_point_outside_the_limits_is_a_signal() -> None:
    # Eleven months and a jump: mean 130/12, 11 moving ranges of 2 and 11 in all 31/11.
    low, high = [*CALM[:-1], 0], [*CALM[:-1], 20]
    assert latest(high) == latest(low, higher_is_better=False) == GOOD
    assert latest(low) == latest(high, higher_is_better=False) == BAD
    assert read(high, higher_is_better=True).words[:-1] == (USUAL,) * 11


def shifted(length: int) -> list[int]:
    """Low months that swing too widely for the other rules, then a number of months a little higher."""
    return [*[6, 14] * 10, *[11, 12, 11, 12, 11, 12, 11, 12, 11, 12][:length]]


def test_the_eighth_on_one_side_is_a_signal_and_the_seventh_is_not() -> None:
    # The row begins with the 14 before the shift.
    for length in range(1, 7):
        assert latest(shifted(length)) == USUAL
    assert latest(shifted(7)) == latest(shifted(8)) == GOOD
    assert latest(shifted(7), higher_is_better=False) == BAD


def test_rows_may_begin_with_the_series() -> None:
    # Mean 10, moving ranges 17/15: two sigma are 2,01.
    values = [11, 12] * 4 + [9, 8] * 4
    assert read(values, higher_is_better=True).words == ((USUAL,) * 7 + (GOOD,) + (USUAL,) * 7 + (BAD,))


def test_a_point_on_the_mean_breaks_a_row() -> None:
    values = [4, 6, *[5] * 10, 4, 6]
    assert read(values, higher_is_better=True).words == (USUAL,) * 2 + (USUAL,) * 10 + (USUAL,) * 2


def test_two_of_three_beyond_two_sigma_are_a_signal_and_one_is_not() -> None:
    swings = [9, 11] * 15
    # Mean about 10,3 and sigma about 1,9: 14,5 lies between two and three sigma.
    assert latest([*swings, 14.5]) == USUAL
    assert latest([*swings, 14.5, 10, 14.5]) == GOOD
    assert latest([*swings, 14.5, 10, 9, 14.5]) == USUAL
    assert latest([*swings, 14.5, 14.5, 11]) == USUAL
    assert latest([*swings, 5.5, 14.5]) == USUAL


def test_a_missing_month_breaks_rows() -> None:
    assert latest([*shifted(3), None, *[11, 12] * 3]) == USUAL
    assert latest([*[9, 11] * 15, 14.5, None, 14.5]) == USUAL
    assert latest([*CALM, None]) is None
    assert read([*CALM, None], higher_is_better=True).words == ((USUAL,) * 12 + (None,))


# ------------------------------------------------------------------------- few points, partial periods


@pytest.mark.parametrize(
    "values,expected",
    [
        ([], None),
        ([5], None),
        ([5, 6], "tăng"),
        ([6, 5], "giảm"),
        ([1, 5, 5], "không đổi"),
        ([5, None, 6], None),
        ([5, 6, None], None),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9], "tăng"),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], GOOD),
    ],
)
def test_with_few_points_only_the_step_is_named(values: list[int | None], expected: Word | None) -> None:
    assert latest(values) == expected


def test_a_step_is_named_as_it_is_whatever_is_better() -> None:
    assert latest([5, 6], higher_is_better=False) == "tăng"


@given(series, numbers, st.booleans())
def test_a_partial_last_period_is_neither_judged_nor_counted(
    values: list[int | None], partial: int, higher: bool
) -> None:
    complete = read(values, higher_is_better=higher)
    found = read([*values, partial], higher_is_better=higher, is_last_partial=True)
    assert found.words == (*complete.words, None)
    assert (found.limits, found.latest) == (complete.limits, complete.latest)


# --------------------------------------------------------------------------------------------- laws


@given(series, st.booleans())
def test_words_belong_to_the_number_of_points(values: list[int | None], higher: bool) -> None:
    found = read(values, higher_is_better=higher)
    assert len(found.words) == len(values)
    allowed = {GOOD, BAD, USUAL} if found.limits else {"tăng", "giảm", "không đổi"}
    assert {word for word in found.words if word} <= allowed
    assert found.latest == (found.words[-1] if values else None)
    if found.limits:
        assert [word is None for word in found.words] == [value is None for value in values]


@given(series)
def test_turning_better_round_turns_good_into_bad(values: list[int | None]) -> None:
    turned = {GOOD: BAD, BAD: GOOD}
    up = read(values, higher_is_better=True).words
    down = read(values, higher_is_better=False).words
    assert down == tuple(turned.get(word, word) if word else None for word in up)


@given(long_series, st.integers(1, 9), numbers)
def test_another_unit_of_measure_says_the_same(values: list[int], factor: int, offset: int) -> None:
    scaled = [Fraction(value, 7) * factor + offset for value in values]
    mirrored = [-value for value in values]
    words = read(values, higher_is_better=True).words
    assert read(scaled, higher_is_better=True).words == words
    assert read(mirrored, higher_is_better=False).words == words


@given(long_series)
def test_signals_are_those_of_the_rules_written_out(values: list[int]) -> None:
    mean = Fraction(sum(values), len(values))
    spread = Fraction(sum(abs(b - a) for a, b in pairwise(values)), len(values) - 1)
    expected: list[Word] = []
    for at in range(len(values)):
        good = bad = False
        for side in (1, -1):
            heights = [side * (value - mean) for value in values[: at + 1]]
            near = [height * Fraction(1128, 1000) > 2 * spread for height in heights[-3:]]
            found = (
                heights[-1] > Fraction(266, 100) * spread
                or (at >= 7 and all(height > 0 for height in heights[-8:]))
                or (near[-1] and near.count(True) >= 2)
            )
            good, bad = good or (found and side == 1), bad or (found and side == -1)
        expected.append(GOOD if good else BAD if bad else USUAL)
    assert read(values, higher_is_better=True).words == tuple(expected)
