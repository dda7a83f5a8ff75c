"""The year of reports in its order."""

from __future__ import annotations

import datetime as dt

from data.queries import reporting_calendar as query
from layouts.records import records
from tests.work_forms import QUARTERS, answered, asked, duty


def test_days_come_in_the_order_of_the_year_and_those_without_one_last() -> None:
    rows = [duty(9), *reversed(QUARTERS)]
    answer = answered(query, rows, asked(dt.date(2023, 4, 1)))
    found = [(row["due_on"] and row["due_on"].month, row["state"]) for row in records(answer)]
    assert found == [(3, "passed"), (6, "next"), (9, "ahead"), (12, "ahead"), (None, "undated")]
    assert answer.facts == {"year": 2023, "dated": 4, "undated": 1, "covered": "Năm 2023"}


def test_two_reports_due_next_are_both_next() -> None:
    rows = [duty(1, 3, 5), duty(2, 3, 5), duty(3, 3, 12)]
    found = records(answered(query, rows, asked(dt.date(2023, 1, 1))))
    assert [row["state"] for row in found] == ["next", "next", "ahead"]
