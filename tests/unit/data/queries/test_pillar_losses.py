"""Lost points are maximum less score, largest first, exact in decimals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.queries import pillar_losses as query
from tests.plan_forms import THREE, asked, score

POINTS = st.integers(0, 10_000).map(lambda hundredths: hundredths / 100)


def test_largest_loss_first_with_its_share_of_all() -> None:
    records, facts = query.shape(THREE, asked())
    assert [(record["pillar_name"], record["lost"]) for record in records] == [
        ("Thể chế", 30),
        ("Nhận thức", 5),
        ("Hạ tầng", 0.5),
    ]
    assert records[0]["of_lost"] == 30 / 35.5
    assert facts == {"lost": 35.5, "max_score": 100}


def test_bu_dang_loses_exactly_what_the_plan_discusses() -> None:
    records, _ = query.shape(
        [score(8, "Xã hội số", 24.61, 90, 9), score(7, "Kinh tế số", 50.64, 100, 11)], asked()
    )
    assert [record["lost"] for record in records] == [65.39, 49.36]


def test_a_pillar_without_a_score_stands_last_and_counts_nowhere() -> None:
    records, facts = query.shape([score(1, "Chưa chấm", None, 20, None), *THREE[1:]], asked())
    assert records[-1]["pillar_name"] == "Chưa chấm"
    assert (records[-1]["lost"], records[-1]["of_lost"]) == (None, None)
    assert facts == {"lost": 30.5, "max_score": 80}


def test_without_scores_nothing_is_known() -> None:
    assert query.shape([], asked()) == ([], {"lost": None, "max_score": None})


@given(st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=9))
def test_losses_fall_and_make_up_the_whole(pairs: list[tuple[float, float]]) -> None:
    rows = [score(at, f"P{at}", min(pair), max(pair), 1) for at, pair in enumerate(pairs)]
    records, facts = query.shape(rows, asked())
    losses = [record["lost"] for record in records]
    assert losses == sorted(losses, reverse=True)
    assert round(sum(losses), 2) == facts["lost"]
