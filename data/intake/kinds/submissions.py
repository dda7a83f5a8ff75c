"""Reports that were handed in, against the duties that ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.intake.cells import CellError
from data.intake.drafts import Cell, Draft, Known
from data.intake.kinds.columns import Column, Kind
from data.intake.kinds.promises import REPORTING_DUTIES
from data.intake.kinds.shared import KEY, NOTE, own_key
from data.rules.collation import same_name
from data.schema import ReportingDuty, ReportSubmission

_YEARS = range(1990, 2100)
_DASH = " \N{EM DASH} "


def duty_words(duty: Mapping[str, Any]) -> str:
    """How a template names a duty: its key, then words for people."""
    covered = f" ({duty['period_printed']})" if duty["period_printed"] else ""
    return f"{duty['key']}{_DASH}{duty['duty']}{covered}"


def _finish(draft: Draft, known: Known) -> None:
    values = draft.values
    words = values.pop("duty")
    duty = _duty(draft, words, known)
    values["duty_id"] = duty["id"] if duty else None
    day = values["handed_in_on"]
    if values["year"] is None and day is not None:
        values["year"] = day.year
    if draft.sound("year") and values["year"] is not None and values["year"] not in _YEARS:
        draft.refuse("year", "range", "không phải năm", "ghi năm có bốn chữ số")
    values["unit_id"] = None
    if duty is not None and draft.sound("handed_in_on"):
        _set_reporter(draft, duty, known)
    named = duty["key"] if duty else words
    own_key(draft, known, "N", named, values["year"], values["reporter_printed"])


def _duty(draft: Draft, words: str, known: Known) -> Mapping[str, Any] | None:
    """Find a duty by key, or by words that only one has."""
    if not words or not draft.sound("duty"):
        return None
    rows = known.rows_of(ReportingDuty, REPORTING_DUTIES.key)
    by_key = rows.get((words.partition(_DASH)[0].strip(),))
    named = [by_key] if by_key else [row for row in rows.values() if _is_named(row, words)]
    if len(named) == 1:
        return named[0]
    reason = "có nhiều chế độ báo cáo cùng tên này" if named else "địa bàn không có chế độ báo cáo này"
    draft.refuse("duty", "reference", reason, "chọn trong danh sách của mẫu")
    return None


def _is_named(duty: Mapping[str, Any], words: str) -> bool:
    covered = f"{duty['duty']} ({duty['period_printed']})"
    return same_name(str(duty["duty"]), words) or same_name(covered, words)


def _set_reporter(draft: Draft, duty: Mapping[str, Any], known: Known) -> None:
    """Whoever the duty itself names may be left out; of a group the unit must be said."""
    values = draft.values
    words, owed = values["reporter_printed"], str(duty["reporter_printed"])
    if not words or same_name(words, owed):
        values["reporter_printed"] = owed
        found = list(known.units_of(owed))
        values["unit_id"] = found[0] if len(found) == 1 else None
        return
    try:
        values["unit_id"] = known.unit(words, values["handed_in_on"])
    except CellError as error:
        draft.refuse("reporter_printed", "unit", error.reason, error.remedy)


def _written(row: Mapping[str, Any], known: Known) -> Mapping[str, Cell]:
    duties = known.rows_of(ReportingDuty, REPORTING_DUTIES.key).values()
    return {"duty": next(duty_words(one) for one in duties if one["id"] == row["duty_id"])}


SUBMISSIONS = Kind(
    name="submissions",
    title="Báo cáo đã nộp",
    dataset="reporting",
    model=ReportSubmission,
    columns=(
        KEY,
        Column(
            "duty",
            "Báo cáo",
            "duty",
            required=True,
            synonyms=("Chế độ báo cáo", "Mã chế độ báo cáo", "Tên báo cáo"),
            note="Chọn trong danh sách: mã và tên của chế độ báo cáo.",
        ),
        Column("year", "Năm của hạn", "count", note="Để trống: năm của ngày nộp.", example="2023"),
        Column(
            "reporter_printed",
            "Đơn vị nộp",
            synonyms=("Đơn vị báo cáo", "Đơn vị"),
            note="Để trống khi chế độ báo cáo chỉ ghi một đơn vị.",
        ),
        Column(
            "handed_in_on",
            "Ngày nộp",
            "day",
            required=True,
            synonyms=("Ngày gửi", "Ngày báo cáo"),
            example="14/3/2023",
        ),
        Column("number", "Số, ký hiệu báo cáo", "code", synonyms=("Số hiệu",), example="15/BC-UBND"),
        NOTE,
    ),
    key=("key",),
    pages=(("/reports", "Chế độ báo cáo"), ("/data", "Số liệu")),
    finish=_finish,
    written=_written,
)
