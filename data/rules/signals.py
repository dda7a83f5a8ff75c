"""What a series of months says: chance or a change, from 10 points on; with fewer only up, down or level.

Control limits of individual values and moving ranges (XmR). All arithmetic is exact, so that equal months are
level and never a signal. Source: domain.md section 4; Wheeler, Understanding Variation, for 2,66 and 1,128;
NHS England, Making Data Count, for the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal, TypeAlias

Number: TypeAlias = int | float | Decimal | Fraction
Word: TypeAlias = Literal["biến động thường", "tín hiệu tốt", "tín hiệu xấu", "tăng", "giảm", "không đổi"]

ENOUGH = 10
"""Points from which limits are drawn and signals named (domain.md section 4)."""

_LIMIT_OF_RANGES = Fraction(266, 100)
_RANGES_OF_SIGMA = Fraction(1128, 1000)
_RUN = 8
_NEAR_THE_LIMIT = 2
_WINDOW = 3


@dataclass(frozen=True, slots=True)
class ControlLimits:
    """Mean, limits and sigma in the unit of the values; limits may lie beyond 0 or 100 %."""

    mean: Fraction
    low: Fraction
    high: Fraction
    sigma: Fraction


@dataclass(frozen=True, slots=True)
class Reading:
    """A series judged: limits where there are points enough, and one word for each period.

    `words` has the length of the series; None for a period without a value or without anything to be compared
    with, and for the partial last one. `latest` is the word of the last complete period.
    """

    limits: ControlLimits | None
    words: tuple[Word | None, ...]
    latest: Word | None


def control_limits(values: Sequence[Number | None]) -> ControlLimits | None:
    """Compute XmR limits; None with fewer than 10 values, or where no two of them are neighbours.

    A missing period gives no moving range: a step over a gap is not one month's change.
    """
    exact = _exact(values)
    known = [value for value in exact if value is not None]
    ranges = [
        abs(later - earlier)
        for earlier, later in pairwise(exact)
        if earlier is not None and later is not None
    ]
    if len(known) < ENOUGH or not ranges:
        return None
    mean, spread = sum(known, Fraction()) / len(known), sum(ranges, Fraction()) / len(ranges)
    reach = _LIMIT_OF_RANGES * spread
    return ControlLimits(mean, mean - reach, mean + reach, spread / _RANGES_OF_SIGMA)


def read(
    values: Sequence[Number | None], *, higher_is_better: bool, is_last_partial: bool = False
) -> Reading:
    """Judge a series of consecutive periods, the oldest first; None stands for a missing one.

    A signal is a point outside the limits, the eighth in a row on one side of the mean, or the second of
    three beyond two sigma on one side; missing periods break rows. A partial last period is neither judged
    nor counted in.
    """
    complete = list(values)[: len(values) - is_last_partial]
    limits, exact = control_limits(complete), _exact(complete)
    if limits is None:
        words = [_change_word(_row(exact[: at + 1])) for at in range(len(exact))]
    else:
        words = _signal_words(exact, limits, upwards=higher_is_better)
    open_ended: list[Word | None] = [None] * (len(values) - len(complete))
    return Reading(limits, (*words, *open_ended), words[-1] if words else None)


def _exact(values: Sequence[Number | None]) -> list[Fraction | None]:
    return [None if value is None else Fraction(value) for value in values]


def _signal_words(
    values: Sequence[Fraction | None], limits: ControlLimits, *, upwards: bool
) -> list[Word | None]:
    """Name every point by the limits; no rule looks further back than the longest row."""
    heights = [None if value is None else value - limits.mean for value in values]
    rows = [_row(heights[max(at - _RUN, 0) : at]) for at in range(1, len(heights) + 1)]
    outside, near = limits.high - limits.mean, _NEAR_THE_LIMIT * limits.sigma
    return [_signal_word(row, outside, near, upwards=upwards) for row in rows]


def _signal_word(row: Sequence[Fraction], outside: Fraction, near: Fraction, *, upwards: bool) -> Word | None:
    """Name the last of an unbroken row of heights over the mean; None for no row."""
    if not row:
        return None
    is_above = row[-1] > 0
    if not _is_signal(row if is_above else [-height for height in row], outside, near):
        return "biến động thường"
    return "tín hiệu tốt" if is_above == upwards else "tín hiệu xấu"


def _row(until: Sequence[Fraction | None]) -> list[Fraction]:
    """Give the unbroken row of known values that ends with the last one."""
    gaps = [at for at, value in enumerate(until) if value is None]
    return [value for value in until[gaps[-1] + 1 if gaps else 0 :] if value is not None]


def _is_signal(heights: Sequence[Fraction], outside: Fraction, near: Fraction) -> bool:
    """Apply the three rules to heights over the mean, counted towards the last point's side.

    `outside` is the height of the limit, `near` that of two sigma. Every rule needs the last point on its
    side, so good and bad never meet in one point.
    """
    if heights[-1] > outside or (len(heights) >= _RUN and all(height > 0 for height in heights[-_RUN:])):
        return True
    are_near = [height > near for height in heights[-_WINDOW:]]
    return are_near[-1] and sum(are_near) >= _NEAR_THE_LIMIT


def _change_word(row: Sequence[Fraction]) -> Word | None:
    """Compare the last point with the one before; a gap or a beginning has nothing to be compared with."""
    if len(row) <= 1:
        return None
    earlier, later = row[-2:]
    if earlier == later:
        return "không đổi"
    return "tăng" if later > earlier else "giảm"
