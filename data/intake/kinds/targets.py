"""Targets: what a plan promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from data.intake.cells import figure
from data.intake.drafts import Draft, Known
from data.intake.kinds.columns import Column, Kind
from data.intake.kinds.shared import (
    COORDINATING,
    DUE_PRINTED,
    KEY,
    LEAD,
    LEAD_LINE,
    NOTE,
    PERIOD,
    SCOPE,
    due,
    own_key,
)
from data.schema import Target, TargetResult, TargetUnit

_COMPARATORS = {
    ">=": "Từ (≥)",
    ">": "Trên (>)",
    "=": "Bằng (=)",
    "<=": "Không quá (≤)",
    "range": "Trong khoảng",
    "qualitative": "Định tính",
}
_COMPARATOR_ALIASES = {
    "đạt": "=",
    "tối thiểu": ">=",
    "trên": ">",
    "tối đa": "<=",
    "≥": ">=",
    "≤": "<=",
    "từ": ">=",
}
_COMMITMENTS = {"": "Không ghi", "strive": "Phấn đấu", "at_least": "Tối thiểu", "maintain": "Duy trì"}
_BASES = {"printed": "Ghi trong văn bản", "plan_period": "Theo kỳ của kế hoạch", "none": "Không có"}
_ROLES = {"lead": "lead_units_printed", "coordinating": "coordinating_units_printed"}


def _finish(draft: Draft, known: Known) -> None:
    values = draft.values
    if draft.sound("indicator"):
        indicator = known.indicator(str(draft.cells["indicator"]))
        values["name"] = values["name"] or indicator["name"]
        values["pillar_id"] = values["pillar_id"] or indicator["pillar_id"]
        for name in ("measure", "measure_label"):
            if draft.cells.get(name) is None:
                values[name] = indicator[name]
    _check_ends(draft)
    due(draft, tuple(_BASES))
    if draft.sound("period", "due_on") and values["due_on"] is not None:
        starts, _ = known.period_days(values["period_id"])
        if values["due_on"] < starts:
            draft.refuse("due_on", "order", "hạn đứng trước kỳ của chỉ tiêu", "sửa hạn hoặc sửa kỳ")
    if draft.sound("period", "indicator"):
        period = known.period_code(values["period_id"])
        own_key(draft, known, "T", values["indicator_id"], period, values["scope"], values["name"])
    _link(draft, known)


def _check_ends(draft: Draft) -> None:
    values = draft.values
    comparator, value, most = values["comparator"], values["value"], values["value_max"]
    if not draft.sound("comparator", "value", "value_max"):
        return
    if (comparator == "qualitative") != (value is None):
        draft.refuse("value", "shape", "không hợp với phép so sánh", "ghi số, hoặc chọn “Định tính”")
    elif (comparator == "range") != (most is not None):
        draft.refuse(
            "value_max", "shape", "chỉ ghi, và phải ghi, khi là khoảng", "sửa phép so sánh hoặc ô này"
        )
    elif value is not None and most is not None and most < value:
        draft.refuse(
            "value_max", "order", f"nhỏ hơn đầu dưới {figure(value)}", "sửa thứ tự hai đầu của khoảng"
        )


def _link(draft: Draft, known: Known) -> None:
    """Units where their words are new, and the results that the row names."""
    before = known.before(Target, (draft.values["key"],))
    if before is None or any(before[name] != draft.values[name] for name in _ROLES.values()):
        found = {(unit, role) for role, name in _ROLES.items() for unit in known.units_of(draft.values[name])}
        draft.links[TargetUnit] = [{"unit_id": unit, "role": role} for unit, role in sorted(found)]
    listed = str(draft.values.pop("results") or "")
    rows = []
    for key in filter(None, (part.strip() for part in listed.split(";"))):
        result = known.result(key)
        if result is None or result["indicator_id"] != draft.values.get("indicator_id"):
            reason = f"“{key}” không có, hoặc là kết quả của chỉ số khác"
            draft.refuse("results", "reference", reason, "chỉ ghi mã kết quả cùng chỉ số")
        else:
            rows.append({"indicator_value_id": result["id"]})
    draft.links[TargetResult] = rows


def _across(drafts: Sequence[Draft], _known: Known) -> None:
    """Warn of two targets of one indicator, scope and period that demand different values."""
    grouped: dict[tuple[object, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        fields = ("indicator_id", "period_id", "scope", "measure", "name")
        grouped[tuple(draft.values.get(name) for name in fields)].append(draft)
    for first, *others in grouped.values():
        for other in others:
            ends = [(one.values["comparator"], one.values["value"]) for one in (first, other)]
            if ends[0] != ends[1] and first.values["due_on"] == other.values["due_on"]:
                reason = f"mâu thuẫn với chỉ tiêu ở dòng {first.place.row}"
                other.warn(
                    "value", "contradiction", reason, "giữ một chỉ tiêu; nếu nguồn in cả hai, ghi lý do"
                )


TARGETS = Kind(
    name="targets",
    title="Chỉ tiêu",
    dataset="targets",
    model=Target,
    columns=(
        KEY,
        PERIOD,
        Column("indicator", "Chỉ số", "indicator", required=True, synonyms=("Mã chỉ số",)),
        Column(
            "name",
            "Chỉ tiêu",
            synonyms=("Nội dung chỉ tiêu", "Tên chỉ tiêu"),
            note="Để trống: lấy tên chỉ số.",
        ),
        Column("pillar", "Trụ cột", "pillar", synonyms=("Nhóm chỉ số",)),
        SCOPE,
        Column(
            "comparator",
            "Phép so sánh",
            "choice",
            required=True,
            choices=_COMPARATORS,
            aliases=_COMPARATOR_ALIASES,
            example="Từ (≥)",
        ),
        Column("value", "Mức", "number", synonyms=("Giá trị", "Mức chỉ tiêu"), example="90"),
        Column("value_max", "Đến mức", "number"),
        Column("measure", "Đơn vị đo (mã)", "code", note="Để trống: lấy của chỉ số."),
        Column(
            "measure_label", "Đơn vị tính", synonyms=("Đơn vị đo", "ĐVT"), note="Để trống: lấy của chỉ số."
        ),
        Column(
            "due_on",
            "Thời hạn",
            "day",
            synonyms=("Hạn", "Thời gian hoàn thành"),
            note="Ngày, hoặc “thường xuyên”.",
            example="31/12/2023",
        ),
        DUE_PRINTED,
        Column("due_basis", "Căn cứ của hạn", "choice", choices=_BASES, default=""),
        Column("commitment", "Mức cam kết", "choice", choices=_COMMITMENTS, default=""),
        Column("comparator_printed", "So sánh như văn bản"),
        Column("value_printed", "Mức như văn bản"),
        Column("baseline_value", "Khởi điểm", "number"),
        Column("baseline_printed", "Khởi điểm như văn bản"),
        Column("baseline_year", "Năm khởi điểm", "count"),
        LEAD,
        COORDINATING,
        LEAD_LINE,
        Column(
            "results",
            "Mã kết quả so sánh được",
            "code",
            note="Các mã kết quả chỉ số, cách nhau dấu chấm phẩy.",
        ),
        NOTE,
    ),
    key=("key",),
    group=("period_id",),
    pages=(("/pillars", "Trụ cột"), ("/", "Tổng quan")),
    finish=_finish,
    across=_across,
)
