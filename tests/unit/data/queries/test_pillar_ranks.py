"""Ranks stay as printed; the last of several is counted, a place among one is no last place."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import pillar_ranks as query
from tests.plan_forms import SCORED, THREE, asked, score


def test_ranks_come_in_the_frameworks_order_with_both_printed_totals() -> None:
    records, facts = query.shape([*reversed(SCORED)], asked())
    assert [(record["pillar_name"], record["rank"]) for record in records] == [
        ("Nhận thức", 11),
        ("Thể chế", 1),
        ("Hạ tầng", 11),
        (None, 11),
        (None, 10),
    ]
    assert facts == {"first": Ratio(1, 3), "last": Ratio(2, 3), "ranks_disagree": True}


def test_totals_are_no_pillars() -> None:
    _, facts = query.shape(THREE, asked())
    assert facts == {"first": Ratio(1, 3), "last": Ratio(2, 3), "ranks_disagree": False}


def test_the_only_unit_is_not_last() -> None:
    _, facts = query.shape([{**score(1, "Nhận thức", 1, 2, 1), "units_ranked": 1}], asked())
    assert facts["last"] == Ratio(0, 1)
