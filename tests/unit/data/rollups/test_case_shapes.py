"""Rules of the questions about single cases, on tiny rows: small numbers, missing months, partial periods."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Ratio
from data.queries import (
    feedback_ages,
    feedback_coming,
    feedback_compare,
    feedback_league,
    feedback_matrix,
    feedback_months,
)
from data.rollups.case_months import shifted
from data.rules.cases import AGE_BANDS
from layouts.records import records
from tests.case_answers import NAMES, address, answered, asked, month, unit

# ---------------------------------------------------------------------------------------------- league


def test_units_surely_below_come_first_and_few_cases_last_without_a_rank() -> None:
    rows = [unit("Xã A", 95, 5), unit("Xã B", 40, 60), unit("Xã C", 0, 3), unit("Xã D", 96, 4)]
    answer = answered(feedback_league, rows)
    found = [(row["unit_name"], row["standing"], row["band"]) for row in records(answer)]
    assert found == [
        ("Xã B", "far_below", "nhóm 3"),
        ("Xã A", "far_above", "nhóm 1–2"),
        ("Xã D", "far_above", "nhóm 1–2"),
        ("Xã C", "too_few", None),
    ]
    assert answer.facts["on_time"] == Ratio(231, 303)
    assert (answer.facts["ranked"], answer.facts["below"]) == (Ratio(3, 4), Ratio(1, 3))


def test_the_strict_rate_counts_overdue_as_failed() -> None:
    facts = answered(feedback_league, [unit("Xã A", 9, 1, open_overdue=5, closed_early=2)]).facts
    assert (facts["on_time"], facts["strict"]) == (Ratio(11, 12), Ratio(11, 17))


def test_a_chosen_unit_is_held_against_all_units_and_not_against_itself() -> None:
    rows = [unit("Xã A", 95, 5), unit("Xã B", 40, 60)]
    answer = answered(feedback_league, rows, asked(unit_address=address("Xã B")))
    (row,) = records(answer)
    assert (row["unit_name"], row["standing"], row["band"]) == ("Xã B", "far_below", "nhóm 2")
    assert (answer.facts["on_time"], answer.facts["common"]) == (Ratio(40, 100), Ratio(135, 200))
    assert (answer.facts["ranked"], answer.facts["below"]) == (Ratio(1, 1), Ratio(1, 1))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=4))
def test_no_unit_is_lost_and_rates_stay_counts(counts: list[tuple[int, int]]) -> None:
    rows = [unit(name, *pair) for name, pair in zip(NAMES, counts, strict=False)]
    found = records(answered(feedback_league, rows))
    assert sorted(row["unit_name"] for row in found) == list(NAMES[: len(rows)])
    assert all((row["band"] is None) == (row["closed"] < 10) for row in found)


# ---------------------------------------------------------------------------------------------- matrix


def cell(name: str, category: str, on_time: int, late: int, position: int = 0) -> dict[str, Any]:
    return unit(name, on_time, late, category=category, category_position=position)


def test_cells_of_the_unit_with_most_late_cases_first() -> None:
    rows = [cell("Xã A", "Rác", 9, 1), cell("Xã B", "Đường", 5, 5, 1), cell("Xã B", "Rác", 8, 1)]
    answer = answered(feedback_matrix, rows)
    found = [(row["unit_name"], row["category"], row["late"], row["closed"]) for row in records(answer)]
    assert found == [("Xã B", "Rác", 1, 9), ("Xã B", "Đường", 5, 10), ("Xã A", "Rác", 1, 10)]
    assert (answer.facts["late"], answer.facts["worst"]) == (Ratio(7, 29), Ratio(5, 7))
    assert (answer.facts["worst_unit"], answer.facts["worst_category"]) == ("Xã B", "Đường")


def test_nothing_late_has_no_worst_cell() -> None:
    assert answered(feedback_matrix, [cell("Xã A", "Rác", 9, 0)]).facts["worst"] is None
    assert answered(feedback_matrix, [cell("Xã A", "Rác", 0, 0)]).is_empty


# ---------------------------------------------------------------------------------------------- months


def test_ten_months_have_limits_and_the_outlier_is_a_bad_signal() -> None:
    rows = [month(2025, number, 95 + number % 2, 5 - number % 2) for number in range(1, 12)]
    answer = answered(feedback_months, [*rows, month(2025, 12, 50, 50)])
    assert answer.facts["points"] == 12
    assert answer.facts["latest"] == "tín hiệu xấu"
    assert answer.facts["latest_rate"] == Ratio(50, 100)


def test_fewer_months_only_rise_or_fall() -> None:
    facts = answered(feedback_months, [month(2025, 1, 9, 1), month(2025, 2, 8, 2)]).facts
    assert (facts["mean"], facts["latest"]) == (None, "giảm")


def test_the_partial_month_is_marked_and_not_judged() -> None:
    rows = [month(2025, 4, 9, 1), month(2025, 5, 8, 2), month(2025, 6, 1, 9)]
    answer = answered(feedback_months, rows, asked(dt.date(2025, 6, 29)))
    assert [(row["is_partial"], row["word"]) for row in records(answer)] == [
        (False, None),
        (False, "giảm"),
        (True, None),
    ]
    assert answer.facts["latest_month"] == dt.date(2025, 5, 1)
    assert not records(answered(feedback_months, rows, asked(dt.date(2025, 6, 30))))[-1]["is_partial"]


def test_a_month_without_cases_stands_and_breaks_the_row() -> None:
    found = records(answered(feedback_months, [month(2025, 1, 9, 1), month(2025, 3, 8, 2)]))
    assert [(row["month"].month, row["closed"], row["share"]) for row in found] == [
        (1, 10, 0.9),
        (2, 0, None),
        (3, 10, 0.8),
    ]
    assert [row["word"] for row in found] == [None, None, None]


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(-500, 500), st.integers(-500, 500))
def test_months_add_up(day: dt.date, first: int, second: int) -> None:
    start = day.replace(day=1)
    assert shifted(shifted(start, first), second) == shifted(start, first + second)
    assert shifted(start, 12) == start.replace(year=start.year + 1)


# ------------------------------------------------------------------------------------------------ ages


def ages(every: dict[int, int], overdue: dict[int, int]) -> list[dict[str, Any]]:
    return [
        {"part": part, **{f"band_{band.low}": counts.get(band.low, 0) for band in AGE_BANDS}}
        for part, counts in (("every", every), ("overdue", overdue))
    ]


def test_rungs_and_those_that_wait_long() -> None:
    answer = answered(feedback_ages, ages({0: 4, 8: 3, 16: 2, 31: 1}, {16: 1, 31: 1}))
    assert [(row["cases"], row["overdue"]) for row in records(answer)] == [
        (4, 0),
        (0, 0),
        (0, 0),
        (3, 0),
        (2, 1),
        (1, 1),
    ]
    assert answer.facts == {"open": 10, "overdue": Ratio(2, 10), "long": Ratio(3, 10)}


def test_nothing_open_is_no_answer() -> None:
    assert answered(feedback_ages, ages({}, {})).is_empty
    assert answered(feedback_ages, []).is_empty


# ---------------------------------------------------------------------------------------------- coming

ENDS = {"until": dt.date(2026, 1, 5), "is_meeting": True}


def coming(name: str, cases: int, still_open: int) -> dict[str, Any]:
    return {
        "part": "units",
        "unit_name": name,
        "unit_address": address(name),
        "cases": cases,
        "open": still_open,
        **ENDS,
    }


def code(name: str, number: str, day: int) -> dict[str, Any]:
    own = {"unit_name": name, "unit_address": address(name), "code": number, "category": "Rác"}
    due = dt.datetime(2026, 1, day, tzinfo=dt.UTC)
    return {"part": "codes", **own, "urgency": "normal", "due_at": due, "due_on": due.date(), **ENDS}


def test_units_with_most_coming_first_then_codes_by_due_day() -> None:
    rows = [coming("Xã A", 1, 4), coming("Xã B", 2, 2), coming("Xã C", 0, 9)]
    codes = [code("Xã A", "m3", 3), code("Xã B", "m2", 2), code("Xã B", "m1", 3)]
    answer = answered(feedback_coming, [*codes, *rows])
    assert [(row["unit_name"], row["cases"], row["code"]) for row in records(answer)] == [
        ("Xã B", 2, None),
        ("Xã A", 1, None),
        ("Xã B", None, "m2"),
        ("Xã B", None, "m1"),
        ("Xã A", None, "m3"),
    ]
    assert (answer.facts["coming"], answer.facts["units"]) == (Ratio(3, 15), Ratio(2, 3))
    assert answer.facts["codes"] == Ratio(3, 3)


def test_open_cases_of_which_none_is_coming_are_calm_not_missing() -> None:
    answer = answered(feedback_coming, [coming("Xã C", 0, 9)])
    assert [(row["cases"], row["open"]) for row in records(answer)] == [(0, 9)]
    assert answered(feedback_coming, []).is_empty


# --------------------------------------------------------------------------------------------- compare

SINCE = dt.date(2023, 5, 1)


def period(part: str, received: int | None, on_time: int = 0, late: int = 0) -> dict[str, Any]:
    return {**unit("Xã A", on_time, late), "part": part, "received": received, "since": SINCE}


def test_two_whole_periods_may_be_compared() -> None:
    answer = answered(feedback_compare, [period("before", 20, 9, 1), period("now", 30, 8, 2)])
    assert [(row["part"], row["received"], row["starts_on"].year) for row in records(answer)] == [
        ("now", 30, 2025),
        ("before", 20, 2024),
    ]
    assert answer.facts == {"is_partial": False, "is_comparable": True}


def test_a_period_that_goes_on_is_not_compared() -> None:
    rows = [period("before", 20), period("now", 30)]
    facts = answered(feedback_compare, rows, asked(dt.date(2025, 12, 30))).facts
    assert facts == {"is_partial": True, "is_comparable": False}


def test_a_year_before_of_which_only_a_part_is_known_is_withheld() -> None:
    rows = [{**row, "since": dt.date(2024, 2, 1)} for row in (period("now", 30), period("before", 20))]
    answer = answered(feedback_compare, rows)
    assert list(answer.frame["part"]) == ["now"]
    assert answer.facts["is_comparable"] is False


def test_no_cases_is_no_answer() -> None:
    rows = [{**row, "since": None} for row in (period("now", None), period("before", None))]
    assert answered(feedback_compare, rows).is_empty
