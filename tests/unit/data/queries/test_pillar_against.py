"""A unit beside its province and peers: the median, never points of two scorings, nothing without points."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.contracts import Ratio, Request
from data.queries import pillar_against as query
from layouts.records import records
from tests.plan_forms import Row, answered

UNIT = Request("tan_chau", "2022", dt.date(2022, 12, 31), unit="1@1900-01-01")


def pillar(position: int | None, scores: str, score: float | None = None, **more: Any) -> Row:
    """Make the row of a pillar of at most 20 points, or of the total where it has no position."""
    return {
        "framework_code": "bo",
        "since": dt.date(2022, 1, 1),
        "pillar_code": None if position is None else f"p{position}",
        "pillar_name": None if position is None else f"Trụ cột {position}",
        "pillar_position": position,
        "max_score": 20.0,
        "score": score,
        "rank": 2,
        "units_ranked": 3,
        "province": 11.5,
        "scores": scores,
        **more,
    }


def test_the_middle_of_an_odd_and_of_an_even_number() -> None:
    rows = [pillar(1, "10;4;16", 4.0), pillar(2, "10;4;16;5.5", 10.0)]
    told = [(row["low"], row["middle"], row["high"], row["units"]) for row in records(answered(query, rows))]
    assert told == [(4.0, 10.0, 16.0, 3), (4.0, 7.75, 16.0, 4)]


def test_how_far_a_unit_is_from_the_middle() -> None:
    rows = [pillar(2, "10;4;16", 4.0), pillar(1, "12;13;14", 14.0), pillar(None, "22;17;30", 18.0)]
    answer = answered(query, rows, UNIT)
    told = [(row["pillar_code"], row["behind"]) for row in records(answer)]
    assert told == [("p1", -1.0), ("p2", 6.0), (None, 4.0)]
    assert answer.facts == {"below": Ratio(1, 2), "units": 3, "worst": "p2", "widest": "p2"}


def test_one_unit_alone_has_no_middle() -> None:
    (row,) = records(answered(query, [pillar(1, "10", 10.0)], UNIT))
    assert (row["middle"], row["behind"], row["units"]) == (None, None, 1)


def test_a_unit_without_points_has_no_answer() -> None:
    assert records(answered(query, [pillar(1, "10;4")], UNIT)) == []
    assert len(records(answered(query, [pillar(1, "10;4")]))) == 1


def test_the_province_alone_is_no_comparison() -> None:
    assert records(answered(query, [pillar(1, "")])) == []


def test_points_of_an_older_scoring_are_left_out() -> None:
    older = pillar(1, "1;2", 1.0, framework_code="cu", since=dt.date(2020, 1, 1))
    told = records(answered(query, [older, pillar(1, "10;4", 4.0)], UNIT))
    assert [row["score"] for row in told] == [4.0]
