"""Rules that several files share."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.errors import IntakeError, Problems
from data.intake.reading import Row
from data.plans.checks import Due, agrees, due, printed_day, printed_whole, share
from data.plans.vocabularies import TASK_DUE


def told(problems: Problems) -> str:
    try:
        problems.refuse()
    except IntakeError as error:
        return str(error)
    return ""


def row(**cells: str) -> tuple[Row, Problems]:
    problems = Problems()
    return Row("a.csv", 2, cells, problems), problems


def fraction(
    n: str = "", total: str = "", *, value: str = "", unit: str = "percent", derived: str = ""
) -> Row:
    return Row(
        "a.csv",
        2,
        {
            "numerator": n,
            "numerator_raw": n,
            "denominator": total,
            "denominator_raw": total,
            "value": value,
            "unit": unit,
            "value_recomputed_derived": derived,
        },
        Problems(),
    )


@pytest.mark.parametrize(
    "printed, number, fits",
    [
        ("3.410", "3410", True),
        ("08", "8", True),
        ("381.176.000", "381176000", True),
        ("", "5", True),
        ("11 02", "2", True),  # not a number as printed: nothing to compare
        ("3.410", "3411", False),
        ("3.410", "", False),
    ],
)
def test_a_number_is_what_is_printed(printed: str, number: str, fits: bool) -> None:
    made, problems = row(raw=printed, n=number)
    assert printed_whole(made, "raw", "n") == (int(number) if number else None)
    assert (told(problems) == "") is fits


@given(st.integers(0, 10**12))
def test_amounts_printed_the_vietnamese_way_are_read_back(amount: int) -> None:
    made, problems = row(raw=f"{amount:,}".replace(",", "."), n=str(amount))
    assert printed_whole(made, "raw", "n") == amount
    assert told(problems) == ""


@pytest.mark.parametrize(
    "printed, day, fits",
    [
        ("07/3/2023", "2023-03-07", True),
        ("ngày 5 tháng 8 năm 2023", "2023-08-05", True),
        ("", "", True),
        ("07/3/2023", "2023-07-03", False),
        ("07/3/2023", "", False),
    ],
)
def test_a_date_is_what_is_printed(printed: str, day: str, fits: bool) -> None:
    made, problems = row(raw=printed, day=day)
    printed_day(made, "raw", "day")
    assert (told(problems) == "") is fits


@pytest.mark.parametrize(
    "made, found, sound",
    [
        (fraction(), (None, None), True),
        (fraction("26", "3410", derived="0.7625"), (26, 3410), True),
        (fraction("5"), (5, None), True),
        (fraction("", "4", value="2", unit="count"), (2, 4), True),
        (fraction("", "4", value="2"), (None, 4), False),
        (fraction("0", "0"), (0, 0), False),
        (fraction("5", "4", derived="125.0000"), (5, 4), False),
    ],
)
def test_a_denominator_has_a_numerator_that_is_not_larger(
    made: Row, found: tuple[int | None, int | None], sound: bool
) -> None:
    assert share(made) == found
    assert made.sound("numerator", "denominator") is sound


def test_a_computed_percentage_must_be_n_of_total() -> None:
    made = fraction("26", "3410", derived="0.7700")
    share(made)
    assert not made.sound("value_recomputed_derived")


@pytest.mark.parametrize("cell, fits", [("78.38", True), ("78.4", False), ("78.39", False), ("", True)])
def test_a_computed_column_is_computed_again(cell: str, fits: bool) -> None:
    made, problems = row(share=cell)
    agrees(made, "share", 100 * 29 / 37, 2)
    assert (told(problems) == "") is fits


@pytest.mark.parametrize(
    "deadline, basis, found",
    [
        ("2023-12-31", "printed", Due(dt.date(2023, 12, 31), is_standing=False, basis="printed")),
        ("thuong_xuyen", "wording", Due(None, is_standing=True, basis="wording")),
        ("", "none", Due(None, is_standing=False, basis="none")),
    ],
)
def test_due_on_a_day_standing_or_not_at_all(deadline: str, basis: str, found: Due) -> None:
    made, problems = row(deadline=deadline, deadline_basis=basis)
    assert due(made, TASK_DUE) == found
    assert told(problems) == ""


@pytest.mark.parametrize(
    "deadline, basis", [("2023-12-31", "none"), ("thuong_xuyen", "none"), ("", "printed")]
)
def test_a_basis_is_given_exactly_where_there_is_a_deadline(deadline: str, basis: str) -> None:
    made, problems = row(deadline=deadline, deadline_basis=basis)
    due(made, TASK_DUE)
    assert "cột “deadline_basis”" in told(problems)
