"""Who answers late: order, facts, and the printed total beside the units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.contracts import Ratio
from data.queries import feedback_by_unit
from layouts.records import records
from tests.feedback_forms import TAN_CHAU, TAN_CHAU_UNITS, answered, asked, total, unit


def test_most_late_come_first_and_units_without_figures_last() -> None:
    rows = records(answered(feedback_by_unit, TAN_CHAU))
    names = [row["unit_name"] for row in rows]
    assert names[:4] == ["Xã Tân Phú", "Xã Suối Dây", "Xã Tân Hội", "Xã Tân Hòa"]
    assert names[9:] == ["Thị trấn Tân Châu", "Xã Tân Đông", "Xã Tân Hà", "Xã Tân Hiệp", "TỔNG CỘNG"]
    assert [row["received"] for row in rows[8:]] == [2, None, None, None, None, 37]
    assert [row["is_total"] for row in rows] == [False] * 13 + [True]


def test_no_figure_is_not_zero() -> None:
    rows = records(answered(feedback_by_unit, [unit("Xã A", 1, 0, 0, 1, 0, 0, 0, 0), unit("Xã B")]))
    assert [row["closed_late"] for row in rows] == [0, None]


def test_facts_of_the_plan() -> None:
    facts: Mapping[str, Any] = answered(feedback_by_unit, TAN_CHAU).facts
    assert facts["on_time"] == Ratio(29, 37)
    assert facts["late"] == Ratio(8, 37)
    assert facts["units_late"] == Ratio(4, 9)
    assert len(facts["compared"]) == 8
    assert facts["differing"] == ()


def test_a_total_that_is_not_the_sum_is_named() -> None:
    facts = answered(feedback_by_unit, [*TAN_CHAU_UNITS, total(38, 0, 0, 29, 9, 4, 4, 3)]).facts
    assert facts["differing"] == ("received", "closed_late")


def test_without_a_printed_total_nothing_was_compared() -> None:
    assert answered(feedback_by_unit, TAN_CHAU_UNITS).facts["compared"] == ()


def test_open_cases_are_no_part_of_the_on_time_rate() -> None:
    facts = answered(feedback_by_unit, [unit("Xã A", 9, 2, 3, 3, 1, 0, 0, 0)]).facts
    assert facts["on_time"] == Ratio(3, 4)
    assert facts["late"] == Ratio(1, 9)


def test_no_figure_at_all_is_no_answer() -> None:
    rows, facts = feedback_by_unit.shape([unit("Xã A"), unit("Xã B")], asked())
    assert rows == []
    assert set(facts) == set(feedback_by_unit.QUESTION.facts)
