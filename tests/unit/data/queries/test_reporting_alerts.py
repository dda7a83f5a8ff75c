"""Reporting duties that call for direction."""

from __future__ import annotations

import datetime as dt

from data.queries import reporting_alerts as query
from layouts.records import records
from tests.work_forms import QUARTERS, answered, asked, duty


def test_the_next_day_comes_first_with_the_days_left() -> None:
    answer = answered(query, [*QUARTERS, duty(9)], asked(dt.date(2022, 12, 31)))
    first, undated = records(answer)
    assert (first["kind"], first["due_on"].date(), first["days_left"]) == ("next", dt.date(2023, 3, 15), 73)
    assert (undated["kind"], undated["n"], undated["total"]) == ("undated", 1, 5)
    assert answer.facts == {"next_on": dt.date(2023, 3, 15), "dated": 4, "undated": 1, "year": 2023}


def test_before_the_15th_leaves_no_day_on_the_14th() -> None:
    (first, *_) = records(answered(query, QUARTERS, asked(dt.date(2023, 3, 14))))
    assert first["days_left"] == 0


def test_days_gone_by_are_counted_of_those_with_a_day() -> None:
    found = records(answered(query, [*QUARTERS, duty(9)], asked(dt.date(2023, 6, 15))))
    assert [(row["kind"], row["n"], row["total"]) for row in found] == [
        ("next", 1, 4),
        ("passed", 2, 4),
        ("passed", 2, 4),
        ("undated", 1, 5),
    ]


def test_no_duty_is_no_answer() -> None:
    found, facts = query.shape([], asked())
    assert found == []
    assert set(facts) == set(query.QUESTION.facts)
