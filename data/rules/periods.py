"""Reporting periods: from code or dates to a Period, its Vietnamese label, and the day it is seen from.

Source: domain.md sections 1 (kỳ số liệu), 2 (due dates) and 3 (dates); the codes are those of ux.md.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from data.contracts import Period

_Kind: TypeAlias = Literal["month", "quarter", "half", "nine_months", "year"]

_MONTHS_OF_YEAR = 12
_YEARS = range(1900, 2101)
"""Years that a code may name: anything else is a slip of the keyboard."""

_SPANS: Mapping[str, tuple[_Kind, int, int]] = {
    "": ("year", 1, 12),
    "-9M": ("nine_months", 1, 9),
    **{f"-H{half}": ("half", 6 * half - 5, 6) for half in (1, 2)},
    **{f"-Q{quarter}": ("quarter", 3 * quarter - 2, 3) for quarter in (1, 2, 3, 4)},
    **{f"-{month:02}": ("month", month, 1) for month in range(1, 13)},
}
"""What follows the year in a code: kind, first month, number of months."""

_CODE = re.compile(r"([0-9]{4})(?:-([0-9]{4})|-[0-9A-Z]{2})?")
_ROMAN = ("I", "II", "III", "IV")
_HALVES = ("đầu", "cuối")


def parse(code: str) -> Period:
    """Read a period code: 2022, 2022-Q1, 2022-H1, 2022-9M, 2022-05 or 2015-2020.

    Raises ValueError, worded for the reader of the page, where the code has no such form.
    """
    match = _CODE.fullmatch(code)
    if match is not None:
        for period in _candidates(int(match[1]), int(match[2] or match[1])):
            if period.code == code:
                return period
    raise ValueError(_malformed(code))


def from_dates(start: dt.date, last_day: dt.date) -> Period:
    """Find the period that runs from `start` to `last_day`, both included.

    Raises ValueError, in Vietnamese, where no period has exactly these days: nothing is rounded.
    """
    for period in _candidates(start.year, last_day.year):
        if (period.start, period.last_day) == (start, last_day):
            return period
    raise ValueError(f"Không có kỳ số liệu nào từ ngày {start:%d/%m/%Y} đến hết ngày {last_day:%d/%m/%Y}.")


def label(period: Period) -> str:
    """Name a period as an office writes it: "Quý I/2022", "Tháng 5/2022", "Giai đoạn 2015\N{EN DASH}2020".

    Months 1 and 2 carry a zero (domain.md section 3).
    """
    year, month = period.start.year, period.start.month
    match period.kind:
        case "year":
            return f"Năm {year}"
        case "quarter":
            return f"Quý {_ROMAN[month // 3]}/{year}"
        case "half":
            return f"6 tháng {_HALVES[month // 6]} năm {year}"
        case "nine_months":
            return f"9 tháng năm {year}"
        case "month":
            return f"Tháng {month:02}/{year}" if month in (1, 2) else f"Tháng {month}/{year}"
        case "years":
            return f"Giai đoạn {year}\N{EN DASH}{period.last_day.year}"


def default_as_of(period: Period, today: dt.date) -> dt.date:
    """Day that figures depending on "now" are computed for: the earlier of today and the period's end.

    Source: domain.md section 2, due dates. `today` is the day in Vietnam, found by the caller.
    """
    return min(today, period.last_day)


def _within(year: int, suffix: str) -> Period:
    kind, month, months = _SPANS[suffix]
    carried, following = divmod(month + months - 1, _MONTHS_OF_YEAR)
    return Period(f"{year}{suffix}", kind, dt.date(year, month, 1), dt.date(year + carried, following + 1, 1))


def _candidates(first: int, last: int) -> Iterator[Period]:
    if first in _YEARS and last in _YEARS:
        yield from (_within(first, suffix) for suffix in _SPANS)
        if first < last:
            yield _whole_years(first, last)


def _whole_years(first: int, last: int) -> Period:
    return Period(f"{first}-{last}", "years", dt.date(first, 1, 1), dt.date(last + 1, 1, 1))


def _malformed(code: str) -> str:
    forms = "2022, 2022-Q1, 2022-H1, 2022-9M, 2022-05, 2015-2020"
    return f"Mã kỳ số liệu không hợp lệ: “{code[:20]}”. Các dạng dùng được: {forms}."
