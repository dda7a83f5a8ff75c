"""All periods of an indicator, newest first, by whom they cover; contradictions are kept and told."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data.queries import indicator_results as query
from tests.plan_forms import asked
from tests.subject_forms import IN_2023, reported


def shaped(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return query.shape(rows, asked())[0]


def test_series_stay_apart_and_the_newest_period_leads_each() -> None:
    rows = [
        reported(1, "10%", scope="communes"),
        reported(2, "20%", scope="communes", **IN_2023),
        reported(3, "30%"),
        reported(4, "40%", **IN_2023),
        reported(5, "50%", unit_id=2),
    ]
    assert [row["printed"] for row in shaped(*rows)] == ["40%", "30%", "20%", "10%", "50%"]


def test_only_a_unit_other_than_the_locality_is_named() -> None:
    own, other = shaped(reported(1, "10%"), reported(2, "20%", unit_id=2, unit_name="Xã Tân Phú"))
    assert (own["unit_name"], own["unit_address"]) == (None, None)
    assert other["unit_name"] == "Xã Tân Phú"


def test_two_figures_for_the_same_contradict_each_other() -> None:
    records, facts = query.shape([reported(1, "10/11"), reported(2, "11/11")], asked())
    assert [row["is_contradicted"] for row in records] == [True, True]
    assert facts == {"results": 2, "periods": 1, "conflicts": 1}


def test_the_same_figure_printed_twice_is_no_contradiction() -> None:
    records, facts = query.shape([reported(1, "10%"), reported(2, "10%")], asked())
    assert [row["is_contradicted"] for row in records] == [False, False]
    assert facts["conflicts"] == 0


def test_other_scopes_and_periods_do_not_contradict() -> None:
    rows = [reported(1, "10%"), reported(2, "20%", scope="communes"), reported(3, "30%", **IN_2023)]
    assert query.shape(rows, asked())[1] == {"results": 3, "periods": 2, "conflicts": 0}


def test_a_printed_percentage_is_held_against_its_counts() -> None:
    right, wrong, bare = shaped(
        reported(1, "50%", numerator=1, denominator=2),
        reported(2, "0,7%", scope="agencies", numerator=1, denominator=2),
        reported(3, "50%", scope="communes"),
    )
    assert (right["agrees"], wrong["agrees"], bare["agrees"]) == (True, False, None)
    assert (right["share"], bare["share"]) == (0.5, None)


def test_without_figures_the_facts_are_complete() -> None:
    assert query.shape([], asked()) == ([], {"results": 0, "periods": 0, "conflicts": 0})


@given(
    st.permutations(
        [
            reported(key, f"{key}%", scope=scope)
            for key, scope in enumerate(("whole", "whole", "agencies", "communes", "communes"), start=1)
        ]
    )
)
def test_the_order_does_not_depend_on_the_database(rows: list[dict[str, Any]]) -> None:
    assert [row["result_key"] for row in shaped(*rows)] == ["A1", "A2", "A3", "A4", "A5"]
