"""Feedback counts (the form of Phụ lục 02) and dossier counts, as units report them."""

from __future__ import annotations

from collections.abc import Sequence

from data.intake.cells import figure, text
from data.intake.drafts import Draft, Known
from data.intake.kinds.columns import Column, Kind
from data.intake.kinds.shared import NOTE, PERIOD, TOTAL, not_more, same_sum, totals
from data.schema import DossierCount, FeedbackCount

_STATES = ("open_in_time", "open_overdue", "closed_on_time", "closed_late")
_RATINGS = ("satisfied", "accepted", "dissatisfied")
_DOSSIER_COUNTS = ("received", "returned", "in_progress", "closed_early", "closed_on_time", "closed_late")


def _finish_feedback(draft: Draft, known: Known) -> None:
    values = draft.values
    values["is_total"] = draft.is_total
    values["unit_printed"] = words = text(draft.cells.get("unit"))
    if draft.is_total:
        values["unit_id"] = known.unit_id
    elif draft.sound("unit") and (words.isdigit() or "@" in words):
        values["unit_printed"] = known.unit_label(values["unit_id"])
    same_sum(draft, "received", _STATES, "các trạng thái xử lý")
    rated = draft.numbers(*_RATINGS, "received")
    if rated and sum(rated[:-1]) > rated[-1]:
        reason = (
            f"số phiếu đánh giá ({figure(sum(rated[:-1]))}) lớn hơn tổng số phản ánh ({figure(rated[-1])})"
        )
        draft.refuse("satisfied", "n_le_N", reason, "đối chiếu lại các cột đánh giá")


def _across_feedback(drafts: Sequence[Draft], _known: Known) -> None:
    fields = ("received", *_STATES, *_RATINGS)
    totals(drafts, fields, lambda draft: draft.values.get("period_id"), "các đơn vị")


FEEDBACK_COUNTS = Kind(
    name="feedback_counts",
    title="Số liệu xử lý phản ánh theo đơn vị (mẫu Phụ lục 02)",
    dataset="feedback",
    model=FeedbackCount,
    columns=(
        PERIOD,
        Column(
            "unit",
            "Tên đơn vị",
            "unit",
            required=True,
            synonyms=("Đơn vị", "Xã, phường, thị trấn", "Xã, thị trấn"),
            note=f"Chọn trong danh sách. Dòng “{TOTAL}” là số in sẵn của nguồn, được giữ để đối chiếu.",
            example="Xã Suối Dây",
        ),
        Column(
            "received",
            "Tổng số",
            "count",
            required=True,
            synonyms=("Tổng số phản ánh", "Tiếp nhận"),
            example="7",
        ),
        Column(
            "open_in_time",
            "Đang xử lý – Trong hạn",
            "count",
            required=True,
            synonyms=("Đang xử lý trong thời hạn",),
            example="0",
        ),
        Column("open_overdue", "Đang xử lý – Quá hạn", "count", required=True, example="0"),
        Column(
            "closed_on_time",
            "Đã xử lý – Trong hạn",
            "count",
            required=True,
            synonyms=(
                "Đã xử lý đúng hạn",
                "Đã xử lý đúng hẹn",
                "Đã giải quyết trong hạn",
                "Đã trả kết quả đúng hẹn",
            ),
            example="5",
        ),
        Column(
            "closed_late",
            "Đã xử lý – Quá hạn",
            "count",
            required=True,
            synonyms=("Xử lý trễ hạn", "Đã xử lý trễ hạn", "Đã xử lý trễ hẹn", "Đã giải quyết quá hạn"),
            example="2",
        ),
        Column(
            "satisfied",
            "Đánh giá – Hài lòng",
            "count",
            required=True,
            synonyms=("Hài lòng", "Hải lòng"),
            example="0",
        ),
        Column(
            "accepted", "Đánh giá – Chấp nhận", "count", required=True, synonyms=("Chấp nhận",), example="2"
        ),
        Column(
            "dissatisfied",
            "Đánh giá – Không hài lòng",
            "count",
            required=True,
            synonyms=("Không hài lòng",),
            example="1",
        ),
        NOTE,
    ),
    key=("unit_id", "period_id", "is_total"),
    group=("period_id",),
    pages=(("/feedback", "Phản ánh"), ("/", "Tổng quan"), ("/map", "Bản đồ")),
    total_column="unit",
    keeps_totals=True,
    finish=_finish_feedback,
    across=_across_feedback,
)


def _finish_dossiers(draft: Draft, known: Known) -> None:
    values = draft.values
    values["is_total"] = draft.is_total
    if values.get("unit_id") is None and draft.sound("unit"):
        values["unit_id"] = known.unit_id
    values["field_printed"] = values["field_printed"] or values["field"]
    for part in ("returned", "closed_early"):
        not_more(draft, part, "received", "số tiếp nhận")
    same_sum(
        draft, "returned", ("closed_early", "closed_on_time", "closed_late"), "các cột trước, đúng, trễ hạn"
    )


def _across_dossiers(drafts: Sequence[Draft], _known: Known) -> None:
    keys = lambda draft: (draft.values.get("unit_id"), draft.values.get("period_id"))  # noqa: E731 - one key
    totals(drafts, _DOSSIER_COUNTS, keys, "các lĩnh vực")


DOSSIER_COUNTS = Kind(
    name="dossier_counts",
    title="Số liệu hồ sơ thủ tục hành chính theo lĩnh vực",
    dataset="dossiers",
    model=DossierCount,
    columns=(
        PERIOD,
        Column("unit", "Tên đơn vị", "unit", synonyms=("Đơn vị",), note="Để trống: cả địa bàn."),
        Column("field", "Lĩnh vực", required=True, synonyms=("Tên lĩnh vực",), example="Đất đai"),
        Column("received", "Tiếp nhận", "count", synonyms=("Số hồ sơ tiếp nhận", "Tổng số"), example="26"),
        Column("returned", "Đã trả kết quả", "count", synonyms=("Đã giải quyết", "Đã trả"), example="26"),
        Column("in_progress", "Đang giải quyết", "count", synonyms=("Đang xử lý",), example="0"),
        Column(
            "closed_early", "Trước hạn", "count", synonyms=("Trước hẹn", "Giải quyết trước hạn"), example="24"
        ),
        Column(
            "closed_on_time", "Đúng hạn", "count", synonyms=("Đúng hẹn", "Giải quyết đúng hạn"), example="2"
        ),
        Column("closed_late", "Trễ hạn", "count", synonyms=("Trễ hẹn", "Quá hạn"), example="0"),
        Column("position", "Số thứ tự", "count", synonyms=("STT", "TT")),
        Column("share_percent", "Tỷ trọng (%)", "number", synonyms=("Tỷ trọng",)),
        Column("field_printed", "Lĩnh vực như văn bản"),
        Column("received_printed", "Tiếp nhận như văn bản"),
        Column("share_printed", "Tỷ trọng như văn bản"),
        Column("returned_share_printed", "Tỷ lệ đã trả như văn bản"),
        Column("in_progress_printed", "Đang giải quyết như văn bản"),
        Column("closed_early_printed", "Trước hạn như văn bản"),
        Column("closed_early_line", "Dòng ghi số trước hạn", "count"),
        Column("closed_early_share_printed", "Tỷ lệ trước hạn như văn bản"),
        NOTE,
    ),
    key=("unit_id", "period_id", "field"),
    group=("unit_id", "period_id"),
    pages=(("/", "Tổng quan"),),
    total_column="field",
    keeps_totals=True,
    finish=_finish_dossiers,
    across=_across_dossiers,
)
