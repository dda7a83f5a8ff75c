"""Administrative-procedure files one by one, as one-stop systems export them. Applicants are never read."""

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
    yes_no,
)
from data.intake.kinds.columns import Column, Kind
from data.schema import DossierCase

CHANNELS = {"in_person": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính"}
_ALIASES = {
    "tại quầy": "in_person",
    "một cửa": "in_person",
    "nộp trực tiếp": "in_person",
    "nộp trực tuyến": "online",
    "cổng dịch vụ công": "online",
    "dvc": "online",
    "qua mạng": "online",
    "bưu điện": "post",
    "bưu chính công ích": "post",
}

DOSSIER_CASES = Kind(
    name="dossier_cases",
    title="Danh sách hồ sơ thủ tục hành chính",
    dataset="dossiers",
    model=DossierCase,
    columns=(
        code("Mã hồ sơ", "Số hồ sơ", "Mã HS", "Mã biên nhận"),
        RECEIVED,
        UNIT,
        Column("category", "Lĩnh vực", "category", required=True, synonyms=("Tên lĩnh vực",)),
        Column(
            "procedure",
            "Thủ tục",
            "procedure",
            synonyms=("Mã thủ tục", "Tên thủ tục", "Thủ tục hành chính"),
            note="Mã hoặc tên trong danh mục thủ tục; để trống: chỉ tính theo lĩnh vực.",
        ),
        Column(
            "channel",
            "Hình thức nộp",
            "choice",
            synonyms=("Kênh tiếp nhận", "Cách nộp", "Hình thức tiếp nhận"),
            choices=CHANNELS,
            aliases=_ALIASES,
        ),
        URGENCY,
        *MOMENTS,
        STATE,
        RATING,
        REOPENED,
        yes_no("is_online", "Nộp trực tuyến", "Trực tuyến", note="Để trống: xét theo hình thức nộp."),
        yes_no("is_digitised", "Số hóa", "Đã số hóa", "Số hóa hồ sơ"),
        yes_no(
            "is_paid_online",
            "Thanh toán trực tuyến",
            "Thanh toán TT",
            note="Để trống khi hồ sơ không phải nộp phí, lệ phí.",
        ),
    ),
    key=("code",),
    pages=(("/dossiers", "Thủ tục hành chính"), ("/", "Tổng quan")),
    cases="dossier",
)
