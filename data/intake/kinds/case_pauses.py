"""Times in which the clock of a case stands still, with the reason as the office words it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from data.intake.cells import Moment
from data.intake.drafts import CaseTimes, Draft, Known
from data.intake.kinds.case_columns import EXAMPLE_CODE
from data.intake.kinds.columns import Column, Kind
from data.rules.working_time import VIETNAM, local
from data.schema import CasePause

_KINDS = {"feedback": "Phản ánh, kiến nghị", "dossier": "Hồ sơ thủ tục hành chính"}
_KIND_ALIASES = {"phản ánh": "feedback", "kiến nghị": "feedback", "1022": "feedback", "hồ sơ": "dossier"}
_REASONS = (
    "Chờ công dân bổ sung hồ sơ",
    "Chờ thực hiện nghĩa vụ tài chính",
    "Chờ ý kiến cơ quan khác",
    "Chờ kiểm tra, xác minh thực tế",
    "Chờ niêm yết, công khai",
    "Chờ kết luận thanh tra, bản án",
    "Thiên tai, dịch bệnh, sự cố",
)
_REASON_ALIASES = {
    "chờ bổ sung": "Chờ công dân bổ sung hồ sơ",
    "bổ sung hồ sơ": "Chờ công dân bổ sung hồ sơ",
    "chờ nộp phí": "Chờ thực hiện nghĩa vụ tài chính",
    "nghĩa vụ tài chính": "Chờ thực hiện nghĩa vụ tài chính",
    "lấy ý kiến": "Chờ ý kiến cơ quan khác",
    "phối hợp": "Chờ ý kiến cơ quan khác",
    "xác minh": "Chờ kiểm tra, xác minh thực tế",
    "niêm yết": "Chờ niêm yết, công khai",
}
_CODES = {words: words[:1].lower() + words[1:] for words in _REASONS}
"""Reasons as they stand in the sentence that explains a due date."""
_YEARS = range(2000, 2100)
_ONE_DAY = dt.timedelta(days=1)


class _Time(NamedTuple):
    """A pause; without an end it still lasts."""

    start: dt.datetime
    end: dt.datetime | None

    def meets(self, other: _Time) -> bool:
        """Tell whether both share a moment."""
        return (self.end is None or self.end > other.start) and (other.end is None or other.end > self.start)

    def __str__(self) -> str:
        return f"từ {_told(self.start)} đến {_told(self.end) if self.end else 'nay'}"


def _told(moment: dt.datetime) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}"


def _finish(draft: Draft, _known: Known) -> None:
    """A day alone is meant whole: from its beginning, or to its end."""
    values = draft.values
    for name, whole_day in (("started_at", dt.timedelta()), ("ended_at", _ONE_DAY)):
        found = values[name]
        values[name] = _moment(found, whole_day) if isinstance(found, Moment) else None
        if values[name] is not None and found.at.year not in _YEARS:
            draft.refuse(name, "range", "không phải năm của hồ sơ", "ghi năm có bốn chữ số")
    start, end = values["started_at"], values["ended_at"]
    if draft.sound("started_at", "ended_at") and end is not None and end <= start:
        draft.refuse("ended_at", "order", "không sau lúc bắt đầu tạm dừng", "sửa thứ tự hai thời điểm")


def _moment(found: Moment, whole_day: dt.timedelta) -> dt.datetime:
    at = found.at if found.has_time else found.at + whole_day
    return at.replace(tzinfo=VIETNAM).astimezone(dt.UTC)


def _across(drafts: Sequence[Draft], known: Known) -> None:
    """A pause is one of a case that is there, lies within its life, and meets no other pause of it."""
    by_case: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_case[draft.values["kind"], draft.values["code"]].append(draft)
    for kind in _KINDS:
        cases = known.cases(kind, {code for of, code in by_case if of == kind})
        for (of, code), own in by_case.items():
            if of == kind:
                _check_life(own, cases.get(code))
    _check_overlaps(by_case, known)


def _check_life(drafts: Iterable[Draft], case: CaseTimes | None) -> None:
    for draft in drafts:
        start, end = draft.values["started_at"], draft.values["ended_at"]
        if case is None:
            reason = "địa bàn chưa có phản ánh hoặc hồ sơ mang mã này"
            draft.refuse("code", "reference", reason, "nạp danh sách hồ sơ trước, hoặc sửa mã và loại")
        elif start < case.received_at:
            reason = f"trước lúc tiếp nhận ({_told(case.received_at)})"
            draft.refuse("started_at", "order", reason, "ghi lúc tiếp nhận hoặc sau đó")
        elif case.closed_at is not None and (end is None or end > case.closed_at):
            reason = f"hồ sơ đã kết thúc lúc {_told(case.closed_at)}"
            draft.refuse("ended_at", "order", reason, "ghi lúc hết tạm dừng, không sau lúc kết thúc")


def _check_overlaps(by_case: Mapping[tuple[str, str], Sequence[Draft]], known: Known) -> None:
    """Against the rows of the file, and against what is there unless the file replaces it."""
    there: dict[tuple[str, str], list[_Time]] = defaultdict(list)
    for (kind, code, start), row in known.rows_of(CasePause, CASE_PAUSES.key).items():
        told = {draft.values["started_at"] for draft in by_case.get((kind, code), ())}
        if not known.replaces and start not in told:
            there[kind, code].append(_Time(start, row["ended_at"]))
    for case, drafts in by_case.items():
        others = there[case]
        for draft in drafts:
            own = _Time(draft.values["started_at"], draft.values["ended_at"])
            met = next((other for other in others if own.meets(other)), None)
            if met is not None:
                reason = f"trùng với lần tạm dừng {met}"
                remedy = "sửa thời điểm; muốn thay các lần đã có của hồ sơ, chọn “Thay toàn bộ”"
                draft.refuse("started_at", "overlap", reason, remedy)
            others.append(own)


CASE_PAUSES = Kind(
    name="case_pauses",
    title="Thời gian tạm dừng của hồ sơ",
    dataset="rollups",
    model=CasePause,
    columns=(
        Column(
            "kind",
            "Loại",
            "choice",
            required=True,
            choices=_KINDS,
            aliases=_KIND_ALIASES,
            synonyms=("Loại hồ sơ",),
            example="Hồ sơ thủ tục hành chính",
        ),
        Column(
            "code",
            "Mã hồ sơ",
            "code",
            required=True,
            synonyms=("Mã phản ánh", "Mã", "Số hồ sơ"),
            note="Mã của phản ánh hoặc hồ sơ đã nạp.",
            example=EXAMPLE_CODE,
        ),
        Column(
            "started_at",
            "Tạm dừng từ",
            "moment",
            required=True,
            synonyms=("Từ", "Bắt đầu tạm dừng", "Ngày tạm dừng"),
            note="Ngày và giờ; chỉ ghi ngày: từ đầu ngày.",
            example="07/08/2023 09:00",
        ),
        Column(
            "ended_at",
            "Đến",
            "moment",
            synonyms=("Tạm dừng đến", "Hết tạm dừng", "Ngày tiếp tục"),
            note="Để trống khi còn tạm dừng. Chỉ ghi ngày: đến hết ngày.",
            example="09/08/2023 17:00",
        ),
        Column(
            "reason",
            "Lý do",
            "choice",
            required=True,
            choices={code: words for words, code in _CODES.items()},
            aliases={words: _CODES[reason] for words, reason in _REASON_ALIASES.items()},
            synonyms=("Lý do tạm dừng",),
            note="Chọn trong danh sách, không ghi lời của công dân.",
            example=_REASONS[0],
        ),
    ),
    key=("kind", "code", "started_at"),
    group=("kind", "code"),
    pages=(("/feedback", "Phản ánh"), ("/dossiers", "Thủ tục hành chính")),
    finish=_finish,
    across=_across,
    has_place=False,
)
