"""Rules that several files share: n/N, figures written twice, due dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from data.intake.reading import BIG_MAX, Row
from data.plans.vocabularies import STANDING

_PRINTED_WHOLE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+")
_PRINTED_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


class Due(NamedTuple):
    """When something is due: a day, or standing ("thường xuyên"), or neither."""

    on: dt.date | None
    is_standing: bool
    basis: str


def due(row: Row, bases: Mapping[str, str]) -> Due:
    """Read `deadline` and `deadline_basis`; a basis is given exactly where there is a deadline."""
    is_standing = row.printed("deadline") == STANDING
    on = None if is_standing else row.maybe_day("deadline")
    basis = row.code("deadline_basis", bases)
    if row.sound("deadline", "deadline_basis") and (basis == "none") != (on is None and not is_standing):
        remedy = "ghi “none” khi không có hạn, ngược lại ghi căn cứ của hạn"
        row.refuse("deadline_basis", "căn cứ không khớp với hạn ở cột deadline", remedy)
    return Due(on, is_standing, basis)


def printed_whole(row: Row, printed: str, column: str) -> int | None:
    """A count or amount of VND that is written twice: as printed ("3.410") and as a number (3410)."""
    number, words = row.maybe_whole(column, BIG_MAX), row.printed(printed)
    if _PRINTED_WHOLE.fullmatch(words) and row.sound(column) and int(words.replace(".", "")) != number:
        row.refuse(column, f"khác số in “{words}” ở cột {printed}", "sửa cho hai cột khớp nhau")
    return number


def printed_day(row: Row, printed: str, column: str) -> dt.date | None:
    """A date that is written twice: as printed ("29/3/2023") and as a date (2023-03-29)."""
    day, match = row.maybe_day(column), _PRINTED_DAY.fullmatch(row.printed(printed))
    if (
        match
        and row.sound(column)
        and (day is None or (day.day, day.month, day.year) != tuple(map(int, match.groups())))
    ):
        row.refuse(column, f"khác ngày in “{match[0]}” ở cột {printed}", "sửa cho hai cột khớp nhau")
    return day


def share(row: Row) -> tuple[int | None, int | None]:
    """Numerator and denominator, each as printed and as a number, and their percentage.

    A denominator without numerator is good only for a count, which then is the numerator itself
    (A-NT-024: two layers of four, where the plan prints the four and lists the two).
    """
    n = printed_whole(row, "numerator_raw", "numerator")
    total = printed_whole(row, "denominator_raw", "denominator")
    if n is None and total is not None and row.printed("unit") == "count":
        n = row.maybe_whole("value", BIG_MAX)
    if not row.sound("numerator", "denominator"):
        return n, total
    if (n is None and total is not None) or total == 0:
        row.refuse(
            "denominator", "mẫu số phải đi cùng tử số và lớn hơn 0", "bổ sung tử số, hoặc để trống mẫu số"
        )
    elif n is not None and total is not None:
        if n > total:
            row.refuse("numerator", f"tử số lớn hơn mẫu số {total}", "đối chiếu lại với văn bản")
        if row.printed("numerator"):
            agrees(row, "value_recomputed_derived", 100 * n / total, 4)
    return n, total


def agrees(row: Row, column: str, expected: float, places: int) -> None:
    """Note a computed column (`*_derived`) that is not what it is computed from."""
    found = row.maybe_decimal(column, places)
    if found is not None and row.sound(column) and abs(found - expected) > 0.5 * 10**-places + 1e-9:
        remedy = "sửa số liệu gốc trên dòng, hoặc tính lại cột này"
        row.refuse(column, f"cột tính sẵn không khớp, tính lại được {expected:.{places}f}", remedy)
