"""Words for what figures of online procedures count, as the panels of /dossiers must say them alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

BASES: Final[Mapping[str, str]] = {
    "services_used": "Dịch vụ công có hồ sơ trực tuyến (đếm dịch vụ)",
    "dossiers": "Hồ sơ xử lý trực tuyến (đếm hồ sơ)",
    "digitised": "Số hóa hồ sơ, kết quả",
    "paid": "Thanh toán trực tuyến",
    "services_offered": "Cung cấp dịch vụ công trực tuyến",
    "people": "Người dân và người hỗ trợ",
}
"""Headings by what is counted: a share of services is no share of dossiers."""

MISSING_COUNTS: Final = (
    "Cần nạp số hồ sơ theo lĩnh vực của từng đơn vị trong kỳ: tiếp nhận, đã trả, trước hạn, đúng hạn, trễ "
    "hạn, đang giải quyết (mẫu “Số liệu hồ sơ thủ tục hành chính theo lĩnh vực”)."
)
