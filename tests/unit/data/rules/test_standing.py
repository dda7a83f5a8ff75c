"""Where a task stands: by its report, else by its day; silence is no delay."""

from __future__ import annotations

import datetime as dt

import pytest

from data.rules.standing import ORDER, Standing, standing

DAY = dt.date(2023, 12, 31)


@pytest.mark.parametrize(
    ("status", "due_on", "is_standing", "expected"),
    [
        (None, DAY - dt.timedelta(days=1), False, "due_passed"),
        (None, DAY, False, "ahead"),
        (None, DAY + dt.timedelta(days=1), False, "ahead"),
        (None, None, True, "standing"),
        (None, None, False, "undated"),
        ("done", DAY - dt.timedelta(days=1), False, "reported"),
        ("done", None, True, "reported"),
    ],
)
def test_standing(status: str | None, due_on: dt.date | None, is_standing: bool, expected: Standing) -> None:
    assert standing(status, due_on, is_standing=is_standing, as_of=DAY) == expected


def test_days_that_passed_come_first_and_reports_last() -> None:
    assert (ORDER[0], ORDER[-1]) == ("due_passed", "reported")
