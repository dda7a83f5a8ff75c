"""What stands in a place's row, which places come first, and what is called an exception."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from data.contracts import Ratio
from data.queries import locality_board as query
from tests.board_forms import (
    REQUEST,
    Row,
    dossiers,
    feedback,
    measure,
    place,
    reported,
    result,
    score,
)

THREE = tuple(place(slug) for slug in ("p1", "p2", "p3"))


def rows_of(*rows: Row) -> list[dict[str, Any]]:
    return query.shape(rows, REQUEST)[0]


def only(*rows: Row) -> dict[str, Any]:
    (found,) = rows_of(*rows)
    return found


def test_a_place_without_a_figure_says_so_and_comes_last() -> None:
    found = rows_of(place("p1", "Tỉnh A", is_held=0), place("p2", "Tỉnh B"), measure("p2", "tasks", 3, 3))
    assert [row["slug"] for row in found] == ["p2", "p1"]
    assert [row["has_figures"] for row in found] == [True, False]
    assert [row["opens_on"] for row in found] == ["2026-Q3", "2025"]


def test_cases_and_what_units_without_cases_reported_add_up() -> None:
    found = only(place("p1"), feedback("p1", 80, 20, 10, 4), reported("p1", 5, 1, 2, 1))
    assert (found["feedback_in_time"], found["feedback_closed"]) == (85, 106)
    assert (found["feedback_overdue"], found["feedback_open"]) == (5, 12)


def test_dossier_cases_stand_in_place_of_what_was_reported() -> None:
    told = measure("p1", "dossiers", 3408, 3410)
    assert only(place("p1"), told)["dossier_closed"] == 3410
    found = only(place("p1"), told, dossiers("p1", 8, 2, received=12, online=9))
    assert (found["dossier_in_time"], found["dossier_closed"]) == (8, 10)
    assert (found["online"], found["received"]) == (9, 12)


def test_what_came_online_of_nothing_is_unknown() -> None:
    assert "online" not in only(place("p1"), dossiers("p1", 1, 0))


def test_the_newest_score_is_shown_with_its_period_and_every_rank() -> None:
    rows = (score("p1", 60.0, 2024, 3), score("p1", 66.9, 2025, 10), score("p1", None, 2025, 11))
    found = only(place("p1"), *rows)
    assert (found["score"], found["score_period"], found["ranks"]) == (66.9, "2025", "10/34; 11/34")
    assert not found["has_figures"]
    assert found["exceptions"] == 0


def test_ranks_that_disagree_in_the_period_are_an_exception() -> None:
    rows = (place("p1"), score("p1", 66.9, 2025, 10), score("p1", None, 2025, 11))
    ((found, *_), _facts) = query.shape(rows, replace(REQUEST, period="2025", as_of=dt.date(2025, 12, 31)))
    assert (found["has_figures"], found["exceptions"]) == (True, 1)


@pytest.mark.parametrize(("year", "judged", "behind"), [(2026, 1, 1), (2025, 0, 0)])
def test_a_result_from_before_the_targets_period_is_no_verdict(year: int, judged: int, behind: int) -> None:
    found = only(place("p1"), measure("p1", "targets", 1, 20), result("p1", 7, 80.0, year))
    assert (found["targets_judged"], found["targets_behind"], found["targets"]) == (judged, behind, 20)
    assert found["exceptions"] == behind


def test_a_target_is_behind_once_whatever_number_of_results_misses_it() -> None:
    results = [result("p1", 7, value, 2026) for value in (80.0, 70.0, 95.0)]
    found = only(place("p1"), measure("p1", "targets", 2, 20), *results, result("p1", 8, 95.0, 2026))
    assert (found["targets_behind"], found["targets_judged"]) == (1, 2)


def test_tasks_due_without_a_report_are_one_exception() -> None:
    found = only(place("p1"), measure("p1", "tasks", 2, 57))
    assert (found["tasks_unreported"], found["tasks_due"], found["exceptions"]) == (55, 57, 1)


def test_where_places_are_too_few_to_compare_any_overdue_case_is_an_exception() -> None:
    assert only(place("p1"), feedback("p1", 90, 10, 30, 1))["exceptions"] == 1
    assert only(place("p1"), feedback("p1", 90, 10, 30, 0))["exceptions"] == 0


def test_among_enough_places_only_what_chance_does_not_explain_is_an_exception() -> None:
    rows = (
        *THREE,
        feedback("p1", 950, 50, 100, 10),
        feedback("p2", 950, 50, 100, 12),
        feedback("p3", 700, 300, 100, 60),
    )
    found = {row["slug"]: row for row in rows_of(*rows)}
    assert {slug: row["exceptions"] for slug, row in found.items()} == {"p3": 2, "p1": 0, "p2": 0}
    assert found["p3"]["feedback_standing"] == "far_below"
    assert found["p3"]["feedback_overdue_standing"] == "far_above"


def test_of_places_with_as_many_exceptions_that_with_more_overdue_cases_comes_first_then_the_name() -> None:
    rows = (
        place("p1", "Tỉnh Đồng"),
        place("p2", "Tỉnh Dừa"),
        place("p3", "Tỉnh Cam"),
        measure("p1", "tasks", 1, 2),
        measure("p2", "tasks", 1, 2),
        feedback("p3", 1, 0, 5, 5),
    )
    assert [row["place"] for row in rows_of(*rows)] == ["Tỉnh Cam", "Tỉnh Dừa", "Tỉnh Đồng"]


def test_figures_reach_to_the_last_event_or_the_end_of_the_newest_period_but_not_beyond_the_day() -> None:
    ended = place("p1", day=dt.date(2026, 7, 1))
    assert only(ended)["newest_on"] == dt.date(2026, 6, 30)
    assert only(ended, feedback("p1", 1, 0, day=dt.date(2026, 9, 3)))["newest_on"] == dt.date(2026, 9, 3)
    assert only(ended, feedback("p1", 1, 0, day=dt.date(2026, 11, 3)))["newest_on"] == REQUEST.as_of
    assert only(place("p1"))["newest_on"] is None


def test_facts_count_places_and_give_the_common_rates_of_one_level_only() -> None:
    rows = (*THREE, *(feedback(slug, 90, 10) for slug in ("p1", "p2", "p3")), place("p4"))
    _, facts = query.shape(rows, REQUEST)
    assert (facts["places"], facts["with_figures"]) == (4, Ratio(3, 4))
    assert (facts["concerned"], facts["feedback"], facts["dossiers"]) == (Ratio(0, 3), Ratio(270, 300), None)
    communes = [place(f"x{n}", level="commune") for n in range(3)]
    both = (*rows, *communes, *(feedback(f"x{n}", 9, 1) for n in range(3)))
    assert query.shape(both, REQUEST)[1]["feedback"] is None
