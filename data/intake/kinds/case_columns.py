"""Columns that lists of single cases share, and what their words mean.

Words of states come from exports of the 1022 and one-stop systems (domain.md section 1, synonyms).
"""

from __future__ import annotations

from collections.abc import Mapping

from data.intake.kinds.columns import Column
from data.vocabulary import URGENCIES, capitalised

EXAMPLE_CODE = "Ví dụ: xóa dòng này trước khi nhập"
"""Code of a template's example row, by which reading knows it again."""

STATES: Mapping[str, str] = {
    "open": "Đang xử lý",
    "resolved": "Đã xử lý",
    "closed_early": "Đã xử lý trước hạn",
    "closed_on_time": "Đã xử lý đúng hạn",
    "closed_late": "Đã xử lý trễ hạn",
    "rejected": "Từ chối",
    "forwarded": "Chuyển cấp",
}
STATE_ALIASES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "mới",
            "mới tiếp nhận",
            "đã tiếp nhận",
            "tiếp nhận",
            "chờ xử lý",
            "chờ tiếp nhận",
            "chưa xử lý",
            "đang giải quyết",
            "đang thực hiện",
            "chờ bổ sung",
            "tạm dừng",
            "đang xử lý trong hạn",
            "đang xử lý - trong hạn",
            "đang xử lý quá hạn",
            "đang xử lý - quá hạn",
            "sắp đến hạn",
        ),
        "open",
    ),
    **dict.fromkeys(
        (
            "hoàn thành",
            "đã hoàn thành",
            "đã giải quyết",
            "đã trả kết quả",
            "đã trả",
            "đã đóng",
            "đã trả lời",
            "kết thúc",
        ),
        "resolved",
    ),
    **dict.fromkeys(("trước hạn", "trước hẹn", "giải quyết trước hạn", "sớm hạn"), "closed_early"),
    **dict.fromkeys(
        (
            "đúng hạn",
            "đúng hẹn",
            "trong hạn",
            "trong thời hạn",
            "giải quyết đúng hạn",
            "đã xử lý trong hạn",
            "đã xử lý - trong hạn",
            "đã xử lý - đúng hạn",
        ),
        "closed_on_time",
    ),
    **dict.fromkeys(
        (
            "trễ hạn",
            "trễ hẹn",
            "quá hạn",
            "giải quyết trễ hạn",
            "giải quyết quá hạn",
            "đã xử lý quá hạn",
            "đã xử lý - quá hạn",
            "đã xử lý - trễ hạn",
            "xử lý trễ hạn",
        ),
        "closed_late",
    ),
    **dict.fromkeys(
        ("từ chối tiếp nhận", "bị từ chối", "không tiếp nhận", "trả lại", "đã hủy", "rút hồ sơ"), "rejected"
    ),
    **dict.fromkeys(("chuyển", "đã chuyển", "chuyển cấp trên", "chuyển đơn vị khác"), "forwarded"),
}
URGENCY_ALIASES: Mapping[str, str] = {
    "bình thường": "normal",
    "thông thường": "normal",
    "gấp": "urgent",
    "thượng khẩn": "emergency",
    "rất khẩn": "emergency",
    "khẩn cấp": "emergency",
}
RATINGS: Mapping[str, str] = {
    "satisfied": "Hài lòng",
    "accepted": "Chấp nhận",
    "dissatisfied": "Không hài lòng",
}
RATING_ALIASES: Mapping[str, str] = {
    "hải lòng": "satisfied",
    "rất hài lòng": "satisfied",
    "bình thường": "accepted",
    "chấp nhận được": "accepted",
    "chưa hài lòng": "dissatisfied",
}
YES_NO: Mapping[str, str] = {"yes": "Có", "no": "Không"}
YES_NO_ALIASES: Mapping[str, str] = {
    "x": "yes",
    "1": "yes",
    "true": "yes",
    "đã": "yes",
    "0": "no",
    "false": "no",
    "chưa": "no",
}

_DAY_ONLY = "Ghi ngày và giờ; chỉ ghi ngày cũng được."


def code(heading: str, *synonyms: str) -> Column:
    """The code that names a case within its locality."""
    note = "Mã của hệ thống, không phải số điện thoại hay số căn cước."
    return Column("code", heading, "code", required=True, synonyms=synonyms, note=note, example=EXAMPLE_CODE)


RECEIVED = Column(
    "received_at",
    "Thời điểm tiếp nhận",
    "moment",
    required=True,
    synonyms=("Ngày tiếp nhận", "Thời gian tiếp nhận", "Ngày nhận", "Ngày gửi", "Ngày nộp"),
    note=_DAY_ONLY,
    example="05/08/2023 09:30",
)
UNIT = Column(
    "unit",
    "Đơn vị xử lý",
    "unit",
    required=True,
    synonyms=("Đơn vị", "Tên đơn vị", "Cơ quan xử lý", "Đơn vị giải quyết", "Cơ quan giải quyết"),
)
URGENCY = Column(
    "urgency",
    "Mức độ khẩn",
    "choice",
    synonyms=("Mức độ", "Độ khẩn"),
    choices=capitalised(URGENCIES),
    aliases=URGENCY_ALIASES,
    default="normal",
)
MOMENTS: tuple[Column, ...] = (
    Column("accepted_at", "Thời điểm thụ lý", "moment", synonyms=("Ngày thụ lý", "Thời gian thụ lý")),
    Column(
        "first_response_at",
        "Thời điểm phản hồi đầu",
        "moment",
        synonyms=("Ngày phản hồi", "Ngày trả lời", "Thời gian phản hồi"),
    ),
    Column(
        "due_at",
        "Hạn xử lý",
        "moment",
        synonyms=("Hạn giải quyết", "Ngày hẹn trả", "Hẹn trả", "Thời hạn", "Hạn"),
        note="Để trống: tính theo thời hạn của lĩnh vực. Chỉ ghi ngày: đến hết ngày đó.",
        example="14/08/2023",
    ),
    Column(
        "closed_at",
        "Thời điểm kết thúc",
        "moment",
        synonyms=("Ngày hoàn thành", "Ngày kết thúc", "Ngày trả kết quả", "Ngày xử lý xong", "Ngày trả"),
        note="Để trống khi đang xử lý.",
        example="11/08/2023 15:00",
    ),
)
STATE = Column(
    "state",
    "Trạng thái",
    "choice",
    synonyms=("Tình trạng", "Trạng thái xử lý", "Kết quả xử lý"),
    choices=STATES,
    aliases=STATE_ALIASES,
    note="Để trống: xét theo thời điểm kết thúc.",
    example="Đã xử lý",
)
RATING = Column(
    "rating",
    "Đánh giá",
    "choice",
    synonyms=("Mức độ hài lòng", "Đánh giá của người dân"),
    choices=RATINGS,
    aliases=RATING_ALIASES,
)
REOPENED = Column("reopened_count", "Số lần mở lại", "count", synonyms=("Mở lại",))


def yes_no(name: str, heading: str, *synonyms: str, note: str = "") -> Column:
    """A question that a cell answers with có or không."""
    return Column(
        name, heading, "choice", synonyms=synonyms, choices=YES_NO, aliases=YES_NO_ALIASES, note=note
    )
