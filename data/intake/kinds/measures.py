"""Reported results of indicators, and scores that the assessor published."""

from __future__ import annotations

from collections.abc import Sequence

from data.intake.cells import figure
from data.intake.drafts import Draft, Known
from data.intake.kinds.columns import Column, Kind
from data.intake.kinds.shared import KEY, NOTE, PERIOD, SCOPE, TOTAL, not_more, own_key, totals
from data.schema import IndicatorValue, OfficialScore

_STATUSES = {"printed": "Như văn bản", "derived": "Tính lại", "inferred": "Suy ra"}
_LISTINGS = {"table": "Trong bảng", "text": "Trong lời văn"}
_ROUNDING = 0.5
_FULL = 100.0


def _finish_value(draft: Draft, known: Known) -> None:
    values = draft.values
    if values.get("unit_id") is None and draft.sound("unit"):
        values["unit_id"] = known.unit_id
    if not draft.sound("indicator"):
        return
    indicator = known.indicator(str(draft.cells["indicator"]))
    values["label"] = values["label"] or indicator["name"]
    values["pillar_id"] = values["pillar_id"] or indicator["pillar_id"]
    if values["value"] is not None and values["status"] == "printed" and not values["printed"]:
        values["printed"] = _printed(values["value"], is_percent=indicator["measure"] == "percent")
    not_more(draft, "numerator", "denominator", "mẫu số")
    _check_share(draft, is_percent=indicator["measure"] == "percent")
    if draft.sound("unit", "period"):
        parts = (
            indicator["code"],
            values["unit_id"],
            known.period_code(values["period_id"]),
            values["scope"],
        )
        own_key(draft, known, "A", *parts, values["label"])


def _check_share(draft: Draft, *, is_percent: bool) -> None:
    values = draft.values
    if values["denominator"] is not None and values["numerator"] is None:
        draft.refuse("denominator", "pair", "có mẫu số mà không có tử số", "ghi cả tử số và mẫu số")
    if values["denominator"] == 0:
        draft.refuse("denominator", "pair", "mẫu số bằng 0", "để trống tử số và mẫu số")
    if is_percent and draft.sound("value") and (values["value"] or 0) > _FULL:
        remedy = "sửa số sai; nếu đúng (tốc độ tăng, vượt kế hoạch), ghi lý do để chấp nhận"
        draft.warn("value", "share", "tỷ lệ phần trăm lớn hơn 100", remedy)
    found = draft.numbers("value", "numerator", "denominator")
    if not found or not is_percent or not found[2]:
        return
    computed, places = _FULL * found[1] / found[2], _decimals(found[0])
    if abs(computed - found[0]) > _ROUNDING * 10**-places + 1e-9:
        reason = f"tử số chia mẫu số được {computed:.2f} %".replace(".", ",")
        draft.warn("value", "ratio", reason, "sửa số sai; nếu nguồn in như vậy, ghi lý do để chấp nhận")


def _decimals(value: float) -> int:
    _, _, digits = f"{value:.10g}".partition(".")
    return len(digits)


def _printed(value: float, *, is_percent: bool) -> str:
    whole, _, digits = f"{value:,.10g}".partition(".")
    written = whole.replace(",", ".") + (f",{digits}" if digits else "")
    return f"{written}%" if is_percent else written


INDICATOR_VALUES = Kind(
    name="indicator_values",
    title="Kết quả chỉ số",
    dataset="indicators",
    model=IndicatorValue,
    columns=(
        KEY,
        PERIOD,
        Column("indicator", "Chỉ số", "indicator", required=True, synonyms=("Mã chỉ số", "Tên chỉ số")),
        Column("label", "Tên kết quả", note="Để trống: lấy tên chỉ số.", synonyms=("Nội dung",)),
        Column(
            "pillar", "Trụ cột", "pillar", synonyms=("Nhóm chỉ số",), note="Để trống: lấy trụ cột của chỉ số."
        ),
        Column("unit", "Đơn vị", "unit", note="Để trống: cả địa bàn.", synonyms=("Tên đơn vị",)),
        SCOPE,
        Column(
            "value",
            "Kết quả",
            "number",
            synonyms=("Giá trị", "Kết quả thực hiện"),
            note="Ghi 84,15 cho 84,15 %.",
            example="84,15",
        ),
        Column("numerator", "Tử số", "vnd", synonyms=("n",)),
        Column("denominator", "Mẫu số", "vnd", synonyms=("N",)),
        Column("printed", "Kết quả như văn bản"),
        Column("status", "Cách có số liệu", "choice", choices=_STATUSES, default="printed"),
        NOTE,
    ),
    key=("key",),
    group=("period_id",),
    pages=(("/pillars", "Trụ cột"), ("/", "Tổng quan")),
    finish=_finish_value,
)


def _finish_score(draft: Draft, known: Known) -> None:
    values = draft.values
    values["framework_id"] = known.framework_id
    if values.get("unit_id") is None and draft.sound("unit"):
        values["unit_id"] = known.unit_id
    not_more(draft, "score", "max_score", "điểm tối đa")
    not_more(draft, "rank", "units_ranked", "số đơn vị được xếp hạng")
    if values["rank"] is not None and values["units_ranked"] is None:
        draft.refuse("units_ranked", "pair", "có hạng mà không có số đơn vị", "ghi số đơn vị được xếp hạng")
    if values["rank"] == 0:
        draft.refuse("rank", "range", "hạng đếm từ 1", "ghi hạng từ 1")
    if values["score"] is not None and not values["score_printed"]:
        values["score_printed"] = _score_printed(values["score"], values["max_score"])
    if draft.is_total or values["pillar_id"] is None or not draft.sound("pillar", "max_score"):
        return
    maximum = known.pillar_row(values["pillar_id"])["max_score"]
    if maximum is not None and values["max_score"] not in {None, maximum}:
        reason = f"điểm tối đa của trụ cột này trong bộ chỉ số là {figure(maximum)}"
        draft.refuse("max_score", "reference", reason, "sửa điểm tối đa")


def _score_printed(score: float, maximum: float | None) -> str:
    return figure(score) if maximum is None else f"{figure(score)}/{figure(maximum)}"


def _across_scores(drafts: Sequence[Draft], _known: Known) -> None:
    keys = lambda draft: tuple(draft.values.get(name) for name in ("unit_id", "period_id", "listing"))  # noqa: E731
    totals(drafts, ("score",), keys, "các trụ cột")


PILLAR_SCORES = Kind(
    name="pillar_scores",
    title="Điểm trụ cột đã công bố",
    dataset="scores",
    model=OfficialScore,
    columns=(
        PERIOD,
        Column(
            "pillar",
            "Trụ cột",
            "pillar",
            required=True,
            synonyms=("Chỉ số chính", "Nhóm chỉ số", "Tiêu chí"),
            note=f"Chọn trong danh sách; “{TOTAL}” cho điểm chung.",
        ),
        Column("unit", "Đơn vị", "unit", note="Để trống: cả địa bàn."),
        Column(
            "score", "Điểm", "points", synonyms=("Điểm đạt", "Kết quả"), over="max_score", example="39,38"
        ),
        Column("max_score", "Điểm tối đa", "points", example="60"),
        Column("rank", "Xếp hạng", "count", synonyms=("Hạng",), over="units_ranked", example="11"),
        Column("units_ranked", "Số đơn vị xếp hạng", "count", example="11"),
        Column("listing", "Nơi ghi", "choice", choices=_LISTINGS, default="table"),
        Column("score_printed", "Điểm như văn bản"),
        Column("rank_printed", "Hạng như văn bản"),
        NOTE,
    ),
    key=("unit_id", "period_id", "pillar_id", "listing"),
    group=("unit_id", "period_id"),
    pages=(("/pillars", "Trụ cột"), ("/", "Tổng quan")),
    total_column="pillar",
    keeps_totals=True,
    finish=_finish_score,
    across=_across_scores,
)
