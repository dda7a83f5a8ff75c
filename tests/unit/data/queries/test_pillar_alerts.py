"""Exceptions first: points, last places, contradictions, gaps, missing results; calm where there is none."""

from __future__ import annotations

from typing import Any

from data.contracts import Ratio
from data.queries import pillar_alerts as query
from tests.plan_forms import SCORED, YEAR_2023, asked, result, target


def found(*rows: Any) -> list[dict[str, Any]]:
    return query.shape(rows, asked())[0]


def kinds(*rows: Any) -> list[str]:
    return [record["kind"] for record in found(*rows)]


BASELINE = {**target(1, "DVC có hồ sơ"), **result(1, 19.26)}


def test_a_scored_locality_opens_on_lost_points() -> None:
    assert kinds(*SCORED, BASELINE, target(2, "Chữ ký số")) == [
        "most_lost_points",
        "most_lost_points",
        "most_lost_points",
        "bottom_rank",
        "rank_conflict",
        "rank_conflict",
        "baseline_gap",
        "without_result",
    ]


def test_losses_name_their_ranks_even_the_first() -> None:
    losses = [record for record in found(*SCORED) if record["kind"] == "most_lost_points"]
    assert [(record["name"], record["gap"], record["rank"]) for record in losses] == [
        ("Thể chế", 30, 1),
        ("Nhận thức", 5, 11),
        ("Hạ tầng", 0.5, 11),
    ]


def test_last_places_are_counted_of_the_pillars_ranked() -> None:
    (bottom,) = (record for record in found(*SCORED) if record["kind"] == "bottom_rank")
    assert (bottom["n"], bottom["total"], bottom["units_ranked"]) == (2, 3, 11)
    assert bottom["name"] == "Nhận thức, Hạ tầng"


def test_both_printed_ranks_are_kept_with_their_lines() -> None:
    conflict = [record for record in found(*SCORED) if record["kind"] == "rank_conflict"]
    assert [(record["listing"], record["rank"], record["line"]) for record in conflict] == [
        ("table", 11, 50),
        ("text", 10, 33),
    ]
    assert {record["status"] for record in conflict} == {"conflict"}


def test_without_scores_the_widest_gaps_lead_percentages_first() -> None:
    counted = result(9, 1, result_measure="count")
    rows = [
        {**target(1, "A", 85), **result(1, 76.01)},
        {**target(2, "B"), **result(2, 19.26)},
        {**target(3, "C"), **result(3, 50.13)},
        {**target(4, "D", 6, target_measure="count", measure_label="xã"), **counted},
    ]
    gaps = found(*rows)
    assert [(record["name"], record["gap"]) for record in gaps] == [("B", 70.74), ("C", 39.87), ("A", 8.99)]
    assert {record["status"] for record in gaps} == {"baseline"}


def test_beside_scores_only_the_widest_gap_is_named() -> None:
    rows = [*SCORED, BASELINE, {**target(2, "B"), **result(2, 10)}]
    assert [record["name"] for record in found(*rows) if record["kind"] == "baseline_gap"] == ["B"]


def test_a_missed_target_comes_before_everything() -> None:
    missed = {**target(1, "DVC có hồ sơ"), **result(1, 80, YEAR_2023)}
    first = found(*SCORED, missed)[0]
    assert (first["kind"], first["severity"], first["status"]) == ("target_missed", 1, "off_target")


def test_a_baseline_at_its_target_is_no_exception() -> None:
    (record,) = found({**target(1, "Mạng", 100), **result(1, 100)})
    assert (record["kind"], record["status"]) == ("calm", "on_target")


def test_a_scope_is_named_where_the_target_covers_more() -> None:
    narrow = {**target(1, "A"), **result(1, 10, result_scope="communes")}
    same = {**target(2, "B", target_scope="communes"), **result(2, 20, result_scope="communes")}
    assert [record["scope"] for record in found(narrow, same)] == ["communes", None]


def test_facts_are_for_the_headline() -> None:
    _, facts = query.shape([*SCORED, BASELINE, target(2, "Chữ ký số")], asked())
    assert facts == {
        "total": 64.5,
        "max_score": 100,
        "bottom": Ratio(2, 3),
        "compared": Ratio(1, 2),
    }


def test_nothing_to_look_at_is_no_answer() -> None:
    assert found() == []
