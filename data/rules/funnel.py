"""Units compared with their group in spite of small numbers: funnel limits and bands of ranks.

A unit with few cases is far from the group's rate by chance alone; only what chance does not explain is
called different. Source: domain.md section 2 (n and N, minimum N); Spiegelhalter, Funnel plots for comparing
institutional performance (2005); Wilson (1927) for the intervals.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil, exp, floor, lgamma, log, sqrt
from statistics import NormalDist
from typing import Literal, TypeAlias, TypeVar

from data.contracts import RANKING_MINIMUM, Ratio

Standing: TypeAlias = Literal["too_few", "far_below", "below", "within", "above", "far_above"]
Key = TypeVar("Key", bound=Hashable)

WARNING = 0.95
ALARM = 0.998
"""Levels of the inner and outer limits: of 1.000 units like their group 50 and 2 lie outside by chance."""

_KEPT = 4096
"""Limits remembered, 4 to 8 µs each: units of one size share them, and after a publication of other figures
the open pages ask again about the same cases."""

_EXACT_BELOW = 30.0
"""Variance up to which limits are exact. Above it the corrected normal ones are equal in 97 of 100 and one
case wider in the others: never narrower, so that nobody is accused by the approximation."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts of n out of N, both included, that chance explains at the group's rate."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class RankBand:
    """Ranks that cannot be told apart, from `first` to `last`, of `ranked` units."""

    first: int
    last: int
    ranked: int

    @property
    def label(self) -> str:
        """Name the band: "nhóm 1\N{EN DASH}3", or "nhóm 4" for a unit that stands alone."""
        if self.first == self.last:
            return f"nhóm {self.first}"
        return f"nhóm {self.first}\N{EN DASH}{self.last}"


def group(ratios: Iterable[Ratio]) -> Ratio:
    """Rate of all units together: n and N are summed, percentages never averaged."""
    known = list(ratios)
    return Ratio(sum(ratio.n for ratio in known), sum(ratio.total for ratio in known))


@lru_cache(_KEPT)
def limits(rate: float, total: int, level: float) -> Limits:
    """Give the counts out of `total` that chance explains at the group's rate.

    Either tail beyond them has a probability of at most (1 - level) / 2, so they are binomial and two-sided.
    Raises ValueError for a rate or a level that is none.
    """
    if not 0 <= rate <= 1 or not 0 < level < 1 or total < 0:
        raise ValueError(f"no limits at rate {rate}, level {level}, N {total}")
    tail = (1 - level) / 2
    return Limits(_lower(total, rate, tail), total - _lower(total, 1 - rate, tail))


def standing(unit: Ratio, whole: Ratio, minimum: int = RANKING_MINIMUM) -> Standing:
    """Tell how a unit's rate stands to its group's: beyond the outer, beyond the inner limits, or within.

    Below the minimum N it is not judged. Whether "below" is bad is for the measure to say.
    """
    return judged(unit, whole, minimum)[0]


def judged(unit: Ratio, whole: Ratio, minimum: int = RANKING_MINIMUM) -> tuple[Standing, Limits | None]:
    """Give a unit's standing with the inner limits that it was held against; none where it is not judged."""
    share = whole.share
    if share is None or not unit.rankable(max(minimum, 1)):
        return "too_few", None
    inner = limits(share, unit.total, WARNING)
    if inner.low <= unit.n <= inner.high:
        return "within", inner
    # Outer limits hold the inner ones: most units need none.
    outer = limits(share, unit.total, ALARM)
    if unit.n < inner.low:
        return ("far_below" if unit.n < outer.low else "below"), inner
    return ("far_above" if unit.n > outer.high else "above"), inner


def interval(ratio: Ratio, level: float = WARNING) -> tuple[float, float]:
    """Give Wilson's interval of a rate, from low to high share. Raises ValueError for no cases."""
    if ratio.total < 1:
        raise ValueError("no cases, no interval")
    z, share = _quantile((1 + level) / 2), ratio.n / ratio.total
    weight = 1 + z * z / ratio.total
    middle = share + z * z / (2 * ratio.total)
    half = z * sqrt((share * (1 - share) + z * z / (4 * ratio.total)) / ratio.total)
    # Rounding must not move the ends of a rate of none or of all.
    low = (middle - half) / weight if ratio.n else 0.0
    return low, (middle + half) / weight if ratio.n < ratio.total else 1.0


def rank_bands(
    ratios: Mapping[Key, Ratio], *, higher_is_better: bool = True, minimum: int = RANKING_MINIMUM
) -> dict[Key, RankBand]:
    """Share out ranks in bands, the best first: units whose 95 % intervals overlap share one.

    Chains of overlaps hold together, so two bands are always told apart. Units below the minimum are left
    out.
    """
    groups: list[list[Key]] = []
    reach = 1.0
    for key, (low, high) in _from_the_best(ratios, minimum, higher_is_better=higher_is_better):
        if not groups or high < reach:
            groups.append([])
        groups[-1].append(key)
        reach = min(reach, low)
    ranked = sum(map(len, groups))
    bands: dict[Key, RankBand] = {}
    for keys in groups:
        bands |= dict.fromkeys(keys, RankBand(len(bands) + 1, len(bands) + len(keys), ranked))
    return bands


def rank_ranges(
    ratios: Mapping[Key, Ratio], *, higher_is_better: bool = True, minimum: int = RANKING_MINIMUM
) -> dict[Key, RankBand]:
    """Give each unit the ranks that it may have: behind all that are surely better, before the surely worse.

    Finer than `rank_bands` where many units overlap in a chain; each range lies within its unit's band.
    """
    spans = dict(_from_the_best(ratios, minimum, higher_is_better=higher_is_better))
    lows, highs = (sorted(ends) for ends in zip(*spans.values(), strict=True)) if spans else ([], [])
    return {
        key: RankBand(
            1 + len(lows) - bisect_right(lows, high), len(highs) - bisect_left(highs, low), len(spans)
        )
        for key, (low, high) in spans.items()
    }


def score_bands(points: Mapping[Key, float]) -> dict[Key, RankBand]:
    """Share out ranks by points, the most first: units with equal points share the ranks that they take up.

    Points have no n and N that an interval could be computed from, so only ties are not told apart.
    """
    ranked = sorted(points.values(), reverse=True)
    upwards = ranked[::-1]
    return {
        key: RankBand(
            1 + len(ranked) - bisect_right(upwards, value),
            len(ranked) - bisect_left(upwards, value),
            len(ranked),
        )
        for key, value in points.items()
    }


def _from_the_best(
    ratios: Mapping[Key, Ratio], minimum: int, *, higher_is_better: bool
) -> list[tuple[Key, tuple[float, float]]]:
    """Give intervals, the highest upper end first; of a rate that should be low, those of its complement."""
    spans = {key: interval(ratio) for key, ratio in ratios.items() if ratio.rankable(max(minimum, 1))}
    if not higher_is_better:
        spans = {key: (1 - high, 1 - low) for key, (low, high) in spans.items()}
    return sorted(spans.items(), key=lambda item: item[1][1], reverse=True)


@cache
def _quantile(share: float) -> float:
    """Quantile of the normal distribution; only a few levels are ever asked for."""
    return NormalDist().inv_cdf(share)


def _lower(total: int, rate: float, tail: float) -> int:
    """Give the least k whose lower tail P(X <= k) is more than `tail`."""
    if total * rate * (1 - rate) < _EXACT_BELOW:
        return _exact_lower(total, rate, tail)
    return _normal_lower(total, rate, tail)


def _exact_lower(total: int, rate: float, tail: float) -> int:
    if rate in (0.0, 1.0):
        return round(total * rate)
    # Six deviations and five cases below the mean there is a milliardth left to add up.
    start = max(0, floor(total * rate - 6 * sqrt(total * rate * (1 - rate)) - 5))
    weight, odds, k = _probability(total, rate, start), rate / (1 - rate), start
    until = weight
    while until <= tail:
        weight *= (total - k) / (k + 1) * odds
        until += weight
        k += 1
    return k


def _normal_lower(total: int, rate: float, tail: float) -> int:
    """Normal quantile, corrected for skewness (Cornish-Fisher, first term) and for whole numbers."""
    z = _quantile(tail)
    mean, deviation = total * rate, sqrt(total * rate * (1 - rate))
    return max(0, ceil(mean + z * deviation + (1 - 2 * rate) * (z * z - 1) / 6 - 0.5))


def _probability(total: int, rate: float, k: int) -> float:
    """P(X = k) of a binomial, by logarithms: factorials of thousands do not fit a float."""
    ways = lgamma(total + 1) - lgamma(k + 1) - lgamma(total - k + 1)
    return exp(ways + k * log(rate) + (total - k) * log(1 - rate))
