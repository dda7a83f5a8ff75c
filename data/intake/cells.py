"""Cells become typed values: forgiving in form, never in content. What could mean two things is refused."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from data.contracts import Period
from data.intake.drafts import Cell
from data.intake.reading import BIG_MAX
from data.rules import periods
from data.rules.collation import fold

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_GROUPED = re.compile(r"(-?)([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_ENGLISH = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){2,}")
_PLAIN = re.compile(r"-?[0-9]{1,18}")
_COMMA = re.compile(r"(-?[0-9]{1,15}),([0-9]+)")
_POINT = re.compile(r"(-?[0-9]{1,15})\.([0-9]+)")
_MONEY_WORDS = re.compile(r"(?:đồng|vnđ|vnd|đ)$")
_BIG_WORDS = re.compile(r"(?:triệu|tỷ|tỉ|nghìn|ngàn)")
_DOUBTFUL = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
"""1.234 is one thousand in Vietnam and a little more than one in Excel's English."""

_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00:00)?")
_DAY = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
_DAY_WORDS = re.compile(r"(?:.*\bngay )?([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})")
_CLOCK = (
    r"(?P<hour>[0-9]{1,2}) ?[:hg](?: ?(?P<minute>[0-9]{1,2}))?"
    r"(?: ?[:ph]+ ?(?P<second>[0-9]{1,2}))?(?: ?(?:s|ph|phút))?"
)
_TIME_AFTER = re.compile(rf"(?P<day>.+?)(?:,| lúc)? +{_CLOCK}")
_TIME_BEFORE = re.compile(rf"{_CLOCK}(?:,)? +(?P<day>.+)")
_ISO_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r" ?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_SERIAL = re.compile(r"[0-9]{5}[.,][0-9]{1,12}")
_MINUTES = 24 * 60
_VIETNAM = dt.timezone(dt.timedelta(hours=7))
_EPOCH = dt.date(1899, 12, 30)
"""Day 0 of Excel's serial dates, so that serial 60 on are right; nothing of ours is older."""
_SERIALS = range(18264, 73416)
"""Serial numbers of 1/1/1950 to 31/12/2100: others are no dates."""

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PERIOD_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:nam )?([0-9]{4})"), "{0}"),
    (re.compile(r"(?:giai doan )?([0-9]{4}) ?[-\u2013] ?([0-9]{4})"), "{0}-{1}"),
    (re.compile(r"quy (i{1,3}|iv|[1-4]) ?(?:[/ -]|nam )*([0-9]{4})"), "{1}-Q{0}"),
    (re.compile(r"(?:6|sau) thang dau nam ?([0-9]{4})"), "{0}-H1"),
    (re.compile(r"(?:6|sau) thang cuoi nam ?([0-9]{4})"), "{0}-H2"),
    (re.compile(r"(?:9|chin) thang (?:dau )?(?:nam )?([0-9]{4})"), "{0}-9M"),
    (re.compile(r"thang (0?[1-9]|1[0-2]) ?(?:[/ -]|nam )*([0-9]{4})"), "{1}-{0:0>2}"),
    (re.compile(r"(0?[1-9]|1[0-2])/([0-9]{4})"), "{1}-{0:0>2}"),
)


class CellError(Exception):
    """A cell cannot be taken: why, and what to write instead, as Vietnamese clauses."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.reason = reason
        self.remedy = remedy


class Moment(NamedTuple):
    """A moment in Vietnam, without a zone; midnight where only the day is known."""

    at: dt.datetime
    has_time: bool


class Parts(NamedTuple):
    """A figure, and what stood after a slash."""

    value: float
    over: float | None


def text(cell: Cell) -> str:
    """Words of a cell on one line, in NFC; numbers as a person would type them, dates as dd/mm/yyyy."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, dt.date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float):
        return f"{cell:.15g}" if abs(cell) < 1e15 else f"{cell:.0f}"  # noqa: PLR2004 - digits that a float holds
    joined = re.sub(r"[\t\r\n\x0b\x0c]+", " ", unicodedata.normalize("NFC", str(cell)))
    kept = (char for char in joined if unicodedata.category(char) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def figure(value: float | Decimal) -> str:
    """A number as offices here write it, at most six decimals: 1.234.567,8."""
    written = f"{value:,}" if isinstance(value, int) else f"{value:,.6f}"
    whole_part, _, decimals = written.partition(".")
    kept = decimals.rstrip("0")
    return whole_part.replace(",", ".") + (f",{kept}" if kept else "")


def whole(cell: Cell, most: int = BIG_MAX) -> int:
    """A count or an amount of đồng: 1234, "1.234", "1 234", "112,176,000", "315.739.306 đồng"."""
    found = _native(cell)
    if found is None:
        found = _whole_of(_compact(text(cell)))
    if found != int(found):
        raise CellError("không phải số nguyên", "ghi số nguyên, ví dụ 1234 hoặc 1.234")
    if not 0 <= found <= most:
        raise CellError(f"nằm ngoài khoảng từ 0 đến {figure(most)}", "đối chiếu lại với số liệu gốc")
    return int(found)


def decimal(cell: Cell, places: int) -> float:
    """A number with at most `places` decimals: 84.15, "84,15 %", "1.234,5"."""
    found = _native(cell)
    if found is None:
        found = _decimal_of(_compact(text(cell)).removesuffix("%"))
    if abs(found - round(found, places)) > 10 ** -(places + 3):
        raise CellError(f"có quá {places} chữ số thập phân", f"làm tròn đến {places} chữ số sau dấu phẩy")
    if abs(found) >= 1e12:  # noqa: PLR2004 - what the columns hold
        raise CellError("số quá lớn", "đối chiếu lại với số liệu gốc")
    return round(found, places)


def parts(cell: Cell, places: int) -> Parts:
    """A number, or a number over another: "39.38/60"."""
    above, slash, below = text(cell).partition("/")
    if isinstance(cell, str) and slash:
        return Parts(decimal(above, places), decimal(below, places))
    return Parts(decimal(cell, places), None)


def day(cell: Cell) -> dt.date:
    """A date: a real one, its serial number, 05/8/2023, 2023-08-05, "ngày 05 tháng 8 năm 2023"."""
    if isinstance(cell, dt.date):
        return cell
    serial = _native(cell)
    written = text(cell)
    if serial is None and _PLAIN.fullmatch(written):
        serial = float(written)
    if serial is not None:
        if int(serial) in _SERIALS:
            return _EPOCH + dt.timedelta(days=int(serial))
        raise CellError("không phải ngày", "ghi ngày dạng ngày/tháng/năm, ví dụ 05/8/2023")
    for form, order in ((_ISO_DAY, (0, 1, 2)), (_DAY, (2, 1, 0))):
        if match := form.fullmatch(written):
            return _date(*(int(match.groups()[index]) for index in order))
    if match := _DAY_WORDS.fullmatch(fold(written)):
        return _date(int(match[3]), int(match[2]), int(match[1]))
    raise CellError("không phải ngày", "ghi ngày dạng ngày/tháng/năm, ví dụ 05/8/2023")


def moment(cell: Cell) -> Moment:
    """A day with its time or without: 05/08/2023 9:30, "9h30 ngày 05 tháng 8 năm 2023", 45143.39, ISO 8601.

    An offset from UTC is kept to; without one the time is Vietnam's.
    """
    written = text(cell)
    if match := _ISO_MOMENT.fullmatch(written):
        return _iso(match[1], match[2])
    serial = _native(cell)
    if serial is None and _SERIAL.fullmatch(written):
        serial = float(written.replace(",", "."))
    if serial is not None and serial != int(serial):
        start = dt.datetime.combine(day(int(serial)), dt.time())
        return Moment(start + dt.timedelta(minutes=round((serial % 1) * _MINUTES)), has_time=True)
    for form in (_TIME_AFTER, _TIME_BEFORE):
        if match := form.fullmatch(written):
            found = match.groupdict()
            return Moment(dt.datetime.combine(day(found["day"]), _time(found)), has_time=True)
    return Moment(dt.datetime.combine(day(cell), dt.time()), has_time=False)


def _iso(naive: str, offset: str | None) -> Moment:
    try:
        told = dt.datetime.fromisoformat(f"{naive}{offset or '+07:00'}")
    except ValueError:
        raise CellError("giờ không có trong ngày", "ghi như 05/08/2023 09:30") from None
    return Moment(told.astimezone(_VIETNAM).replace(tzinfo=None), has_time=True)


def _time(found: Mapping[str, str | None]) -> dt.time:
    try:
        hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
        return dt.time(hour, minute, second)
    except ValueError:
        raise CellError("giờ không có trong ngày", "ghi như 05/08/2023 09:30") from None


def choice(cell: Cell, choices: Mapping[str, str], aliases: Mapping[str, str]) -> str:
    """Code of one of several words, however they are cased, with or without diacritics."""
    wanted = fold(text(cell))
    known = {fold(word): code for word, code in aliases.items()}
    known |= {fold(code): code for code in choices} | {fold(word): code for code, word in choices.items()}
    if wanted not in known:
        listed = ", ".join(f"“{word}”" for word in choices.values())
        raise CellError("không có trong danh mục", f"chọn một trong: {listed}")
    return known[wanted]


def period(cell: Cell) -> Period:
    """A period by code or words: 2022, "Năm 2022", "Quý I/2022", "6 tháng đầu năm 2022", "Tháng 5/2022"."""
    written = text(cell)
    for code in (written.upper().replace(" ", ""), *_worded(fold(written))):
        try:
            return periods.parse(code)
        except ValueError:
            continue
    raise CellError(
        "không phải kỳ số liệu", "ghi như “Năm 2022”, “Quý I/2022”, “6 tháng đầu năm 2022”, “Tháng 5/2022”"
    )


def _worded(words: str) -> list[str]:
    found = []
    for form, code in _PERIOD_WORDS:
        if match := form.fullmatch(words):
            groups = [str(_ROMAN.get(group, group)) for group in match.groups()]
            found.append(code.format(*groups))
    return found


def _native(cell: Cell) -> float | None:
    """A number that the spreadsheet itself holds as one."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    if cell != cell or cell in {float("inf"), float("-inf")}:  # noqa: PLR0124 - NaN differs from itself
        raise CellError("không phải số", "ghi lại số")
    return cell


def _compact(written: str) -> str:
    return _SPACES.sub("", written).replace("\u2212", "-").casefold()


def _whole_of(written: str) -> float:
    if _BIG_WORDS.search(written):
        raise CellError("ghi theo nghìn, triệu hoặc tỷ", "ghi đủ số đồng, ví dụ 1.558.506.400")
    bare = _MONEY_WORDS.sub("", written)
    if _PLAIN.fullmatch(bare):
        return int(bare)
    if (match := _GROUPED.fullmatch(bare)) and not (match[3] or "").strip("0"):
        return int(match[1] + match[2].replace(".", ""))
    if _ENGLISH.fullmatch(bare):
        return int(bare.replace(",", ""))
    if _COMMA.fullmatch(bare) or _POINT.fullmatch(bare):
        raise CellError("có phần thập phân, hoặc dấu phân cách không rõ nghĩa", "ghi số nguyên, ví dụ 1.234")
    raise CellError("không phải số nguyên không âm", "chỉ ghi số, ví dụ 1234 hoặc 1.234")


def _decimal_of(written: str) -> float:
    if _PLAIN.fullmatch(written):
        return float(written)
    if match := _POINT.fullmatch(written):
        if _DOUBTFUL.fullmatch(written):
            remedy = f"ghi {match[1]}{match[2]} hoặc {match[1]},{match[2]}"
            raise CellError("dấu chấm có thể là hàng nghìn hoặc thập phân", remedy)
        return float(written)
    if match := _COMMA.fullmatch(written):
        return float(f"{match[1]}.{match[2]}")
    if match := _GROUPED.fullmatch(written):
        return float(f"{match[1]}{match[2].replace('.', '')}.{match[3] or 0}")
    raise CellError("không phải số", "ghi số, ví dụ 84,15 hoặc 1.234,5")


def _date(year: int, month: int, day_of_month: int) -> dt.date:
    try:
        return dt.date(year, month, day_of_month)
    except ValueError:
        raise CellError(
            f"ngày {day_of_month}/{month}/{year} không có trong lịch", "ghi theo thứ tự ngày/tháng/năm"
        ) from None
