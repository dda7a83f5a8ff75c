"""Columns and checks that several kinds share."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from data.intake.cells import figure
from data.intake.drafts import Draft, Known
from data.intake.kinds.columns import Column
from data.rules.collation import fold

SCOPE_WORDS = {"agencies": "Cơ quan cấp huyện", "communes": "Cấp xã", "whole": "Toàn địa bàn"}
SCOPE_ALIASES = {"huyện": "agencies", "xã": "communes", "toàn huyện": "whole", "toàn xã": "whole"}
TOTAL = "Tổng cộng"

PERIOD = Column(
    "period",
    "Kỳ số liệu",
    "period",
    required=True,
    synonyms=("Kỳ", "Kỳ báo cáo", "Năm"),
    note="Năm 2022, Quý I/2022, 6 tháng đầu năm 2022, 9 tháng năm 2022, Tháng 5/2022, 2021-2025.",
    example="Năm 2022",
)
NOTE = Column("note", "Ghi chú", synonyms=("Chú thích",))
KEY = Column(
    "key",
    "Mã dòng",
    "code",
    synonyms=("Mã", "Mã số"),
    note="Để trống khi nhập mới: phần mềm tự đặt mã. Giữ nguyên mã khi sửa dòng đã có.",
)
SCOPE = Column(
    "scope",
    "Phạm vi",
    "choice",
    choices=SCOPE_WORDS,
    aliases=SCOPE_ALIASES,
    default="whole",
    example="Toàn địa bàn",
)
_SEVERAL = "Nhiều đơn vị: cách nhau dấu chấm phẩy."
LEAD = Column("lead_units_printed", "Đơn vị chủ trì", synonyms=("Chủ trì", "Cơ quan chủ trì"), note=_SEVERAL)
COORDINATING = Column(
    "coordinating_units_printed", "Đơn vị phối hợp", synonyms=("Phối hợp", "Cơ quan phối hợp"), note=_SEVERAL
)
LEAD_LINE = Column("lead_line", "Dòng ghi đơn vị chủ trì", "count")
DUE_PRINTED = Column("due_printed", "Thời hạn như văn bản", synonyms=("Thời hạn ghi trong văn bản",))
STANDING = "thường xuyên"


def own_key(draft: Draft, known: Known, letter: str, *parts: Any) -> None:
    """Give a row that comes without a key one that the same words always get."""
    if not draft.values["key"]:
        digest = hashlib.sha256("\n".join(fold(str(part)) for part in parts).encode()).hexdigest()
        draft.values["key"] = f"{known.slug}:{letter}:{digest[:12]}"


def due(draft: Draft, bases: Sequence[str]) -> None:
    """Read `due_on`, a day or "thường xuyên", and settle its basis."""
    draft.values["is_standing"] = bool(draft.values.pop("standing", False))
    has_due = draft.values["due_on"] is not None or draft.values["is_standing"]
    basis = draft.values["due_basis"]
    if not basis:
        draft.values["due_basis"] = basis = "printed" if has_due else "none"
    if draft.sound("due_on", "due_basis") and (basis == "none") == has_due:
        draft.refuse("due_basis", "basis", "căn cứ không khớp với thời hạn", "để trống cột căn cứ")
    if basis not in bases:
        draft.refuse("due_basis", "basis", "căn cứ này không dùng ở biểu này", "để trống cột căn cứ")


def not_more(draft: Draft, part: str, whole: str, words: str) -> None:
    """Refuse a part that is more than its whole."""
    found = draft.numbers(part, whole)
    if found and found[0] > found[1]:
        draft.refuse(part, "n_le_N", f"lớn hơn {words} ({figure(found[1])})", "đối chiếu lại hai số")


def same_sum(draft: Draft, total: str, parts: Sequence[str], words: str) -> None:
    """Warn where a total is not the sum of its parts: the source may print it so."""
    found = draft.numbers(total, *parts)
    if found and found[0] != sum(found[1:]):
        reason = f"không bằng {words} cộng lại ({figure(sum(found[1:]))})"
        draft.warn(total, "sum", reason, "sửa số sai; nếu nguồn in như vậy, ghi lý do để chấp nhận")


def exact_sum(values: Iterable[float]) -> Decimal:
    """Add what is printed, not the binary fractions behind it: 0,1 + 0,2 is 0,3."""
    return sum((Decimal(str(value)) for value in values), Decimal())


def totals(drafts: Iterable[Draft], fields: Sequence[str], group: Callable[[Draft], Any], words: str) -> None:
    """Warn where a printed total row is not the sum of the rows of its group."""
    grouped: dict[Any, list[Draft]] = defaultdict(list)
    for draft in drafts:
        grouped[group(draft)].append(draft)
    for members in grouped.values():
        lines = [draft for draft in members if not draft.is_total]
        for total in (draft for draft in members if draft.is_total and lines):
            for name in fields:
                _compare(total, lines, name, words)


def _compare(total: Draft, lines: Sequence[Draft], name: str, words: str) -> None:
    found = [draft.values.get(name) for draft in lines]
    printed = total.values.get(name)
    if printed is None or any(value is None for value in found) or not total.sound(name):
        return
    summed = exact_sum(value for value in found if value is not None)
    if summed != exact_sum([printed]):
        reason = f"dòng tổng không bằng {words} cộng lại ({figure(summed)})"
        total.warn(name, "sum", reason, "sửa số sai; nếu nguồn in như vậy, ghi lý do để chấp nhận")
