"""Pillars by lost points; without points what is known of them, in the framework's order."""

from __future__ import annotations

from data.queries import overview_pillars as query
from tests.overview_forms import answered, asked, measure


def test_scored_pillars_come_by_lost_points_with_their_sum() -> None:
    told = {"a": (1, 20.5, 30.0), "b": (2, 10.0, 50.0)}
    rows = [
        measure("pillars", "score", 3, 11, item=code, label=code, position=at, value=score, target=limit)
        for code, (at, score, limit) in told.items()
    ]
    answer = answered(query, [*rows, measure("pillars", "results", 4, item="a", label="a", position=1)])
    assert list(answer.frame["pillar_code"]) == ["b", "a"]
    assert list(answer.frame["lost"]) == [40, 9.5]
    assert list(answer.frame["results"]) == [0, 4]
    assert answer.facts == {"is_scored": True, "lost": 49.5}


def test_without_points_the_order_is_the_framework_s_and_nothing_is_lost() -> None:
    rows = [
        measure("pillars", "targets", 3, item="b", label="b", position=2),
        measure("pillars", "results", 5, item="a", label="a", position=1),
    ]
    records, facts = query.shape(rows, asked())
    assert [(row["pillar_code"], row["results"], row["targets"]) for row in records] == [
        ("a", 5, 0),
        ("b", 0, 3),
    ]
    assert [(row["score"], row["lost"]) for row in records] == [(None, None), (None, None)]
    assert facts == {"is_scored": False, "lost": None}


def test_a_pillar_without_a_score_comes_last_and_loses_nothing() -> None:
    rows = [
        measure("pillars", "results", 5, item="a", label="a", position=1),
        measure("pillars", "score", 3, 11, item="b", label="b", position=2, value=9.0, target=10.0),
    ]
    records, facts = query.shape(rows, asked())
    assert [(row["pillar_code"], row["lost"]) for row in records] == [("b", 1), ("a", None)]
    assert facts["lost"] == 1


def test_nothing_known_is_no_row() -> None:
    assert query.shape([], asked()) == ([], {"is_scored": False, "lost": None})
