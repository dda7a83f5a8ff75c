"""Targets with a result first, the widest gap first; a verdict only where the rules allow one."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import overview_targets as query
from tests.overview_forms import answered, asked, target, with_result


def test_no_target_is_no_row() -> None:
    records, facts = query.shape([], asked())
    assert records == []
    assert facts == {"compared": Ratio(0, 0), "judged": Ratio(0, 0), "periods": ()}


def test_compared_ones_come_by_gap_then_the_others_in_the_order_of_the_plan() -> None:
    rows = [
        target("N2", 50, at=2),
        target("N1", 50, at=1),
        with_result(target("A", 90, at=3), 80),
        with_result(target("B", 90, at=4), 20),
    ]
    records, _ = query.shape(rows, asked())
    assert [record["target_key"] for record in records] == ["B", "A", "N1", "N2"]


def test_facts_count_targets_and_not_results() -> None:
    both = target("A", 90)
    rows = [
        with_result(both, 10, result_scope="agencies"),
        with_result(both, 20, result_scope="communes"),
        with_result(target("B", 90, at=2), 95, 2023),
        target("C", 90, at=3, target_period="2025"),
    ]
    facts = answered(query, rows).facts
    assert facts["compared"] == Ratio(2, 3)
    assert facts["judged"] == Ratio(1, 3)
    assert facts["periods"] == ("2023", "2025")


def test_a_result_of_another_measure_is_not_compared() -> None:
    row = with_result(target("A", 90), 50, result_measure="count")
    (record,), facts = query.shape([row], asked())
    assert (record["value"], record["status"]) == (None, "unknown")
    assert facts["compared"] == Ratio(0, 1)


def test_more_than_the_mark_is_not_met_by_the_mark() -> None:
    row = with_result(target("A", 85, comparator=">"), 85, 2023)
    (record,), _ = query.shape([row], asked())
    assert (record["status"], record["gap"]) == ("off_target", 0)
