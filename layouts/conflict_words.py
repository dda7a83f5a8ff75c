"""Words for figures that contradict each other: the kind, what each side says, how far apart they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

from data.contracts import Ratio
from layouts import formats, wording

Row: TypeAlias = Mapping[str, Any]
SideName: TypeAlias = Literal["first", "second"]

SIDES: Final[tuple[SideName, ...]] = ("first", "second")

KINDS: Final[Mapping[str, str]] = {
    "rank": "Hạng in hai nơi khác nhau",
    "percentage": "Tỷ lệ in khác n/N",
    "total": "Tổng in khác tổng các phần",
    "states": "Các trạng thái cộng lại khác số tiếp nhận",
    "part_exceeds": "Phần lớn hơn toàn thể",
    "repeated": "Một số liệu in hai giá trị",
    "two_places": "Lời văn khác bảng",
    "listed": "Lời văn đếm khác danh sách",
    "unclear_print": "Một chỗ in hai số",
    "impossible_share": "Không phân số nào cho tỷ lệ in",
    "baseline": "Khởi điểm in khác kết quả",
    "target_levels": "Hai mức chỉ tiêu cho cùng một hạn",
    "date_order": "Ngày tháng ngược thứ tự",
    "outside_period": "Giai đoạn nằm ngoài kỳ của kế hoạch",
    "cases": "Số báo cáo khác số hồ sơ từng vụ",
}
STATUSES: Final[Mapping[str, str]] = {
    "open": "Chưa giải trình",
    "explained": "Đã giải trình",
    "settled": "Đã chốt",
}
_SIDES: Final[Mapping[str, str]] = {
    "text": "lời văn",
    "table": "bảng",
    "plan": "kế hoạch",
    "read": "bản chép đọc thành số này",
    "pillars": "tổng các trụ cột",
    "communes": "số xã, thị trấn của địa bàn",
    "units": "các đơn vị",
    "fields": "tổng các lĩnh vực",
    "lines": "tổng các dòng",
    "ledger": "tổng sổ chi tiết",
    "states": "tổng các trạng thái",
    "cases": "từng vụ",
    "documents": "danh mục văn bản",
    "databases": "bảng cơ sở dữ liệu",
    "received": "tiếp nhận",
    "returned": "đã trả",
    "not_returned": "tiếp nhận trừ đã trả",
    "in_progress": "đang thụ lý",
    "rated": "được đánh giá",
    "open_in_time": "đang xử lý trong hạn",
    "open_overdue": "đang xử lý quá hạn",
    "closed_on_time": "xử lý đúng hạn",
    "closed_late": "xử lý trễ hạn",
    "closed_early": "trước hẹn",
    "satisfied": "hài lòng",
    "accepted": "chấp nhận",
    "dissatisfied": "không hài lòng",
}
"""What a side is called where the data name it by a word of their own; other names are the plans'."""

_PERCENT_PLACES: Final = 2
_UNITS: Final[Mapping[str, str]] = {"rank": "bậc", "points": "điểm", "days": "ngày", "vnd": "đồng"}


def figure(row: Row, side: SideName) -> str:
    """Write a side's figure: as printed in quotes, n/N with its percentage, a date, or a number."""
    if row[f"{side}_denominator"]:
        return _share(Ratio(row[f"{side}_numerator"], row[f"{side}_denominator"]))
    printed = row[f"{side}_printed"]
    if printed:
        return f"«{printed}»"
    if row[f"{side}_day"] is not None:
        return formats.date_table(row[f"{side}_day"].date())
    return _number(row, row[f"{side}_value"])


def name(row: Row, side: SideName) -> str:
    """Say what a side is, unless it is what the row is about."""
    called = row[f"{side}_name"]
    said = _SIDES.get(called, called)
    return "" if said == row["name"] else said


def reading(row: Row, side: SideName) -> str:
    """Add how a print was read where the comparison is of days: "tức trước 15/03/2023"."""
    day, printed = row[f"{side}_day"], row[f"{side}_printed"]
    if day is None or not printed:
        return ""
    read = formats.date_table(day.date())
    words = _DAYS.get(row["kind"], "")
    return "" if read == printed else f"{words}{read}"


def difference(row: Row) -> str:
    """Write how far the sides are apart, without a sign: which of them is right is not known."""
    gap = row["difference"]
    if gap is None:
        return formats.MISSING
    return _GAPS.get(row["measure"], _plain)(row, abs(Decimal(str(gap))))


def _share(ratio: Ratio) -> str:
    share = 100 * Decimal(ratio.n) / Decimal(ratio.total)
    return f"{formats.count_pair(ratio)} = {formats.printed_percent(share, _PERCENT_PLACES)}"


def _number(row: Row, value: float | None) -> str:
    if value is None:
        return formats.MISSING
    if row["measure"] == wording.PERCENT:
        return formats.printed_percent(value, _PERCENT_PLACES)
    return wording.figure(value)


def _percent_gap(_row: Row, gap: Decimal) -> str:
    return f"{wording.figure(gap)}{wording.NBSP}điểm phần trăm"


def _day_gap(_row: Row, gap: Decimal) -> str:
    return formats.counted(int(gap), "ngày")


def _plain(row: Row, gap: Decimal) -> str:
    unit = _UNITS.get(row["measure"]) or row["measure_label"]
    return f"{wording.figure(gap)}{wording.NBSP}{unit}" if unit else wording.figure(gap)


_GAPS: Final[Mapping[str, Callable[[Row, Decimal], str]]] = {
    wording.PERCENT: _percent_gap,
    "days": _day_gap,
}
_DAYS: Final[Mapping[str, str]] = {
    "target_levels": "hạn ",
    "date_order": "tức ngày ",
    "outside_period": "bắt đầu ",
}
