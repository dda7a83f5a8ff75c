"""Rows of the register of contradicting figures as queries get them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.work_forms import Row

NOTHING: dict[str, Any] = {
    f"{side}_{name}": value
    for side in ("first", "second")
    for name, value in {
        "name": "",
        "printed": "",
        "value": None,
        "numerator": None,
        "denominator": None,
        "day": None,
        "lines": "",
    }.items()
}


def conflict(key: str, position: int = 0, **more: Any) -> dict[str, Any]:
    """Make a percentage that its counts contradict: 0,7 % is printed for 26/3.410; `more` overrides."""
    return {
        "part": "conflict",
        "checked": None,
        **NOTHING,
        "key": key,
        "position": position,
        "kind": "percentage",
        "subject": "indicators",
        "name": "Hồ sơ đất đai",
        "period": "2023",
        "measure": "percent",
        "measure_label": "%",
        "first_printed": "0,7 %",
        "first_value": 0.7,
        "first_lines": "65",
        "second_numerator": 26,
        "second_denominator": 3410,
        "second_lines": "65",
        "difference": 0.0625,
        "status": "open",
        "reason": "",
        "decided_by": "",
        "decided_at": None,
        "page": "/indicators/dat_dai",
        "side": 1,
        "source_document": "Kế hoạch năm 2023",
        "source_section": "Phần I",
        "source_line": 65,
        **more,
    }


def both_sides(key: str, position: int = 0, **more: Any) -> list[Row]:
    """Make the rows of a conflict: one a source of each side."""
    return [conflict(key, position, **more, side=side) for side in (1, 2)]


def settled(key: str, **more: Any) -> list[Row]:
    """Make the rows of a conflict that the secretary has settled late in the evening."""
    at = dt.datetime(2026, 11, 20, 18, 30, tzinfo=dt.UTC)
    decision: dict[str, Any] = {
        "reason": "Lấy số ở bảng",
        "decided_by": "Văn phòng",
        "decided_at": at,
    }
    return both_sides(key, status="settled", **decision, **more)


def checked(count: int | None) -> Row:
    """Make the row that says how much was compared."""
    return {"part": "check", "checked": count, "side": None, "key": None}
