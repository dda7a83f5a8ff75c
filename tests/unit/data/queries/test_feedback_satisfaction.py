"""Three figures of satisfaction, of the whole and of each unit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Interval, Ratio
from data.queries import feedback_satisfaction
from layouts.records import records
from tests.feedback_forms import TAN_CHAU_UNITS, answered, asked, unit


def test_figures_of_the_plan() -> None:
    assert answered(feedback_satisfaction, TAN_CHAU_UNITS).facts == {
        "rated": Ratio(4, 11),
        "response": Ratio(11, 37),
        "decision_766": Interval(26, 29, 37),
        "accepted": 4,
        "dissatisfied": 3,
        "late": 8,
        "by_case": Ratio(0, 9),
    }


def test_every_unit_has_its_own_interval_and_the_unknown_none() -> None:
    rows = records(answered(feedback_satisfaction, TAN_CHAU_UNITS))
    own = {
        row["unit_name"]: (row["rated"], row["decision_766_low"], row["decision_766_high"]) for row in rows
    }
    assert own["Xã Tân Phú"] == (3, 1, 3)
    assert own["Xã Suối Ngô"] == (0, 4, 4)
    assert own["Xã Tân Hà"] == (None, None, None)
    assert list(own)[:2] == ["Xã Tân Phú", "Xã Suối Dây"]


def test_no_figure_at_all_is_no_answer() -> None:
    found, facts = feedback_satisfaction.shape([unit("Xã A")], asked())
    assert found == []
    assert set(facts) == set(feedback_satisfaction.QUESTION.facts)


@st.composite
def reported(draw: st.DrawFn) -> dict[str, object]:
    on_time, late = draw(st.integers(0, 9)), draw(st.integers(0, 9))
    satisfied = draw(st.integers(0, on_time + late))
    accepted = draw(st.integers(0, on_time + late - satisfied))
    dissatisfied = draw(st.integers(0, on_time + late - satisfied - accepted))
    return unit("Xã A", on_time + late, 0, 0, on_time, late, satisfied, accepted, dissatisfied)


@given(st.lists(reported(), min_size=1, max_size=5))
def test_the_interval_of_the_whole_holds_the_sums_of_the_units(rows: list[dict[str, object]]) -> None:
    found, facts = feedback_satisfaction.shape(rows, asked())
    whole = facts["decision_766"]
    assert isinstance(whole, Interval)
    assert whole.low <= sum(row["decision_766_low"] for row in found)
    assert sum(row["decision_766_high"] for row in found) <= whole.high
