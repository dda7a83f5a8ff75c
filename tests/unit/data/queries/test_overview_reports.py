"""Which report is due next: as of a day, in the year that the plan covers, and in no other."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.queries import overview_reports as query
from tests.overview_forms import answered, asked

COVERED = {"covered_from": dt.date(2023, 1, 1), "covered_until": dt.date(2024, 1, 1)}
SEVERAL_YEARS = {"covered_from": dt.date(2021, 1, 1), "covered_until": dt.date(2026, 1, 1)}


def duty(month: int | None, day: int | None, at: int = 1, before: str = "<", **more: Any) -> dict[str, Any]:
    words = ("duty", "period_printed", "due_printed", "reporter", "recipient", "via", "note")
    told = {"ordinal": at, "due_month": month, "due_day": day, "due_comparator": before}
    return {**dict.fromkeys(words, ""), "frequency": "quarterly", **told, **COVERED, **more}


QUARTERS = [duty(month, 15, at) for at, month in enumerate((12, 9, 6, 3), start=1)]


def next_on(as_of: dt.date, *rows: dict[str, Any]) -> dt.date | None:
    _, facts = query.shape(rows or QUARTERS, asked(as_of=as_of))
    found = facts["next_on"]
    assert found is None or isinstance(found, dt.date)
    return found


def test_no_duty_is_no_row() -> None:
    records, facts = query.shape([], asked())
    assert records == []
    assert facts == {"dated": 0, "undated": 0, "next_on": None, "year": None}


def test_days_come_in_the_order_of_the_year_and_the_undated_last() -> None:
    records, facts = query.shape([duty(None, None, 1), *QUARTERS], asked())
    months = [record["due_on"] and record["due_on"].month for record in records]
    assert months == [3, 6, 9, 12, None]
    assert (facts["dated"], facts["undated"], facts["year"]) == (4, 1, 2023)


@pytest.mark.parametrize(
    "as_of, expected",
    [
        (dt.date(2022, 6, 1), dt.date(2023, 3, 15)),
        (dt.date(2022, 12, 31), dt.date(2023, 3, 15)),
        (dt.date(2023, 3, 14), dt.date(2023, 3, 15)),
        (dt.date(2023, 3, 15), dt.date(2023, 6, 15)),
        (dt.date(2023, 12, 15), None),
        (dt.date(2026, 11, 21), None),
    ],
)
def test_before_the_fifteenth_ends_with_the_fourteenth(as_of: dt.date, expected: dt.date | None) -> None:
    assert next_on(as_of) == expected


def test_a_day_without_before_may_still_be_kept_on_that_day() -> None:
    assert next_on(dt.date(2023, 3, 15), duty(3, 15, before="")) == dt.date(2023, 3, 15)


def test_a_plan_of_several_years_is_due_in_the_year_looked_from() -> None:
    rows = [{**row, **SEVERAL_YEARS} for row in QUARTERS]
    assert next_on(dt.date(2020, 5, 1), *rows) == dt.date(2021, 3, 15)
    assert next_on(dt.date(2024, 4, 1), *rows) == dt.date(2024, 6, 15)
    assert next_on(dt.date(2024, 12, 31), *rows) == dt.date(2025, 3, 15)


def test_reports_of_the_same_day_are_both_next() -> None:
    rows = [duty(3, 15, 1), duty(3, 15, 2), duty(6, 15, 3)]
    assert list(answered(query, rows).frame["state"]) == ["next", "next", "ahead"]


@given(st.dates(dt.date(2021, 1, 1), dt.date(2025, 12, 31)))
def test_what_is_next_has_not_passed_and_nothing_lies_between(as_of: dt.date) -> None:
    records, facts = query.shape(QUARTERS, asked(as_of=as_of))
    ahead = [record["due_on"] for record in records if record["due_on"] > as_of]
    assert facts["next_on"] == min(ahead, default=None)
    assert sum(record["state"] == "next" for record in records) == bool(ahead)
