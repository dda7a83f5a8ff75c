"""Do figures of a source contradict each other? Answers only: both figures stay as printed.

Source: domain.md section 2, conflicts. None means that it cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from data.contracts import Ratio

_PERCENTAGE = re.compile(r"\s*(?P<whole>[0-9]+)(?:[.,](?P<decimals>[0-9]+))?\s*%?\s*")
_IN_A_ROW = re.compile(r"[0-9.]+(?:\s+[0-9.]+)+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\s[0-9]{3})+")
_COUNTED = re.compile(r"(?P<count>[0-9]+) [^\W\d]")


def percentage_agrees(printed: str, ratio: Ratio) -> bool | None:
    """Tell whether a printed percentage ("78,4", "47.6 %") is n/N within its own rounding.

    The sources use comma and point as decimal mark; a percentage has no thousands.
    Example: S3 line 65 prints 0,7 % for 26/3.410, which rounds to 0,8 %: it does not agree.
    """
    match = _PERCENTAGE.fullmatch(printed)
    if match is None or not ratio.total:
        return None
    decimals = match["decimals"] or ""
    return within_rounding(Decimal(f"{match['whole']}.{decimals or 0}"), len(decimals), ratio)


def within_rounding(percent: Decimal, decimals: int, ratio: Ratio) -> bool:
    """Tell whether n/N lies at most half a unit of the last printed decimal from `percent`.

    Both ends count, since sources round halves either way. N is not zero.
    """
    exact = Fraction(100 * ratio.n, ratio.total)
    return abs(exact - Fraction(percent)) <= Fraction(1, 2 * 10**decimals)


def total_agrees(printed: Decimal | int | None, parts: Iterable[Decimal | int | None]) -> bool | None:
    """Tell whether a printed total is the exact sum of its parts; None where any of them is missing.

    Exact numbers only (counts, VND, decimals): binary fractions would find conflicts of their own.
    """
    known = list(parts)
    present = [part for part in known if part is not None]
    if printed is None or not present or len(present) < len(known):
        return None
    return sum(present) == printed


def ranks_disagree(ranks: Iterable[int | None]) -> bool:
    """Tell whether one thing is printed with different ranks (S4: 10/11 in line 33, 11/11 in line 50)."""
    return len({rank for rank in ranks if rank is not None}) > 1


def two_numbers(printed: str) -> bool:
    """Tell whether a count is printed as two numbers in a row (S3 line 71: "11 02").

    A gap before groups of three digits parts thousands: "3 410" is one number.
    """
    match = _IN_A_ROW.fullmatch(printed.strip())
    return match is not None and _GROUPED.fullmatch(printed.strip()) is None


def nearest_share(printed: str, total: int) -> tuple[Ratio, bool] | None:
    """Give the share k/`total` nearest to a printed percentage, and whether it is that percentage.

    For shares of units that are counted elsewhere. S4 line 80: no k/16 is 18,57 %; 3/16 is 18,75 %.
    """
    match = _PERCENTAGE.fullmatch(printed)
    if match is None or total <= 0:
        return None
    percent = Decimal(f"{match['whole']}.{match['decimals'] or 0}")
    count = min(range(total + 1), key=lambda n: abs(Fraction(100 * n, total) - Fraction(percent)))
    ratio = Ratio(count, total)
    return ratio, within_rounding(percent, len(match["decimals"] or ""), ratio)


def leading_count(printed: str) -> int | None:
    """Read the count that words begin with ("05 xã, thị trấn"), None if there is none."""
    match = _COUNTED.match(printed)
    return int(match["count"]) if match else None
