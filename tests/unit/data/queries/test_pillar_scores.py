"""Points of each pillar and the totals as printed, each with its own rank."""

from __future__ import annotations

import pytest

from data.queries import pillar_scores as query
from tests.plan_forms import SCORED, THREE, asked, score, total


def test_pillars_come_in_the_frameworks_order_and_totals_after_them() -> None:
    records, _ = query.shape([*reversed(SCORED)], asked())
    assert [record["pillar_name"] for record in records] == ["Nhận thức", "Thể chế", "Hạ tầng", None, None]
    assert [(record["listing"], record["rank"], record["line"]) for record in records[3:]] == [
        ("table", 11, 50),
        ("text", 10, 33),
    ]


def test_shares_are_of_each_pillars_own_maximum() -> None:
    records, _ = query.shape(SCORED, asked())
    assert [record["share"] for record in records] == [0.75, 0.25, 0.9875, 0.645, None]


def test_the_whole_is_the_printed_total() -> None:
    _, facts = query.shape(SCORED, asked())
    assert facts == {
        "total": 64.5,
        "max_score": 100,
        "max_is_derived": True,
        "pillars": 3,
        "total_agrees": True,
        "ranks_disagree": True,
    }


@pytest.mark.parametrize(("printed", "agrees"), [(64.5, True), (64.51, False)])
def test_a_total_is_compared_with_its_pillars_to_the_last_digit(printed: float, agrees: bool) -> None:
    _, facts = query.shape([*THREE, total("table", printed, 11, 50)], asked())
    assert facts["total_agrees"] is agrees
    assert facts["ranks_disagree"] is False


def test_a_pillar_without_a_score_leaves_the_sum_open() -> None:
    records, facts = query.shape([score(1, "Nhận thức", None, 20, None), total("table", 9, 1, 50)], asked())
    assert records[0]["share"] is None
    assert facts["total_agrees"] is None


def test_without_scores_there_is_no_answer_and_all_facts_are_there() -> None:
    records, facts = query.shape([], asked())
    assert records == []
    assert set(facts) == set(query.QUESTION.facts)
