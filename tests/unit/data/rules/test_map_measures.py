"""Measures of a map: figures, what may be coloured, the order of communes, the first measure with figures."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules import map_measures
from data.rules.map_measures import MEASURES, Figure, Measure, figure, league, shade, shortfall

COUNTS: dict[str, Any] = {
    "received": 7,
    "closed": 7,
    "closed_on_time": 5,
    "closed_late": 2,
    "open_overdue": 0,
    "rated": 3,
    "dissatisfied": 1,
}


def measure(name: str) -> Measure:
    found = map_measures.find(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("late", Figure(2, 7)),
        ("open_overdue", Figure(0, 7)),
        ("received", Figure(7)),
        ("on_time", Figure(5, 7)),
        ("rated", Figure(3, 7)),
        ("dissatisfied", Figure(1, 3)),
        ("tasks_led", Figure()),
    ],
)
def test_figures_of_a_commune(name: str, expected: Figure) -> None:
    assert figure(measure(name), COUNTS) == expected


def test_a_commune_without_counts_has_no_figure_under_any_measure() -> None:
    assert {figure(each, {"unit_name": "Xã Tân Hà"}) for each in MEASURES} == {Figure()}


def test_nought_is_a_figure_but_a_share_of_nothing_is_none() -> None:
    nothing = dict.fromkeys(COUNTS, 0)
    assert figure(measure("received"), nothing) == Figure(0)
    assert figure(measure("late"), nothing) == Figure(0, 0)
    assert figure(measure("on_time"), nothing) == Figure()
    assert figure(measure("dissatisfied"), nothing) == Figure()


def test_counts_are_coloured_whatever_their_size() -> None:
    assert shade(Figure(2, 2), is_rate=False) == 2
    assert shade(Figure(0, 2), is_rate=False) == 0
    assert shade(Figure(), is_rate=False) is None


def test_rates_are_coloured_from_ten_cases_on() -> None:
    assert shade(Figure(9, 9), is_rate=True) is None
    assert shade(Figure(10, 10), is_rate=True) == 0
    assert shade(Figure(9, 10), is_rate=True) == 10


@pytest.mark.parametrize(("n", "total", "expected"), [(29, 37, 22), (37, 37, 0), (199, 200, 1), (0, 10, 100)])
def test_shortfall_in_per_cent_is_rounded_up(n: int, total: int, expected: int) -> None:
    assert shortfall(n, total) == expected


@given(st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_only_a_rate_without_failure_falls_short_of_nothing(pair: tuple[int, int]) -> None:
    n, total = pair
    assert 0 <= shortfall(n, total) <= 100
    assert (shortfall(n, total) == 0) == (n == total)


ROWS = [
    ("Tân Phú", 3, True),
    ("Suối Dây", None, True),
    ("Tân Hà", None, False),
    ("Ấp Đá", 5, True),
    ("An", 3, True),
]


def test_communes_stand_by_colour_then_known_then_unknown_each_by_name() -> None:
    ordered = league(
        ROWS, shade_of=lambda row: row[1], is_known=lambda row: row[2], name=lambda row: str(row[0])
    )
    assert [row[0] for row in ordered] == ["Ấp Đá", "An", "Tân Phú", "Suối Dây", "Tân Hà"]


def test_the_first_measure_with_a_figure_is_the_default() -> None:
    assert map_measures.default([]) == "late"
    assert map_measures.default(["received", "on_time"]) == "received"
    assert map_measures.default(["tasks_led", "tasks_done"]) == "tasks_done"


def test_measures_count_the_communes_that_have_a_figure() -> None:
    known = map_measures.with_figures([COUNTS, {**COUNTS, "rated": 0, "dissatisfied": 0}, {}])
    assert (known["late"], known["dissatisfied"], known["tasks_about"]) == (2, 1, 0)
    assert list(known) == [each.name for each in MEASURES]
