"""Results as printed; n/N where there is one, and a printed percentage that is another is found."""

from __future__ import annotations

from typing import Any

import pytest

from data.queries import pillar_results as query
from tests.plan_forms import asked


def reported(key: int, printed: str, measure: str = "percent", **more: Any) -> dict[str, Any]:
    return {
        "result_id": key,
        "result_key": f"A{key}",
        "label": "Kết quả",
        "scope": "whole",
        "printed": printed,
        "value": None,
        "numerator": None,
        "denominator": None,
        "status": "printed",
        "note": "",
        "measure": measure,
        "measure_label": "%",
        "pillar_code": "chinh_quyen",
        "pillar_name": "Chính quyền số",
        "pillar_position": 1,
        "source_line": 65,
        **more,
    }


@pytest.mark.parametrize(
    ("printed", "numerator", "agrees"), [("0,7 %", 26, False), ("0,8 %", 26, True), ("77,9%", 2657, True)]
)
def test_a_printed_percentage_is_compared_with_its_counts(printed: str, numerator: int, agrees: bool) -> None:
    (record,), _ = query.shape([reported(1, printed, numerator=numerator, denominator=3410)], asked())
    assert record["agrees"] is agrees
    assert record["share"] == numerator / 3410


def test_counts_are_not_compared_with_a_percentage_that_nobody_printed() -> None:
    (record,), facts = query.shape([reported(1, "29", "count", numerator=29, denominator=37)], asked())
    assert record["agrees"] is None
    assert record["share"] == 29 / 37
    assert facts == {"results": 1, "counted": 1, "bare_percentages": 0, "conflicts": 0}


def test_percentages_without_counts_are_counted() -> None:
    rows = [
        reported(3, "61%"),
        reported(1, "0,7 %", numerator=26, denominator=3410),
        reported(2, "56", "count"),
        reported(4, "100%", pillar_position=0),
    ]
    records, facts = query.shape(rows, asked())
    assert [record["result_key"] for record in records] == ["A4", "A1", "A2", "A3"]
    assert facts == {"results": 4, "counted": 1, "bare_percentages": 2, "conflicts": 1}
