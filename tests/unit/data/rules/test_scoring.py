"""Lost points, competition ranks, coverage."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Ratio
from data.rules.scoring import Scored, competition_ranks, coverage, lost, order_by_lost

BU_DANG_2023 = (
    Scored("nhan_thuc", 39.38, 60),
    Scored("the_che", 25, 30),
    Scored("ha_tang", 37.25, 60),
    Scored("nhan_luc", 62.85, 65),
    Scored("attt", 20.88, 45),
    Scored("chinh_quyen", 115.12, 150),
    Scored("kinh_te", 50.64, 100),
    Scored("xa_hoi", 24.61, 90),
    Scored("trang_ttdt", 83, 100),
)
values = st.lists(st.none() | st.integers(-3, 6) | st.sampled_from((0.5, 1.5)), max_size=12)


def test_lost_points_are_exact_in_decimals() -> None:
    assert lost(24.61, 90) == Decimal("65.39")
    assert lost(Decimal("458.73"), 700) == Decimal("241.27")


def test_missing_is_not_zero() -> None:
    assert lost(None, 60) is None
    assert lost(24.61, None) is None


def test_bu_dang_discusses_the_largest_losses_first() -> None:
    ordered = order_by_lost(BU_DANG_2023)
    assert [row.key for row in ordered[:3]] == ["xa_hoi", "kinh_te", "chinh_quyen"]
    assert [str(lost(row.score, row.max_score)) for row in ordered[:3]] == ["65.39", "49.36", "34.88"]
    assert sum(lost(row.score, row.max_score) or 0 for row in ordered) == Decimal("241.27")


def test_ties_keep_the_order_of_the_framework_and_missing_comes_last() -> None:
    rows = (Scored("a", None, 9), Scored("b", 1, 2), Scored("c", 0, 5), Scored("d", 8, 9))
    assert [row.key for row in order_by_lost(rows)] == ["c", "b", "d", "a"]


def test_competition_ranks_skip_after_a_tie() -> None:
    assert competition_ranks([90, 70, 70, 50]) == (1, 2, 2, 4)
    assert competition_ranks([90, None, 70, 70], higher_is_better=False) == (3, None, 1, 1)
    assert competition_ranks([]) == ()


@given(values, st.booleans())
def test_a_rank_is_one_more_than_the_number_of_better_values(
    scores: list[int | float | None], higher: bool
) -> None:
    present = [score for score in scores if score is not None]
    for score, rank in zip(scores, competition_ranks(scores, higher_is_better=higher), strict=True):
        if score is None:
            assert rank is None
        else:
            assert rank == 1 + sum(other > score if higher else other < score for other in present)


def test_coverage_counts_zero_as_present() -> None:
    assert coverage([0, None, 3.5, False]) == Ratio(3, 4)
    assert coverage([]).share is None


@given(values)
def test_coverage_is_the_number_ranked(scores: list[int | float | None]) -> None:
    ranks = competition_ranks(scores)
    assert coverage(scores) == coverage(ranks) == Ratio(len(ranks) - ranks.count(None), len(ranks))
