"""A pillar's place among the losses; without published points only counts."""

from __future__ import annotations

from typing import Any

from data.queries import pillar_profile as query
from tests.plan_forms import THREE, asked, score


def heading(code: str) -> dict[str, Any]:
    return {
        "part": "heading",
        "pillar_code": code,
        "pillar_name": code,
        "name_printed": "",
        "results": 3,
        "targets": 6,
        "tasks": 4,
        "parts": 7,
        "source_section": "II. Hiện trạng",
        "source_line": 42,
    }


def test_the_largest_loss_is_the_first_place() -> None:
    (record,), facts = query.shape([heading("Thể_chế"), *THREE], asked())
    assert (record["score"], record["lost"], record["place"], record["rank"]) == (10, 30.0, 1, 1)
    assert facts == {"lost": 35.5, "scored": 3}


def test_equal_losses_share_a_place_and_the_next_is_skipped() -> None:
    scores = [score(1, "A", 10, 20, 1), score(2, "B", 5, 15, 1), score(3, "C", 19, 20, 1)]
    places = [query.shape([heading(name), *scores], asked())[0][0]["place"] for name in "ABC"]
    assert places == [1, 1, 3]


def test_points_are_exact_in_decimals() -> None:
    (record,), _ = query.shape([heading("A"), score(1, "A", 24.61, 90, 9)], asked())
    assert record["lost"] == 65.39


def test_without_scores_there_are_counts_and_no_place() -> None:
    (record,), facts = query.shape([heading("A")], asked())
    assert (record["results"], record["targets"], record["tasks"], record["parts"]) == (3, 6, 4, 7)
    assert (record["score"], record["lost"], record["place"]) == (None, None, None)
    assert facts == {"lost": None, "scored": 0}


def test_a_missing_score_is_not_a_loss() -> None:
    (record,), facts = query.shape([heading("B"), *THREE, score(4, "B", None, 50, None)], asked())
    assert record["lost"] is None
    assert facts["scored"] == 3


def test_scores_without_the_heading_say_nothing() -> None:
    assert query.shape(THREE, asked())[0] == []
