"""Frameworks: what is scored, under which headings, by which indicators."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from data.intake.cells import text
from data.intake.drafts import Cell, Draft, Known
from data.intake.kinds.columns import Column, Kind
from data.intake.kinds.shared import NOTE
from data.intake.kinds.units import LEVEL_WORDS
from data.rules.collation import fold, same_name
from data.schema import Framework, Indicator, Pillar

_SCORED = {level: LEVEL_WORDS[level] for level in ("province", "district", "commune")}
_SUMS = {"": "Văn bản in", "derived": "Cộng các trụ cột"}
_DIRECTIONS = {
    "higher_is_better": "Càng cao càng tốt",
    "lower_is_better": "Càng thấp càng tốt",
    "neutral": "Không xét",
}
_ODD = re.compile(r"[^a-z0-9]+")
_MINIMUM_TOTAL = 10
_REMARK = Column("note", "Ghi chú của biểu", note="Chỉ để ghi trong biểu, không lưu.")
_FRAMEWORK = Column(
    "framework",
    "Bộ chỉ số",
    "code",
    synonyms=("Mã bộ chỉ số",),
    note="Mã bộ chỉ số; để trống: bộ chỉ số hiện hành của địa bàn.",
)


def _finish_framework(draft: Draft, _known: Known) -> None:
    values = draft.values
    values["max_score_is_derived"] = values.pop("max_score_basis") == "derived"
    ends = values["valid_to"]
    if draft.sound("valid_from", "valid_to") and ends is not None and ends <= values["valid_from"]:
        draft.refuse("valid_to", "order", "không sau ngày có hiệu lực", "sửa thứ tự hai ngày")


def _framework_written(row: Mapping[str, Any], _known: Known) -> Mapping[str, Cell]:
    return {"max_score_basis": _SUMS["derived" if row["max_score_is_derived"] else ""]}


FRAMEWORKS = Kind(
    name="frameworks",
    title="Bộ chỉ số",
    dataset="scores",
    model=Framework,
    columns=(
        Column("code", "Mã bộ chỉ số", "code", required=True, synonyms=("Mã",), example="xa_2026"),
        Column(
            "name",
            "Tên bộ chỉ số",
            required=True,
            synonyms=("Tên",),
            example="Bộ chỉ số chuyển đổi số cấp xã năm 2026",
        ),
        Column("unit_level", "Chấm điểm cho", "choice", required=True, choices=_SCORED, example="Cấp xã"),
        Column("decision", "Quyết định ban hành"),
        Column(
            "valid_from", "Có hiệu lực từ", "day", required=True, synonyms=("Từ ngày",), example="01/01/2026"
        ),
        Column("valid_to", "Hết hiệu lực từ", "day", synonyms=("Đến ngày",)),
        Column("max_score", "Tổng điểm tối đa", "points"),
        Column("max_score_basis", "Cách có tổng điểm", "choice", choices=_SUMS, default=""),
        NOTE,
    ),
    key=("code",),
    pages=(("/pillars", "Trụ cột"), ("/", "Tổng quan")),
    finish=_finish_framework,
    written=_framework_written,
)


def _set_framework(draft: Draft, known: Known) -> None:
    """Put the id of the framework that the row names; without a name it is the one in force."""
    words = draft.values.pop("framework")
    row = known.rows_of(Framework, FRAMEWORKS.key).get((words,)) if words else None
    draft.values["framework_id"] = row["id"] if row else known.framework_id
    if words and row is None:
        listed = "; ".join(f"“{key[0]}”" for key in known.rows_of(Framework, FRAMEWORKS.key))
        remedy = f"ghi một trong: {listed}" if listed else "nạp biểu “Bộ chỉ số” trước"
        draft.refuse("framework", "reference", "địa bàn không có bộ chỉ số mang mã này", remedy)
    elif draft.values["framework_id"] is None:
        draft.refuse("framework", "reference", "địa bàn chưa có bộ chỉ số", "nạp biểu “Bộ chỉ số” trước")


def _own_code(draft: Draft) -> None:
    """Make a code of the name where the row brings none."""
    values = draft.values
    values["code"] = values["code"] or _ODD.sub("_", fold(values["name"])).strip("_")


def _framework_code(row: Mapping[str, Any], known: Known) -> str:
    rows = known.rows_of(Framework, FRAMEWORKS.key).values()
    return next(str(one["code"]) for one in rows if one["id"] == row["framework_id"])


def _finish_pillar(draft: Draft, known: Known) -> None:
    _set_framework(draft, known)
    _own_code(draft)
    draft.values.pop("note")
    if draft.values["position"] == 0:
        draft.refuse("position", "range", "thứ tự đếm từ 1", "ghi thứ tự từ 1")


def _across_pillars(drafts: Sequence[Draft], known: Known) -> None:
    """No two pillars of a framework have one place in its order: those that the file leaves alone count."""
    told = {(draft.values["framework_id"], draft.values["code"]) for draft in drafts}
    groups = {framework for framework, _ in told}
    there = {
        (framework, row["position"]): (code, row["name"])
        for (framework, code), row in known.rows_of(Pillar, PILLARS.key).items()
        if (framework, code) not in told and not (known.replaces and framework in groups)
    }
    for draft in drafts:
        values = draft.values
        own = (values["code"], values["name"])
        other = there.setdefault((values["framework_id"], values["position"]), own)
        if other != own:
            reason = f"trụ cột “{other[1]}” đã ở thứ tự này"
            draft.refuse("position", "duplicate", reason, "ghi thứ tự khác, hoặc sửa cả hai dòng trong tệp")


def _pillar_written(row: Mapping[str, Any], known: Known) -> Mapping[str, Cell]:
    return {"framework": _framework_code(row, known)}


PILLARS = Kind(
    name="pillars",
    title="Trụ cột của bộ chỉ số",
    dataset="scores",
    model=Pillar,
    columns=(
        _FRAMEWORK,
        Column("position", "Thứ tự", "count", required=True, synonyms=("STT", "TT"), example="1"),
        Column("code", "Mã trụ cột", "code", synonyms=("Mã",), note="Để trống: lấy theo tên."),
        Column(
            "name",
            "Tên trụ cột",
            required=True,
            synonyms=("Trụ cột", "Nhóm chỉ số", "Chỉ số chính"),
            example="Chính quyền số",
        ),
        Column("name_printed", "Tên như văn bản"),
        Column("max_score", "Điểm tối đa", "points", example="100"),
        _REMARK,
    ),
    key=("framework_id", "code"),
    group=("framework_id",),
    pages=(("/pillars", "Trụ cột"), ("/", "Tổng quan")),
    finish=_finish_pillar,
    across=_across_pillars,
    written=_pillar_written,
)


def _finish_indicator(draft: Draft, known: Known) -> None:
    values = draft.values
    _set_framework(draft, known)
    _own_code(draft)
    values.pop("note")
    words = values.pop("heading")
    own = [
        row
        for row in known.rows_of(Pillar, PILLARS.key).values()
        if row["framework_id"] == values["framework_id"]
    ]
    named = [row for row in own if any(same_name(str(row[name]), words) for name in ("code", "name"))]
    values["pillar_id"] = named[0]["id"] if named else None
    if not named and draft.sound("heading"):
        listed = "; ".join(f"“{row['name']}”" for row in own)
        remedy = f"chọn một trong: {listed}" if listed else "nạp biểu “Trụ cột của bộ chỉ số” trước"
        draft.refuse("heading", "reference", "bộ chỉ số không có trụ cột này", remedy)
    if values["minimum_total"] == 0:
        draft.refuse("minimum_total", "range", "mẫu số nhỏ nhất phải từ 1", "ghi số từ 1")


def _indicator_written(row: Mapping[str, Any], known: Known) -> Mapping[str, Cell]:
    pillars = known.rows_of(Pillar, PILLARS.key).values()
    heading = next(text(one["code"]) for one in pillars if one["id"] == row["pillar_id"])
    return {"framework": _framework_code(row, known), "heading": heading}


INDICATORS = Kind(
    name="indicators",
    title="Chỉ số của bộ chỉ số",
    dataset="indicators",
    model=Indicator,
    columns=(
        _FRAMEWORK,
        Column("code", "Mã chỉ số", "code", synonyms=("Mã",), note="Để trống: lấy theo tên."),
        Column("name", "Tên chỉ số", required=True, synonyms=("Chỉ số",), example="Tỷ lệ hồ sơ trực tuyến"),
        Column(
            "heading",
            "Trụ cột",
            required=True,
            synonyms=("Nhóm chỉ số", "Mã trụ cột"),
            note="Tên hoặc mã trụ cột của bộ chỉ số.",
            example="Chính quyền số",
        ),
        Column("measure", "Đại lượng", "code", note="percent, count, VND…; để trống khi định tính."),
        Column("measure_label", "Đơn vị tính", example="%"),
        Column(
            "direction",
            "Chiều",
            "choice",
            choices=_DIRECTIONS,
            default="higher_is_better",
            example="Càng cao càng tốt",
        ),
        Column(
            "minimum_total",
            "Mẫu số nhỏ nhất để xếp hạng",
            "count",
            default=_MINIMUM_TOTAL,
            note="Mẫu số nhỏ hơn thì chỉ hiện n/N, không xếp hạng, không tô màu.",
        ),
        _REMARK,
    ),
    key=("framework_id", "code"),
    group=("framework_id",),
    pages=(("/pillars", "Trụ cột"),),
    finish=_finish_indicator,
    written=_indicator_written,
)
