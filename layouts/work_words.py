"""Words for tasks, duties and systems that several panels must say alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from layouts import formats, wording

HEADINGS: Final[Mapping[str, str]] = {
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
"""Names of the transcription's headings, for those that a plan assigns tasks under without printing them."""

FREQUENCIES: Final[Mapping[str, str]] = {
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "yearly": "hằng năm",
    "on_occasion": "khi phát sinh",
    "periodic": "định kỳ",
    "periodic_and_ad_hoc": "định kỳ và đột xuất",
}

UNREPORTED: Final = "chưa có báo cáo"
REPORTED: Final = "đã có báo cáo"
NOT_LATE: Final = "chưa có báo cáo không có nghĩa là trễ hạn"


def heading(code: str, name: str | None) -> str:
    """Name the heading of a row: as the plan prints it, else as the transcription sorts it."""
    return name or HEADINGS.get(code, code)


def counted(tasks: int, parts: int) -> str:
    """Count tasks and what they consist of: "54 nhiệm vụ và 6 nội dung", "54 nhiệm vụ", "6 nội dung"."""
    said = [formats.counted(tasks, "nhiệm vụ")] if tasks or not parts else []
    return " và ".join([*said, formats.counted(parts, "nội dung")] if parts else said)


def plan(covered: Any) -> str:
    """Name the plan by the period that it prints: "kế hoạch năm 2023"."""
    return f"kế hoạch {wording.lowered(str(covered))}"


SYSTEM_STATUSES: Final[Mapping[str, str]] = {
    "in_use": "đang dùng",
    "being_deployed": "đang triển khai",
    "planned": "dự kiến",
}

DASHBOARD_ROLES: Final[Mapping[str, str]] = {
    "show_and_integrate": "Hiển thị và tích hợp",
    "show": "Hiển thị số liệu",
    "integrate": "Tích hợp dữ liệu",
    "link": "Đặt liên kết",
    "track": "Theo dõi tiến độ",
    "none": "Không phải làm gì",
}
"""What a dashboard should do with a system: judged by the transcription, not printed by the plans."""

SYSTEM_CATEGORIES: Final[Mapping[str, str]] = {
    "ioc": "Giám sát, điều hành tập trung (IOC)",
    "public_services": "Dịch vụ công, một cửa",
    "feedback": "Phản ánh, hỏi đáp",
    "infrastructure": "Hạ tầng mạng, máy chủ",
    "devices": "Thiết bị",
    "cameras_and_iot": "Camera, cảm biến",
    "databases": "Cơ sở dữ liệu",
    "data_sharing": "Chia sẻ, tích hợp dữ liệu",
    "administration": "Quản lý, điều hành nội bộ",
    "meetings": "Hội nghị, phòng họp",
    "reporting": "Hệ thống báo cáo",
    "staff": "Cán bộ, công chức",
    "training": "Đào tạo",
    "communication": "Truyền thông",
    "citizen_apps": "Ứng dụng cho người dân",
    "signatures_and_identity": "Chữ ký số, định danh",
    "information_security": "An toàn thông tin",
    "digital_economy": "Kinh tế số",
    "digital_society": "Xã hội số",
    "smart_city": "Đô thị thông minh",
    "health": "Y tế",
    "education": "Giáo dục",
    "land": "Đất đai",
    "artificial_intelligence": "Trí tuệ nhân tạo",
}
