"""Invented targets of going online, so that simulated dossiers have something to be held against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from data.intake.batch import table_of
from data.schema import Indicator, Target

PROMISES: Sequence[tuple[str, str, float]] = (
    ("ty_le_ho_so_xu_ly_truc_tuyen", "Hồ sơ xử lý trực tuyến", 70),
    ("ty_le_so_hoa_ho_so", "Hồ sơ được số hóa", 75),
    ("ty_le_thanh_toan_truc_tuyen", "Giao dịch thanh toán trực tuyến", 50),
)
"""Code of what is measured (`data.rules.services`), its name, and the per cent that a year must reach."""


def add_indicators(
    connection: Connection, framework: int, pillar: int, common: Mapping[str, Any]
) -> Mapping[str, int]:
    """Write what the targets of a province measure; ids by code. `common` are locality and source."""
    words = {"framework_id": framework, "pillar_id": pillar, "measure": "percent", "measure_label": "%"}
    rows = [
        {**words, **common, "code": code, "name": name, "direction": "higher_is_better"}
        for code, name, _ in PROMISES
    ]
    connection.execute(insert(table_of(Indicator)), rows)
    known = select(Indicator.code, Indicator.id).where(Indicator.framework_id == framework)
    return {row.code: row.id for row in connection.execute(known)}


def add_targets(
    connection: Connection, year: int, indicators: Mapping[str, int], common: Mapping[str, Any]
) -> None:
    """Write a year's targets of a province. `common` are locality, pillar, period and source."""
    rows = [
        {
            **common,
            "key": f"mp_{common['locality_id']}_{year}_{at}",
            "indicator_id": indicators[code],
            "name": name,
            "scope": "whole",
            "comparator": ">=",
            "comparator_printed": "từ ... trở lên",
            "value": level,
            "value_printed": f"{level}%",
            "measure": "percent",
            "measure_label": "%",
            "due_on": dt.date(year, 12, 31),
            "due_basis": "plan_period",
        }
        for at, (code, name, level) in enumerate(PROMISES, start=1)
    ]
    connection.execute(insert(Target), rows)
