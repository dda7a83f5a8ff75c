"""Counts of feedback: no figure is not zero, sums, and totals that agree or do not."""

from __future__ import annotations

from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from data.rules.feedback import COUNTS, Counts, compared, summed, with_figures
from tests.feedback_forms import TAN_CHAU, TAN_CHAU_UNITS, total, unit

counts = st.lists(st.integers(0, 50), min_size=len(COUNTS), max_size=len(COUNTS))


def test_a_unit_without_counts_has_no_figure() -> None:
    rows = [unit("Xã A", 0, 0, 0, 0, 0, 0, 0, 0), unit("Xã B")]
    assert [row["unit_name"] for row in with_figures(rows)] == ["Xã A"]


def test_units_of_the_plan_add_up_to_its_printed_total() -> None:
    assert summed(with_figures(TAN_CHAU_UNITS)) == Counts(37, 0, 0, 29, 8, 4, 4, 3)
    assert compared(with_figures(TAN_CHAU_UNITS), TAN_CHAU[-1:]) == dict.fromkeys(COUNTS, True)


def test_a_wrong_total_is_found_in_its_own_count_only() -> None:
    found = compared(with_figures(TAN_CHAU_UNITS), [total(38, 0, 0, 29, 8, 4, 4, 3)])
    assert [name for name, agrees in found.items() if not agrees] == ["received"]


def test_without_a_printed_total_nothing_is_compared() -> None:
    assert compared(with_figures(TAN_CHAU_UNITS), []) == {}
    assert compared([], TAN_CHAU[-1:]) == {}


@given(st.lists(counts, min_size=1, max_size=6))
def test_the_sum_of_the_units_always_agrees_with_itself(figures: list[list[int]]) -> None:
    rows = [unit(f"Xã {at}", *row) for at, row in enumerate(figures)]
    whole = asdict(summed(rows))
    assert whole == {name: sum(row[at] for row in figures) for at, name in enumerate(COUNTS)}
    assert all(compared(rows, [total(*whole.values())]).values())
