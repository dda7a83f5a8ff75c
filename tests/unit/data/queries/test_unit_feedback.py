"""One unit's feedback, and its place among its peers by counts."""

from __future__ import annotations

from data.contracts import Interval, Ratio
from data.queries import unit_feedback as query
from tests.feedback_forms import TAN_CHAU_UNITS, answered, asked

TAN_PHU, SUOI_DAY, OFFICE = "25546@1900-01-01", "25534@1900-01-01", "U-TC-013@1900-01-01"


def test_figures_and_place_of_a_commune() -> None:
    answer = answered(query, TAN_CHAU_UNITS, asked(TAN_PHU))
    assert len(answer.frame) == 1
    facts = answer.facts
    assert facts["on_time"] == Ratio(3, 6)
    assert facts["rated"] == Ratio(1, 3)
    assert facts["response"] == Ratio(3, 6)
    assert facts["decision_766"] == Interval(1, 3, 6)
    assert facts["peers_on_time"] == Ratio(19, 27)
    assert (facts["peers"], facts["late_place"], facts["late_shared"], facts["received_place"]) == (
        8,
        1,
        1,
        2,
    )


def test_equal_counts_share_a_place() -> None:
    facts = answered(query, TAN_CHAU_UNITS, asked(SUOI_DAY)).facts
    assert (facts["late_place"], facts["late_shared"]) == (2, 2)


def test_an_office_is_not_compared_with_communes() -> None:
    facts = answered(query, TAN_CHAU_UNITS, asked(OFFICE)).facts
    assert (facts["peers"], facts["on_time"]) == (1, Ratio(10, 10))


def test_a_commune_without_a_row_has_no_figure() -> None:
    assert answered(query, TAN_CHAU_UNITS, asked("25519@1900-01-01")).is_empty
