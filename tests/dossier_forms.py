"""Rows of reported dossiers and of what is promised of them, as the queries of /dossiers get them."""

from __future__ import annotations

from typing import Any

from data.contracts import Period
from data.rules.dossiers import OF_CASES
from tests.plan_forms import YEAR_2022, result, target

HOME = {"unit_name": "Xã Tam Phước", "unit_address": "26680@1900-01-01"}
UNKNOWN: dict[str, Any] = dict.fromkeys(
    ("received", "returned", "in_progress", "closed_early", "closed_on_time", "closed_late")
)


def field(
    position: int | None, name: str, received: int | None, share: str = "", **more: Any
) -> dict[str, Any]:
    """Make the row of a field of which only the dossiers received are told; `more` overrides columns."""
    return {
        "part": "counted",
        **HOME,
        "field": name,
        "position": position,
        "is_total": False,
        **UNKNOWN,
        **dict.fromkeys(OF_CASES),
        "received": received,
        "share_printed": share,
        "in_progress_printed": "",
        "count_note": "",
        **more,
    }


def total(received: int, **more: Any) -> dict[str, Any]:
    """Make the row of a printed total."""
    return {**field(None, "Tổng cộng", received), "is_total": True, **more}


TAM_PHUOC = (
    field(1, "Đất đai", 26, "0,7 %", closed_early=24),
    field(2, "Chứng thực", 2657, "77,9%", closed_early=2556),
    field(3, "Hộ tịch", 704, "20,6 %", closed_early=591),
    field(4, "Bảo trợ xã hội", 10, "0,4%", closed_early=10),
    field(5, "Phổ biến giáo dục pháp luật", 13, "0,4%", count_note="Không in số trước hẹn."),
    total(
        3410,
        returned=3408,
        in_progress=2,
        in_progress_printed="11 02",
        closed_early=3194,
        closed_on_time=214,
        closed_late=0,
    ),
)
"""The dossiers of Tam Phước's plan, 2022 (S3 lines 61-73)."""


def promised(key: int, code: str, name: str, value: float = 90, **more: Any) -> dict[str, Any]:
    """Make the row of a target about online procedures without a result."""
    return {**target(key, name, value), "part": "promised", "indicator_code": code, **more}


def found(key: int, value: float, period: Period = YEAR_2022, **more: Any) -> dict[str, Any]:
    """Make the columns of a result that a target may be compared with."""
    return result(key, value, period, **more)


def reported(key: int, code: str, name: str, value: float, **more: Any) -> dict[str, Any]:
    """Make the row of a result about online procedures by itself."""
    return {
        "part": "reported",
        "result_id": key,
        "result_key": f"A{key}",
        "result_label": name,
        "result_scope": "whole",
        "result_value": value,
        "numerator": None,
        "denominator": None,
        "result_measure": "percent",
        "measure_label": "%",
        "indicator_code": code,
        "result_period": "2022",
        **dict.fromkeys(("target_key", "target_scope", "target_value", "comparator")),
        **more,
    }


USED = "ty_le_dvctt_phat_sinh_ho_so"
TAN_CHAU = (
    {**promised(5, USED, "DVC trực tuyến có phát sinh hồ sơ"), **found(29, 19.26, result_scope="agencies")},
    {**promised(5, USED, "DVC trực tuyến có phát sinh hồ sơ"), **found(30, 50.13, result_scope="communes")},
    promised(12, "ty_le_ho_so_xu_ly_truc_tuyen", "Hồ sơ TTHC được xử lý trực tuyến", 60, comparator=">"),
    reported(29, USED, "DVC có phát sinh hồ sơ (huyện)", 19.26, result_scope="agencies"),
    reported(31, "ty_le_so_hoa_ho_so", "Số hóa hồ sơ (huyện)", 59.89, result_scope="agencies"),
)
"""What Tân Châu's plan says of services and of dossiers (S0 lines 91, 93, 159, 171)."""
