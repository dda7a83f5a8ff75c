"""Funnel limits against binomial sums done the long way; bands of ranks against the intervals themselves."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Ratio
from data.rules.funnel import (
    ALARM,
    WARNING,
    Limits,
    RankBand,
    Standing,
    group,
    interval,
    judged,
    limits,
    rank_bands,
    rank_ranges,
    score_bands,
    standing,
)

ratios = st.integers(0, 400).flatmap(
    lambda total: st.integers(0, total).map(lambda count: Ratio(count, total))
)
groups = st.dictionaries(st.integers(0, 30), ratios, max_size=12)
whole_percents = st.integers(0, 100).map(lambda percent: Fraction(percent, 100))
levels = st.sampled_from([WARNING, ALARM])


def tail_below(count: int, total: int, rate: Fraction) -> Fraction:
    """P(X < count), exactly."""
    return sum((comb(total, k) * rate**k * (1 - rate) ** (total - k) for k in range(count)), start=Fraction())


# -------------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    "rate,total,level,expected",
    [
        (0.5, 10, WARNING, Limits(2, 8)),  # P(X <= 1) = 11/1024 < 2,5 % < P(X <= 2) = 56/1024
        (0.5, 10, ALARM, Limits(1, 9)),  # P(X <= 0) = 1/1024 < 0,1 % < P(X <= 1)
        (0.9, 3, WARNING, Limits(1, 3)),  # P(X <= 0) = 0,1 %, P(X <= 1) = 2,8 %
        (0.784, 0, WARNING, Limits(0, 0)),
        (0.0, 50, ALARM, Limits(0, 0)),
        (1.0, 50, ALARM, Limits(50, 50)),
    ],
)
def test_known_limits(rate: float, total: int, level: float, expected: Limits) -> None:
    assert limits(rate, total, level) == expected


@given(whole_percents, st.integers(0, 110), levels)
def test_exact_limits_are_the_tightest_that_chance_explains(rate: Fraction, total: int, level: float) -> None:
    found = limits(float(rate), total, level)
    tail = (1 - Fraction(str(level))) / 2
    assert 0 <= found.low <= found.high <= total
    assert tail_below(found.low, total, rate) <= tail < tail_below(found.low + 1, total, rate)
    above = tail_below(total - found.high, total, 1 - rate)
    assert above <= tail < tail_below(total - found.high + 1, total, 1 - rate)


@pytest.mark.parametrize("percent", [3, 20, 50, 70, 95])
@pytest.mark.parametrize("total", [130, 250, 600])
@pytest.mark.parametrize("level", [WARNING, ALARM])
def test_corrected_normal_limits_are_exact_or_one_case_wider(percent: int, total: int, level: float) -> None:
    rate, tail = Fraction(percent, 100), (1 - Fraction(str(level))) / 2
    low = limits(float(rate), total, level).low
    assert tail_below(low, total, rate) <= tail < tail_below(low + 2, total, rate)


@given(st.floats(0.001, 0.999), st.integers(0, 3_000_000), levels)
def test_limits_hold_the_mean_and_mirror_each_other(rate: float, total: int, level: float) -> None:
    found, mirrored = limits(rate, total, level), limits(1 - rate, total, level)
    assert found.low <= rate * total + 1
    assert found.high >= rate * total - 1
    assert abs(found.low - (total - mirrored.high)) <= 1
    assert abs(found.high - (total - mirrored.low)) <= 1


@given(st.floats(0, 1), st.integers(0, 5000))
def test_the_outer_limits_hold_the_inner_ones(rate: float, total: int) -> None:
    outer, inner = limits(rate, total, ALARM), limits(rate, total, WARNING)
    assert outer.low <= inner.low <= inner.high <= outer.high


@pytest.mark.parametrize(
    ("rate", "total", "level"), [(1.1, 5, 0.95), (-0.1, 5, 0.95), (0.5, -1, 0.95), (0.5, 5, 1)]
)
def test_no_limits_without_a_rate(rate: float, total: int, level: float) -> None:
    with pytest.raises(ValueError, match="no limits"):
        limits(rate, total, level)


# ------------------------------------------------------------------------------------------ standing


@pytest.mark.parametrize(
    "count,expected",
    [
        (0, "far_below"),
        (1, "below"),
        (2, "within"),
        (8, "within"),
        (9, "above"),
        (10, "far_above"),
    ],
)
def test_standing_to_a_group_at_one_half(count: int, expected: Standing) -> None:
    assert standing(Ratio(count, 10), Ratio(500, 1000)) == expected


def test_small_numbers_and_empty_groups_are_not_judged() -> None:
    assert standing(Ratio(0, 9), Ratio(500, 1000)) == "too_few"
    assert standing(Ratio(0, 9), Ratio(500, 1000), minimum=9) == "below"
    assert standing(Ratio(0, 0), Ratio(500, 1000), minimum=0) == "too_few"
    assert standing(Ratio(0, 20), Ratio(0, 0)) == "too_few"


def test_a_group_sums_counts() -> None:
    assert group([Ratio(19, 27), Ratio(10, 10)]) == Ratio(29, 37)
    assert group([]) == Ratio(0, 0)


@given(ratios, ratios)
def test_failures_stand_where_successes_do_not(unit: Ratio, whole: Ratio) -> None:
    mirror = {"far_below": "far_above", "below": "above", "above": "below", "far_above": "far_below"}
    found = standing(unit, whole)
    failures = standing(Ratio(unit.total - unit.n, unit.total), Ratio(whole.total - whole.n, whole.total))
    assert failures == mirror.get(found, found)


# --------------------------------------------------------------------------------- intervals and bands


def test_wilsons_interval() -> None:
    # Tân Châu 2022, 29 of 37: by hand with z = 1,96.
    low, high = interval(Ratio(29, 37))
    assert (round(low, 3), round(high, 3)) == (0.628, 0.886)
    assert interval(Ratio(0, 10))[0] == 0
    assert interval(Ratio(10, 10))[1] == 1
    with pytest.raises(ValueError, match="no cases"):
        interval(Ratio(0, 0))


@given(ratios.filter(lambda ratio: ratio.total > 0))
def test_an_interval_holds_its_rate_and_grows_with_the_level(ratio: Ratio) -> None:
    (low, high), (lower, higher) = interval(ratio), interval(ratio, ALARM)
    assert 0 <= lower <= low <= ratio.n / ratio.total <= high <= higher <= 1


def test_units_that_cannot_be_told_apart_share_a_band() -> None:
    table = {
        "worst": Ratio(100, 1000),
        "best": Ratio(990, 1000),
        "few": Ratio(9, 9),
        "middle": Ratio(50, 100),
        "middling": Ratio(52, 100),
    }
    best, middle, worst = RankBand(1, 1, 4), RankBand(2, 3, 4), RankBand(4, 4, 4)
    expected = {"best": best, "middling": middle, "middle": middle, "worst": worst}
    assert rank_bands(table) == rank_ranges(table) == expected
    assert next(iter(rank_bands(table))) == "best"
    assert [band.label for band in (best, middle, worst)] == ["nhóm 1", "nhóm 2–3", "nhóm 4"]
    upside_down = rank_bands(table, higher_is_better=False)
    assert (upside_down["worst"], upside_down["middle"]) == (RankBand(1, 1, 4), middle)


def test_a_chain_is_one_band_but_its_ends_have_ranges_of_their_own() -> None:
    table = {"high": Ratio(80, 100), "mid": Ratio(70, 100), "low": Ratio(60, 100)}
    assert set(rank_bands(table).values()) == {RankBand(1, 3, 3)}
    assert rank_ranges(table) == {
        "high": RankBand(1, 2, 3),
        "mid": RankBand(1, 3, 3),
        "low": RankBand(2, 3, 3),
    }


def test_nothing_is_ranked_of_nothing() -> None:
    assert rank_bands({}) == rank_ranges({}) == rank_bands({"none": Ratio(0, 0)}, minimum=0) == {}


@given(groups, st.booleans())
def test_bands_share_out_all_ranks_and_never_part_what_overlaps(
    table: dict[int, Ratio], higher: bool
) -> None:
    bands = rank_bands(table, higher_is_better=higher)
    assert bands.keys() == {key for key, ratio in table.items() if ratio.total >= 10}
    for band in set(bands.values()):
        assert list(bands.values()).count(band) == band.last - band.first + 1
    ranks = [rank for band in set(bands.values()) for rank in range(band.first, band.last + 1)]
    assert sorted(ranks) == list(range(1, len(bands) + 1))
    for one, band in bands.items():
        for other, others_band in bands.items():
            (low, high), (others_low, others_high) = interval(table[one]), interval(table[other])
            if low <= others_high and others_low <= high:
                assert band == others_band
            elif band.first < others_band.first:
                assert (low > others_high) == higher


@given(groups, st.booleans())
def test_a_range_lies_in_its_band_and_holds_the_plain_rank(table: dict[int, Ratio], higher: bool) -> None:
    bands = rank_bands(table, higher_is_better=higher)
    ranges = rank_ranges(table, higher_is_better=higher)
    assert bands.keys() == ranges.keys()
    for key, span in ranges.items():
        assert bands[key].first <= span.first <= span.last <= bands[key].last
        better = [
            other
            for other in ranges
            if (table[other].n * table[key].total > table[key].n * table[other].total) == higher
            and table[other].n * table[key].total != table[key].n * table[other].total
        ]
        assert span.first <= len(better) + 1 <= span.last


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 8), max_size=12))
def test_points_share_the_ranks_that_equals_take_up(points: dict[int, int]) -> None:
    for key, band in score_bands(points).items():
        better = sum(other > points[key] for other in points.values())
        equal = sum(other == points[key] for other in points.values())
        assert (band.first, band.last, band.ranked) == (better + 1, better + equal, len(points))


@given(ratios, ratios)
def test_a_judgement_names_the_limits_that_it_was_held_against(unit: Ratio, whole: Ratio) -> None:
    found, inner = judged(unit, whole)
    assert found == standing(unit, whole)
    if whole.share is None or unit.total < 10:
        assert (found, inner) == ("too_few", None)
    else:
        assert inner == limits(whole.share, unit.total, WARNING)
        assert (found == "within") == (inner.low <= unit.n <= inner.high)
