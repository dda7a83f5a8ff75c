"""What a month has that chance does not explain: found where it is, not where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.funnel import limits
from data.rules.unusual import ENOUGH_BEFORE, LEVEL, WINDOW, Finding, Spans, Sums, findings, season

BEFORE = Sums(received=480, closed=480, late=24, rated=144, dissatisfied=14)
"""Forty cases a month, 5 % of them late, one in ten of the rated dissatisfied."""

USUAL = Sums(received=40, closed=40, late=2, rated=12, dissatisfied=1)


def found_in(
    now: Sums, before: Sums = BEFORE, whole: Sums = BEFORE, factor: float = 1 / 12, recent: Sums | None = None
) -> list[Finding]:
    """Judge a month whose window holds nothing but it, unless one is given."""
    return findings(Spans(now, recent or now, before), Spans(Sums(), Sums(), whole), factor)


def kinds(now: Sums, before: Sums = BEFORE, whole: Sums = BEFORE, factor: float = 1 / 12) -> list[str]:
    return [found.kind for found in found_in(now, before, whole, factor)]


def test_a_month_like_the_others_is_not_unusual() -> None:
    assert kinds(USUAL) == []


@pytest.mark.parametrize(
    "now,expected",
    [
        (Sums(160, 40, 2, 12, 1), "surge"),
        (Sums(0, 30, 2, 9, 1), "silence"),
        (Sums(40, 40, 20, 12, 1), "slowdown"),
        (Sums(40, 40, 2, 14, 9), "dissatisfaction"),
    ],
)
def test_what_is_planted_is_named(now: Sums, expected: str) -> None:
    (found,) = found_in(now)
    assert found.kind == expected
    assert not found.low <= found.n <= found.high


def test_a_season_in_which_all_have_more_is_no_surge() -> None:
    now = {str(unit): Sums(received=80) for unit in range(6)}
    before = {str(unit): Sums(received=480) for unit in range(6)}
    factor = season(now, before, 12)
    assert factor == pytest.approx(1 / 6)
    assert kinds(Sums(received=80), factor=factor) == []
    assert kinds(Sums(received=80)) == ["surge"]


def test_one_unit_that_surges_makes_no_silence_of_the_others() -> None:
    now = {str(unit): Sums(received=40) for unit in range(6)} | {"x": Sums(received=4000)}
    before = {unit: Sums(received=480) for unit in now}
    factor = season(now, before, 12)
    assert [unit for unit, sums in now.items() if found_in(sums, before[unit], BEFORE, factor)] == ["x"]


def test_few_units_share_the_year_evenly() -> None:
    assert season({"a": Sums(received=90)}, {"a": Sums(received=480)}, 12) == pytest.approx(1 / 12)


def test_who_is_always_slow_is_not_unusual() -> None:
    slow = Sums(480, 480, 240, 0, 0)
    assert kinds(Sums(40, 40, 20, 0, 0), before=slow, whole=BEFORE) == []


def test_too_few_cases_before_cannot_be_judged() -> None:
    few = Sums(received=ENOUGH_BEFORE - 1, closed=20)
    assert kinds(Sums(received=500, closed=100, late=100), before=few) == []


@given(st.integers(ENOUGH_BEFORE, 2000), st.integers(0, 400), st.floats(0.02, 0.3))
def test_counts_are_named_exactly_beyond_the_limits(before: int, n: int, factor: float) -> None:
    chance = limits(factor / (1 + factor), n + before, LEVEL)
    named = kinds(Sums(received=n), before=Sums(received=before), factor=factor)
    assert named == (["surge"] if n > chance.high else ["silence"] if n < chance.low else [])


def test_discontent_that_lasts_is_found_over_three_months() -> None:
    """Four of twelve dissatisfied may be chance in a month; twelve of thirty-six in three of them are not.

    The months before the window had 6 dissatisfied of 120 rated.
    """
    month = Sums(40, 40, 2, 12, 4)
    recent, before = Sums(120, 120, 6, 36, 12), Sums(480, 480, 24, 144, 14)
    assert found_in(month, before, before) == []
    (found,) = found_in(month, before, before, recent=recent)
    assert (found.kind, found.n, found.total, found.months) == ("dissatisfaction", 12, 36, WINDOW)
    assert found.high < 12


def test_a_month_that_says_it_alone_is_not_summed_up() -> None:
    (found,) = found_in(Sums(40, 40, 2, 14, 9), recent=Sums(120, 120, 6, 38, 11))
    assert (found.n, found.total, found.months) == (9, 14, 1)


def test_the_window_is_held_against_the_months_before_it() -> None:
    """Two angry months are not their own measure: without them the ten others had none dissatisfied."""
    before = Sums(480, 480, 24, 144, 8)
    spans = Spans(Sums(40, 40, 2, 12, 4), Sums(120, 120, 6, 36, 12), before)
    assert spans.earlier == (0, 120)
