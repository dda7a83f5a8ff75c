"""Citizens' reports one by one, as the 1022 system exports them. Their text and senders are never read."""

from __future__ import annotations

from data.intake.kinds.case_columns import (
    MOMENTS,
    RATING,
    RECEIVED,
    REOPENED,
    STATE,
    UNIT,
    URGENCY,
    code,
)
from data.intake.kinds.columns import Column, Kind
from data.schema import FeedbackCase

CHANNELS = {
    "app": "Ứng dụng",
    "phone": "Điện thoại",
    "web": "Trang web",
    "social": "Mạng xã hội",
    "in_person": "Trực tiếp",
    "other": "Kênh khác",
}
_ALIASES = {
    "tổng đài": "phone",
    "tổng đài 1022": "phone",
    "hotline": "phone",
    "gọi điện": "phone",
    "website": "web",
    "cổng thông tin": "web",
    "cổng 1022": "web",
    "zalo": "social",
    "facebook": "social",
    "fanpage": "social",
    "mobile": "app",
    "app 1022": "app",
    "ứng dụng di động": "app",
    "tại chỗ": "in_person",
    "khác": "other",
}

FEEDBACK_CASES = Kind(
    name="feedback_cases",
    title="Danh sách phản ánh, kiến nghị",
    dataset="feedback",
    model=FeedbackCase,
    columns=(
        code("Mã phản ánh", "Mã PA", "Mã", "Mã phiếu", "Mã kiến nghị"),
        RECEIVED,
        UNIT,
        Column(
            "category", "Lĩnh vực", "category", required=True, synonyms=("Chuyên mục", "Lĩnh vực phản ánh")
        ),
        Column(
            "channel",
            "Kênh tiếp nhận",
            "choice",
            synonyms=("Kênh", "Nguồn tiếp nhận"),
            choices=CHANNELS,
            aliases=_ALIASES,
        ),
        URGENCY,
        *MOMENTS,
        STATE,
        RATING,
        REOPENED,
    ),
    key=("code",),
    pages=(("/feedback", "Phản ánh"), ("/", "Tổng quan"), ("/map", "Bản đồ")),
    cases="feedback",
)
