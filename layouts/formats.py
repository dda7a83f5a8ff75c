"""Figures, amounts and dates the Vietnamese way (domain.md section 3), rounded half up.

Spaces inside a figure do not break, so that a number is never parted from its unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias

from data.contracts import Period, Ratio

Numeric: TypeAlias = int | float | Decimal

MISSING = "–"
"""Stands where there is no figure: never 0, never an empty cell."""

NO_FIGURES = "chưa có số liệu"

_NBSP = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
_COMMAS = str.maketrans(",.", ".,")
_KEPT = 8192
"""Figures remembered: the rows of a table repeat the same few hundred counts."""
_MILLION = Decimal(1_000_000)
_BILLION = Decimal(1_000_000_000)
# Vietnam has had one offset and no summer time since 1975.
_VIETNAM = dt.timezone(dt.timedelta(hours=7))
_QUARTERS = ("I", "II", "III", "IV")
_HALVES = ("đầu", "cuối")
# Official writing sets a zero before months 1 and 2 and days under 10 only (Nghị định 30/2020/NĐ-CP).
_LAST_MONTH_WITH_ZERO = 2


def _exact(value: Numeric) -> Decimal:
    """Take the digits that are printed, not the binary fraction behind them."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _rounded(value: Numeric, decimals: int) -> Decimal:
    """Round half away from zero."""
    return _exact(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _is_whole(value: Numeric) -> bool:
    """Tell whether there is nothing after the decimal comma."""
    exact = _exact(value)
    return exact == exact.to_integral_value()


@lru_cache(_KEPT)
def number(value: Numeric | None, decimals: int = 0) -> str:
    """Write a number with dots between thousands and a decimal comma: 1.234.567,8."""
    if value is None:
        return MISSING
    if isinstance(value, int) and not decimals:
        written, is_negative = f"{abs(value):,}".replace(",", "."), value < 0
    else:
        rounded = _rounded(value, decimals)
        written, is_negative = f"{abs(rounded):,.{decimals}f}".translate(_COMMAS), rounded < 0
    return f"{_MINUS}{written}" if is_negative else written


def percent(share: Numeric | None, decimals: int = 1, *, aligned: bool = False) -> str:
    """Write a fraction as a percentage: 0.78378 is "78,4 %".

    An exact whole percentage has no decimals, "100 %", unless commas are to stand in line (`aligned`).
    """
    if share is None:
        return MISSING
    return printed_percent(_exact(share) * 100, decimals, aligned=aligned)


def printed_percent(value: Numeric | None, decimals: int = 1, *, aligned: bool = False) -> str:
    """Write what is in per cent already, as sources print it: 19.26 with 2 decimals is "19,26 %"."""
    if value is None:
        return MISSING
    return f"{number(value, 0 if _is_whole(value) and not aligned else decimals)}{_NBSP}%"


def count_pair(ratio: Ratio) -> str:
    """Write n/N: "29/37"."""
    return f"{number(ratio.n)}/{number(ratio.total)}"


def with_counts(ratio: Ratio, decimals: Literal[1, 2] = 1) -> str:
    """Write a percentage with its counts, "78,4 % (29/37)"; nothing out of nothing is a dash, not 0 %."""
    if not ratio.total:
        return MISSING
    return f"{_exact_percent(ratio, decimals)} ({count_pair(ratio)})"


def _exact_percent(ratio: Ratio, decimals: Literal[1, 2]) -> str:
    """Divide whole numbers: a fraction's binary rounding must not decide the last printed digit."""
    share, rest = divmod(100 * ratio.n, ratio.total)
    if not rest:
        return f"{number(share)}{_NBSP}%"
    scale = 10**decimals
    share, printed = divmod((200 * ratio.n * scale + ratio.total) // (2 * ratio.total), scale)
    return f"{number(share)},{printed:0{decimals}}{_NBSP}%"


def counted(count: int, noun: str) -> str:
    """Write how many there are; Vietnamese nouns do not change: "3 xã", "1.234 hồ sơ"."""
    return f"{number(count)}{_NBSP}{noun}"


def points(value: Numeric | None) -> str:
    """Write a score: "458,73", and a whole one without decimals, "700"."""
    if value is None:
        return MISSING
    return number(value, 0 if _is_whole(value) else 2)


def vnd_full(amount: int | None) -> str:
    """Write an amount to the đồng, for tables and exports: "315.739.306 đồng"."""
    return MISSING if amount is None else f"{number(amount)}{_NBSP}đồng"


def vnd_short(amount: int | None) -> str:
    """Write an amount for tiles: "315,7 triệu đồng", "1,56 tỷ đồng"; below a million to the đồng."""
    if amount is None:
        return MISSING
    millions = _rounded(Decimal(amount) / _MILLION, 1)
    if abs(millions) >= _BILLION / _MILLION:
        return _scaled(Decimal(amount) / _BILLION, 2, "tỷ")
    if abs(amount) >= _MILLION:
        return _scaled(Decimal(amount) / _MILLION, 1, "triệu")
    return vnd_full(amount)


def _scaled(value: Decimal, decimals: int, scale: str) -> str:
    written = number(value, 0 if _is_whole(value) else decimals)
    return f"{written}{_NBSP}{scale}{_NBSP}đồng"


def date_table(day: dt.date | None) -> str:
    """Write a date for tables, all digits: "29/03/2023"."""
    return MISSING if day is None else f"{day.day:02}/{day.month:02}/{day.year:04}"


def date_prose(day: dt.date) -> str:
    """Write a date for sentences: "29/3/2023", "05/8/2023", "01/01/2022"."""
    return f"{day_prose(day)}/{day.year:04}"


def day_prose(day: dt.date) -> str:
    """Write a day of the year spoken of, for sentences: "29/3", "05/8", "15/01"."""
    return f"{day.day:02}/{_month(day.month)}"


def _month(month: int) -> str:
    return f"{month:02}" if month <= _LAST_MONTH_WITH_ZERO else str(month)


def local_date(moment: dt.datetime) -> dt.date:
    """Give the day in Vietnam of an aware moment (moments are kept in UTC)."""
    return moment.astimezone(_VIETNAM).date()


def period_span(period: Period) -> str:
    """Write first and last day: "01/01–31/12/2022", "01/01/2015–31/12/2020"."""
    first, last = period.start, period.last_day
    opening = f"{first:%d/%m}" if first.year == last.year else date_table(first)
    return f"{opening}–{date_table(last)}"


def period_label(period: Period) -> str:
    """Name a period: "Năm 2022", "Quý I/2022", "6 tháng đầu năm 2022", "Giai đoạn 2015–2020"."""
    start, year = period.start, period.start.year
    match period.kind:
        case "month":
            return f"Tháng {_month(start.month)}/{year}"
        case "quarter":
            return f"Quý {_QUARTERS[(start.month - 1) // 3]}/{year}"
        case "half":
            return f"6 tháng {_HALVES[(start.month - 1) // 6]} năm {year}"
        case "nine_months":
            return f"9 tháng năm {year}"
        case "year":
            return f"Năm {year}"
        case "years":
            return f"Giai đoạn {year}–{period.last_day.year}"


def number_ranges(numbers: Iterable[int]) -> str:
    """Write whole numbers as runs, for lines and rows of a source: 373, 374, 375, 380 is "373–375, 380"."""
    ordered = sorted(set(numbers))
    breaks = [index + 1 for index, (low, high) in enumerate(pairwise(ordered)) if high > low + 1]
    runs = [ordered[first:last] for first, last in pairwise([0, *breaks, len(ordered)])] if ordered else []
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def join_names(names: Sequence[str], limit: int = 0, noun: str = "đơn vị") -> str:
    """Enumerate: "A, B và C"; beyond `limit` (0 = none) the rest is counted: "A, B và 4 đơn vị khác"."""
    shown = list(names[:limit] if limit and len(names) > limit else names)
    hidden = len(names) - len(shown)
    if hidden:
        shown.append(f"{counted(hidden, noun)} khác")
    return " và ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))
