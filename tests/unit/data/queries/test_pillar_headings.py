"""Headings are counted, not judged."""

from __future__ import annotations

from typing import Any

from data.contracts import Ratio
from data.queries import pillar_headings as query
from tests.plan_forms import asked


def heading(position: int, name: str, results: int, targets: int, baselines: int) -> dict[str, Any]:
    return {
        "framework_name": "Ba nhóm",
        "pillar_code": name.casefold(),
        "pillar_name": name,
        "ordinal": position,
        "results": results,
        "targets": targets,
        "baselines": baselines,
    }


def test_headings_keep_their_order_and_add_up() -> None:
    rows = [heading(2, "B", 0, 11, 1), heading(1, "A", 5, 1, 0), heading(3, "C", 15, 7, 1)]
    records, facts = query.shape(rows, asked())
    assert [record["pillar_name"] for record in records] == ["A", "B", "C"]
    assert facts == {"results": 20, "targets": 19, "baselines": Ratio(2, 19), "framework": "Ba nhóm"}


def test_without_a_framework_there_is_nothing_to_list() -> None:
    records, facts = query.shape([], asked())
    assert records == []
    assert facts["baselines"] == Ratio(0, 0)
