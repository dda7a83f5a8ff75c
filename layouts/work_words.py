"""Words for tasks, duties and systems that several panels must say alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from data.contracts import HEADING_NAMES
from layouts import formats, wording

UNREPORTED: Final = "chưa có báo cáo"
REPORTED: Final = "đã có báo cáo"
NOT_LATE: Final = "chưa có báo cáo không có nghĩa là trễ hạn"


def heading(code: str, name: str | None) -> str:
    """Name the heading of a row: as the plan prints it, else as the transcription sorts it."""
    return name or HEADING_NAMES.get(code, code)


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
