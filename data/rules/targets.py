"""Targets: which results may judge them, the verdict, and the gap (domain.md section 2, verdicts)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

Comparator: TypeAlias = Literal[">", ">=", "=", "<=", "range", "qualitative"]
Direction: TypeAlias = Literal["higher_is_better", "lower_is_better", "neutral"]
Verdict: TypeAlias = Literal["on_target", "off_target", "baseline", "unknown"]
Number: TypeAlias = Decimal | float
Result: TypeAlias = tuple[Number | None, dt.date, dt.date]
"""Value, first day and end (exclusive, as in contracts.Period) of the period that it was reported for."""

PERCENT = "percent"
_NOTHING_MISSING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one result says about a target. `gap` is in the measure's own unit and never negative.

    A gap of 0 is no verdict: a baseline keeps its status, and "more than 85" is not met by 85.
    """

    status: Verdict
    value: Decimal | None
    gap: Decimal | None


@dataclass(frozen=True, slots=True)
class _Aim:
    """Where a value has to lie; `strictly` excludes the lower bound itself."""

    low: Decimal | None
    high: Decimal | None
    strictly: bool

    def gap(self, value: Decimal) -> Decimal:
        short = _NOTHING_MISSING if self.low is None else self.low - value
        over = _NOTHING_MISSING if self.high is None else value - self.high
        return max(_NOTHING_MISSING, short, over)

    def met(self, value: Decimal) -> bool:
        return not self.gap(value) and not (self.strictly and value == self.low)


def judge(  # noqa: PLR0913, PLR0917 - a target is six things; callers have them as columns of a row
    comparator: Comparator,
    target_value: Number | None,
    target_value_max: Number | None,
    target_start: dt.date,
    target_end: dt.date | None,
    direction: Direction,
    results: Iterable[Result],
) -> tuple[Judgement, ...]:
    """Judge a target by each of its comparable results, in their order; without any, one "unknown".

    `target_end` is exclusive, None where the target stands on. `target_value_max` is the upper bound of
    "range". `direction` matters to "=" and "range" only: beyond the mark on the good side is met.
    A result from before the target's period is its baseline: a gap, never a verdict. A result that
    only overlaps the period, or comes after it, says nothing.
    Source: domain.md section 2, verdicts; section 1, baseline (S0 lines 51 and 159: 19,26 and 50,13
    of 2022 against 90 of 2023).
    """
    aim = _aim(comparator, target_value, target_value_max, direction)
    judged = tuple(_judge_one(aim, target_start, target_end, result) for result in results)
    return judged or (Judgement("unknown", None, None),)


def comparable_value(
    target_measure: str,
    result_measure: str,
    value: Number | None,
    numerator: int | None,
    denominator: int | None,
) -> Decimal | None:
    """Give a result in the measure of its target, or None where it cannot be had.

    The printed value where the measures agree; 100 n/N where the target is a percentage and the result a
    count with its denominator (S4 line 158: 7/80 workstations against 100 %).
    Source: domain.md section 2, verdicts: a result of another definition is not compared.
    """
    if target_measure == result_measure:
        return None if value is None else _exact(value)
    if target_measure == PERCENT and numerator is not None and denominator:
        return Decimal(100 * numerator) / denominator
    return None


def _judge_one(aim: _Aim | None, start: dt.date, end: dt.date | None, result: Result) -> Judgement:
    reported, result_start, result_end = result
    value = None if reported is None else _exact(reported)
    if aim is None or value is None:
        return Judgement("unknown", value, None)
    if result_end <= start:
        return Judgement("baseline", value, aim.gap(value))
    if result_start < start or (end is not None and result_end > end):
        return Judgement("unknown", value, None)
    return Judgement("on_target" if aim.met(value) else "off_target", value, aim.gap(value))


def _aim(
    comparator: Comparator, value: Number | None, upper: Number | None, direction: Direction
) -> _Aim | None:
    """Bounds of a target, or None where no number can meet it."""
    if value is None or comparator == "qualitative":
        return None
    mark = _exact(value)
    if comparator in (">", ">="):
        return _Aim(mark, None, strictly=comparator == ">")
    if comparator == "<=":
        return _Aim(None, mark, strictly=False)
    if comparator == "range" and upper is None:
        return None
    top = mark if upper is None or comparator == "=" else _exact(upper)
    return _Aim(
        low=None if direction == "lower_is_better" else mark,
        high=None if direction == "higher_is_better" else top,
        strictly=False,
    )


def _exact(number: Number) -> Decimal:
    """Decimal as printed: 90 - 19.26 is 70.74, not 70.7399."""
    return Decimal(str(number))
