"""Words of codes that templates take in and pages show: one home, so that both say the same.

`data.contracts` passes them on to `layouts`. In lower case, as they stand inside a sentence, but for names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

HEADING_NAMES: Final[Mapping[str, str]] = {
    "nhan_thuc": "Nhận thức số",
    "the_che": "Thể chế số",
    "ha_tang": "Hạ tầng số",
    "du_lieu": "Dữ liệu số",
    "nen_tang": "Nền tảng số",
    "nhan_luc": "Nhân lực số",
    "attt": "An toàn thông tin mạng",
    "chinh_quyen": "Chính quyền số",
    "kinh_te": "Kinh tế số",
    "xa_hoi": "Xã hội số",
    "trang_ttdt": "Trang thông tin điện tử",
    "do_thi_thong_minh": "Đô thị thông minh",
}
"""Headings of the plans' transcription, for those that a plan assigns tasks under without printing them."""

FREQUENCIES: Final[Mapping[str, str]] = {
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "yearly": "hằng năm",
    "on_occasion": "khi phát sinh",
    "periodic": "định kỳ",
    "periodic_and_ad_hoc": "định kỳ và đột xuất",
}

URGENCIES: Final[Mapping[str, str]] = {"normal": "thường", "urgent": "khẩn", "emergency": "hỏa tốc"}

UNIT_KINDS: Final[Mapping[str, str]] = {
    "xa": "Xã",
    "phuong": "Phường",
    "thi_tran": "Thị trấn",
    "dac_khu": "Đặc khu",
    "huyen": "Huyện",
    "quan": "Quận",
    "thi_xa": "Thị xã",
    "thanh_pho": "Thành phố",
    "tinh": "Tỉnh",
    "peoples_committee": "Ủy ban nhân dân",
    "peoples_council": "Hội đồng nhân dân",
    "party_body": "Cơ quan Đảng",
    "department": "Phòng, ban",
    "public_service_unit": "Đơn vị sự nghiệp",
    "provincial_department": "Sở, ngành của tỉnh",
    "central_agency": "Cơ quan trung ương",
    "vertical_agency": "Cơ quan ngành dọc",
    "police": "Công an",
    "military": "Quân sự",
    "mass_organisation": "Mặt trận, đoàn thể",
    "steering_committee": "Ban chỉ đạo",
    "task_force": "Tổ, đội chuyên trách",
    "community_digital_team": "Tổ công nghệ số cộng đồng",
    "one_stop_shop": "Bộ phận một cửa",
    "school": "Trường học",
    "enterprise": "Doanh nghiệp",
    "post": "Chức danh",
    "hamlet": "Ấp, thôn",
}


def capitalised(words: Mapping[str, str], *codes: str) -> dict[str, str]:
    """Words as they stand alone in a cell, of some codes only where they are named."""
    return {code: words[code][:1].upper() + words[code][1:] for code in codes or words}
