"""Periods by subject as of a day, and the report that comes next."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.queries import data_freshness as query
from layouts.records import records
from tests.work_forms import Row, answered, asked, duty


def period(code: str, starts: dt.date, ends: dt.date, subjects: str) -> Row:
    return {
        "part": "period",
        "subjects": subjects,
        "period_code": code,
        "period_starts": starts,
        "period_ends": ends,
    }


def due(number: int, month: int | None, day: int | None, **more: Any) -> Row:
    return {**duty(number, month, day, **more), "part": "duty"}


Y2022 = period("2022", dt.date(2022, 1, 1), dt.date(2023, 1, 1), "indicators,feedback")
Y2023 = period("2023", dt.date(2023, 1, 1), dt.date(2024, 1, 1), "indicators,targets")


def test_each_subject_has_its_periods_newest_first() -> None:
    answer = answered(query, [Y2022, Y2023], asked(dt.date(2023, 3, 1)))
    rows = [(row["subject"], row["period"], row["is_ended"], row["age_days"]) for row in records(answer)]
    assert rows == [
        ("feedback", "2022", True, 60),
        ("indicators", "2023", False, None),
        ("indicators", "2022", True, 60),
        ("targets", "2023", False, None),
    ]
    assert (answer.facts["subjects"], answer.facts["periods"]) == (3, 2)
    assert answer.facts["newest_on"] == dt.date(2022, 12, 31)


def test_the_last_day_itself_ends_the_period() -> None:
    answer = answered(query, [Y2022], asked(dt.date(2022, 12, 31)))
    assert [row["age_days"] for row in records(answer)] == [0, 0]
    assert answered(query, [Y2022], asked(dt.date(2022, 12, 30))).facts["newest_on"] is None


def test_the_next_report_is_named_and_those_gone_by_are_counted() -> None:
    half = due(2, 6, 15, period_printed="6 tháng đầu năm")
    rows = [Y2022, due(1, 3, 15), half, due(3, 6, 15), due(4, None, None)]
    facts = answered(query, rows, asked(dt.date(2023, 4, 1))).facts
    assert (facts["dated"], facts["passed"]) == (3, 1)
    assert facts["next_on"] == dt.date(2023, 6, 15)
    assert facts["next_reports"] == ("Báo cáo kết quả (6 tháng đầu năm)", "Báo cáo kết quả")


def test_without_duties_nothing_is_expected() -> None:
    facts = answered(query, [Y2022]).facts
    assert (facts["dated"], facts["next_on"], facts["next_reports"]) == (0, None, ())
