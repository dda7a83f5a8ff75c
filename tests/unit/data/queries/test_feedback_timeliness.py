"""On-time and strict rate, of the whole and of its two parts."""

from __future__ import annotations

from typing import Any

import pytest

from data.contracts import Ratio
from data.queries import feedback_timeliness
from tests.feedback_forms import TAN_CHAU_UNITS, answered, asked, unit

UNTOLD = dict.fromkeys(("responded", "reopened", "response_hours"))
"""Facts that only single cases tell."""


def test_scopes_of_the_plan() -> None:
    frame = answered(feedback_timeliness, TAN_CHAU_UNITS).frame
    figures = frame[["scope", "units", "received", "closed_on_time", "closed_late"]]
    assert figures.to_numpy().tolist() == [
        ["whole", 9, 37, 29, 8],
        ["communes", 8, 27, 19, 8],
        ["agencies", 1, 10, 10, 0],
    ]
    assert list(frame["unit_name"]) == ["", "", "UBND huyện Tân Châu"]


def test_the_strict_rate_counts_open_overdue_cases_as_failures() -> None:
    facts = answered(feedback_timeliness, [unit("Xã A", 20, 3, 5, 9, 3, 0, 0, 0)]).facts
    assert facts == {"on_time": Ratio(9, 12), "strict": Ratio(9, 17), "by_case": Ratio(0, 1), **UNTOLD}


@pytest.mark.parametrize("rows", [[], [unit("Xã A")]])
def test_no_figure_at_all_is_no_answer(rows: list[dict[str, object]]) -> None:
    found, facts = feedback_timeliness.shape(rows, asked())
    assert found == []
    assert facts == {"on_time": Ratio(0, 0), "strict": Ratio(0, 0), "by_case": Ratio(0, 0), **UNTOLD}


def test_cases_tell_of_first_answers_and_re_openings() -> None:
    told: dict[str, Any] = {
        "came": 12,
        "failed": 4,
        "responded": 10,
        "reopened": 1,
        "response_minutes": 10 * 90,
    }
    rows = [unit("Xã A", 20, 3, 5, 9, 3, 0, 0, 0, **told), unit("Xã B", 4, 0, 0, 4, 0, 0, 0, 0)]
    facts = answered(feedback_timeliness, rows).facts
    assert (facts["responded"], facts["reopened"]) == (Ratio(10, 12), Ratio(1, 12))
    assert facts["response_hours"] == 1.5
    assert facts["by_case"] == Ratio(1, 2)
