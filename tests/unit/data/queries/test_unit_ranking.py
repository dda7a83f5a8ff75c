"""Units by their totals: ties share a band, scorings are not mixed, contradicting ranks are marked."""

from __future__ import annotations

from typing import Any

from data.contracts import Ratio
from data.queries import unit_ranking as query
from layouts.records import records
from tests.plan_forms import Row, answered


def total(name: str, score: float, rank: int | None, before: float | None = None, **more: Any) -> Row:
    """Make the row of a unit among three, of 100 points."""
    return {
        "unit_name": name,
        "unit_address": f"{name}@1900-01-01",
        "score": score,
        "max_score": 100.0,
        "framework_code": "bo",
        "rank": rank,
        "units_ranked": 3,
        "score_before": before,
        "rank_before": None if before is None else 1,
        "units_ranked_before": None if before is None else 3,
        "is_same_scoring": None if before is None else True,
        **more,
    }


THREE = (total("A", 70.2, 1, 71.0), total("C", 60.5, 2, 60.5), total("B", 60.5, 2, 50.0))


def test_fewest_points_first_and_ties_share_a_band() -> None:
    answer = answered(query, THREE)
    told = [(row["unit_name"], row["band"], row["change"]) for row in records(answer)]
    assert told == [("B", "nhóm 2–3", 10.5), ("C", "nhóm 2–3", 0.0), ("A", "nhóm 1", -0.8)]
    assert answer.facts["fallen"] == Ratio(1, 3)
    assert not any(row["is_conflict"] for row in records(answer))


def test_a_published_rank_that_contradicts_the_points_is_a_conflict() -> None:
    rows = [total("A", 70, 2), total("B", 60, 1), total("C", 50, 3)]
    told = {row["unit_name"]: row["is_conflict"] for row in records(answered(query, rows))}
    assert told == {"A": True, "B": True, "C": False}


def test_no_bands_where_not_all_that_were_ranked_are_known() -> None:
    told = records(answered(query, THREE[:2]))
    assert [(row["band"], row["rank"], row["is_conflict"]) for row in told] == [
        (None, 2, False),
        (None, 1, False),
    ]


def test_another_scoring_before_is_no_comparison() -> None:
    answer = answered(query, [total("A", 70, 1, 300.0, is_same_scoring=False), *THREE[1:]])
    assert {row["unit_name"]: row["change"] for row in records(answer)}["A"] is None
    assert answer.facts["is_other_scoring"]
    assert answer.facts["fallen"] == Ratio(0, 2)


def test_units_of_two_scorings_are_not_ranked_together() -> None:
    """50 of 60 points is a larger share than 70 of 100: order by share, but no bands."""
    other = total("D", 50, 1, framework_code="khac", max_score=60.0)
    answer = answered(query, [other, *THREE[:2]])
    assert [row["unit_name"] for row in records(answer)] == ["C", "A", "D"]
    assert {row["band"] for row in records(answer)} == {None}
    assert answer.facts["has_several_scorings"]
