"""Rows of one pillar's tasks and of one indicator's figures as queries get them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from data.contracts import Request
from tests.plan_forms import YEAR_2022, YEAR_2023, asked, target

OWN = "xa_hoi"
LED = "25534@2010-01-01"


def of_indicator() -> Request:
    """Ask for one indicator in 2022."""
    return replace(asked(), indicator="I1")


def task(key: int, name: str, **more: Any) -> dict[str, Any]:
    """Make the row of a task under Xã hội số that nobody reported on; `more` overrides columns."""
    return {
        "task_id": key,
        "parent_id": None,
        "level": "task",
        "pillar_code": OWN,
        "pillar_name": "Xã hội số",
        "pillar_position": 1,
        "task_name": name,
        "lead_units": "",
        "coordinating_units": "",
        "subject": "",
        "due_on": dt.date(2023, 12, 31),
        "is_standing": False,
        "due_printed": "",
        "due_basis": "plan_period",
        "quantity": "",
        "status": None,
        "note": "",
        "covered": "2023",
        "covered_printed": "Năm 2023",
        "role": None,
        "unit_name": None,
        "unit_address": None,
        "source_section": "II.10 Xã hội số",
        "source_line": 100 + key,
        **more,
    }


def reported(key: int, printed: str, **more: Any) -> dict[str, Any]:
    """Make the row of a percentage of 2022 that covers the whole locality; `more` overrides columns."""
    return {
        "result_id": key,
        "result_key": f"A{key}",
        "label": "Hộ có cáp quang",
        "scope": "whole",
        "unit_id": 1,
        "home_id": 1,
        "unit_name": "Huyện Tân Châu",
        "unit_address": "708@2000-01-01",
        "period": YEAR_2022.code,
        "starts_on": YEAR_2022.start,
        "ends_on": YEAR_2022.end,
        "printed": printed,
        "value": None,
        "numerator": None,
        "denominator": None,
        "status": "printed",
        "note": "",
        "measure": "percent",
        "measure_label": "%",
        "direction": "higher_is_better",
        "source_line": 50 + key,
        **more,
    }


IN_2023 = {"period": YEAR_2023.code, "starts_on": YEAR_2023.start, "ends_on": YEAR_2023.end}


def promised(key: int, **more: Any) -> dict[str, Any]:
    """Make the row of a target as the indicator's page reads it; `more` overrides columns."""
    return {
        **target(key, f"Chỉ tiêu {key}"),
        "due_printed": "",
        "coordinating_units": "",
        "lead_line": None,
        "clause_section": "III.2.2 Mục tiêu cụ thể",
        "clause_line": 159,
        "role": None,
        "unit_name": None,
        "unit_address": None,
        **more,
    }


def read_from(part: str, key: int, printed: str, **more: Any) -> dict[str, Any]:
    """Make the row of a figure with the place that it was read from; `more` overrides columns."""
    return {
        "part": part,
        "figure_id": key,
        "key": f"{part[0].upper()}{key}",
        "name": "Hộ có cáp quang",
        "period": YEAR_2022.code,
        "comparator_printed": None,
        "printed": printed,
        "number": "Số: 12/KH-UBND",
        "other_lines": "",
        "source_document": "Kế hoạch năm 2023",
        "source_dated_printed": "29/3/2023",
        "source_section": "II.3 Hạ tầng số",
        "source_line": 51,
        "source_file": "indicators_actual.csv",
        "source_row": 30,
        **more,
    }
