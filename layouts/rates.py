"""Rates with the guard for small numbers: below the minimum N a rate is said by its counts alone.

Source: domain.md section 2 (every percentage carries n and N).
"""

from __future__ import annotations

from decimal import Decimal

from data.contracts import RANKING_MINIMUM, Interval, Ratio
from layouts import formats

_SIGN = "\N{NO-BREAK SPACE}%"


def rate(ratio: Ratio) -> str:
    """Write a rate: "78,4 % (29/37)", below the minimum N "3/6", out of nothing a dash."""
    if not ratio.total:
        return formats.MISSING
    return formats.with_counts(ratio) if ratio.rankable() else formats.count_pair(ratio)


def rate_in_lines(ratio: Ratio) -> str:
    """Write a rate over its counts, for pictures: "78,4 %<br>29/37", below the minimum N "3/6"."""
    pair = formats.count_pair(ratio)
    return f"{formats.percent(share(ratio.n, ratio.total))}<br>{pair}" if ratio.rankable() else pair


def span(found: Interval) -> str:
    """Write an interval: "70,3–78,4 % (26–29/37)", below the minimum N "1–3/6", out of nothing a dash."""
    if not found.total:
        return formats.MISSING
    counts = _counts(found)
    return counts if found.total < RANKING_MINIMUM else f"{_percentages(found)} ({counts})"


def span_in_lines(found: Interval) -> str:
    """Write an interval over its counts, for pictures: "70,3–78,4 %<br>26–29/37"."""
    counts = _counts(found)
    return counts if found.total < RANKING_MINIMUM else f"{_percentages(found)}<br>{counts}"


def share(n: int, total: int) -> Decimal:
    """Divide exactly (total > 0): a fraction's binary rounding must not decide the last printed digit."""
    return Decimal(n) / Decimal(total)


def _percentages(found: Interval) -> str:
    low, high = (formats.percent(share(n, found.total)) for n in (found.low, found.high))
    return high if low == high else f"{low.removesuffix(_SIGN)}\N{EN DASH}{high}"


def _counts(found: Interval) -> str:
    low, high = formats.number(found.low), formats.number(found.high)
    bounds = high if low == high else f"{low}\N{EN DASH}{high}"
    return f"{bounds}/{formats.number(found.total)}"
