"""Rows of unit pages as queries get them: lineage, tasks, targets, duties, figures."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.place_forms import START, Row

UNIT = "25546@1900-01-01"
MERGED = dt.date(2025, 7, 1)
DAY = dt.date(2022, 12, 31)


def own(**more: Any) -> Row:
    """Make the row of the unit itself: a commune that ended with the merger."""
    plain = {
        "part": "own",
        "unit_address": UNIT,
        "unit_name": "Xã Tân Phú",
        "unit_kind": "xa",
        "level": "commune",
        "code": "25546",
        "code_system": "gso",
        "valid_from": START,
        "valid_to": MERGED,
        "parent_name": "Huyện Tân Châu",
        "parent_address": "706@1900-01-01",
        "parent_is_here": True,
        "name_printed": "Xã Tân Phú",
        "role": "",
        "note": "",
    }
    return {**plain, **more}


def relative(part: str, name: str, extent: str = "whole", **more: Any) -> Row:
    """Make the row of a predecessor ("before") or successor ("after")."""
    plain = {
        "part": part,
        "unit_address": f"{name}@{MERGED}",
        "unit_name": name,
        "unit_kind": "xa",
        "is_here": True,
        "effective_on": MERGED,
        "extent": extent,
        "share": None,
        "predecessors": 3,
        "resolution": "1682/NQ-UBTVQH15",
    }
    return {**plain, **more}


def task(number: int, role: str = "lead", **more: Any) -> Row:
    """Make the row of a task that names the unit itself."""
    plain = {
        "task_id": number,
        "task_key": f"K{number}",
        "task_name": f"Việc {number}",
        "parent_name": None,
        "role": role,
        "is_direct": True,
        "addressee": "Phòng Nội vụ",
        "addressee_address": "U-TC-018@1900-01-01",
        "lead_units": "Phòng Nội vụ",
        "coordinating_units": "",
        "due_on": DAY,
        "is_standing": False,
        "due_printed": "",
        "due_basis": "plan_period",
        "reported_status": None,
    }
    return {**plain, **more}


def through(number: int, role: str = "lead", **more: Any) -> Row:
    """Make the row of a task of the body that stands for the unit."""
    body = {"addressee": "UBND các xã, thị trấn (12)", "addressee_address": "U-TC-024@1900-01-01"}
    return task(number, role, is_direct=False, **body, **more)


def target(number: int, value: float | None = None, **more: Any) -> Row:
    """Make the row of a target of 90 % for 2023 that the unit leads, with a result of 2022 or none."""
    known = value is not None
    plain = {
        "target_id": number,
        "target_key": f"T{number}",
        "target_name": f"Chỉ tiêu {number}",
        "target_scope": "whole",
        "indicator_code": f"chi_so_{number}",
        "pillar_code": "xa_hoi",
        "pillar_name": "Xã hội số",
        "pillar_position": 1,
        "role": "lead",
        "is_direct": True,
        "addressee": "Phòng Nội vụ",
        "target_period": "2023",
        "target_starts": dt.date(2023, 1, 1),
        "target_ends": dt.date(2024, 1, 1),
        "comparator": ">=",
        "target_value": 90.0,
        "target_value_max": None,
        "target_measure": "percent",
        "measure_label": "%",
        "direction": "higher_is_better",
        "due_on": dt.date(2023, 12, 31),
        "is_standing": False,
        "result_id": number if known else None,
        "result_key": f"V{number}" if known else None,
        "result_scope": "whole" if known else None,
        "result_measure": "percent" if known else None,
        "result_value": value,
        "result_starts": dt.date(2022, 1, 1) if known else None,
        "result_ends": dt.date(2023, 1, 1) if known else None,
        "case_kind": None,
        "numerator": None,
        "denominator": None,
    }
    return {**plain, **more}


def duty(number: int, reporter: str, recipient: str, **more: Any) -> Row:
    """Make the row of a reporting duty of the plan of 2023."""
    plain = {
        "part": "duty",
        "duty_id": number,
        "duty_key": f"R{number}",
        "duty": f"Báo cáo {number}",
        "period_printed": "",
        "frequency": "quarterly",
        "due_printed": "",
        "due_month": None,
        "due_day": None,
        "due_comparator": "<",
        "reporter": reporter,
        "recipient": recipient,
        "via": "",
        "covered_from": dt.date(2023, 1, 1),
        "covered_until": dt.date(2024, 1, 1),
    }
    return {**plain, **more}


def named(part: str, name: str, *, is_direct: bool = True, is_territory: bool = False) -> Row:
    """Make the row of whom the plan means by the unit ("who"), or of a body of its list ("body")."""
    return {
        "part": part,
        "unit_name": name,
        "unit_address": f"{name}@1900-01-01",
        "is_direct": is_direct,
        "is_territory": is_territory,
        "locality_name": "Huyện Tân Châu",
    }


def value(number: int, printed: str, **more: Any) -> Row:
    """Make the row of a result of the unit: a count unless told otherwise."""
    plain = {
        "part": "result",
        "row_id": number,
        "position": 1,
        "heading": "Chính quyền số",
        "label": f"Kết quả {number}",
        "indicator_code": f"chi_so_{number}",
        "scope": "communes",
        "printed": printed,
        "value": float(printed) if printed.isdigit() else None,
        "measure": "count",
        "measure_label": "hồ sơ",
        "numerator": None,
        "denominator": None,
        "max_score": None,
        "rank": None,
        "units_ranked": None,
        "listing": None,
    }
    return {**plain, **more}


def score(number: int, rank: int, **more: Any) -> Row:
    """Make the row of an official score, of the total unless it has a label."""
    plain = {"part": "score", "label": None, "heading": None, "scope": None, "listing": "table"}
    return value(number, "", **{**plain, "rank": rank, "units_ranked": 11, **more})
