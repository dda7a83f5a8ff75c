"""Which measures have a figure, which one is shown, and what is given to all communes together."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import map_measures as query
from layouts.records import records
from tests.place_forms import answered, asked, commune, feedback, result, shared, task

COMMUNES = [commune("Tân Hà"), commune("Tân Phú"), commune("Suối Dây")]


def test_measures_count_the_communes_with_a_figure() -> None:
    answer = answered(query, [*COMMUNES, feedback("Tân Phú", 3, 3, satisfied=1), feedback("Suối Dây", 1, 0)])
    known = {row["measure"]: row["known"] for row in records(answer)}
    assert (known["late"], known["on_time"], known["dissatisfied"], known["tasks_led"]) == (2, 2, 1, 0)
    assert {row["communes"] for row in records(answer)} == {3}
    assert answer.facts["available"] == Ratio(6, 12)


def test_the_first_with_a_figure_is_shown_unless_another_is_asked_for() -> None:
    rows = [*COMMUNES, task("Tân Phú", "K1")]
    assert [row["measure"] for row in records(answered(query, rows)) if row["is_chosen"]] == [
        "tasks_unreported"
    ]
    chosen = records(answered(query, rows, asked(measure="late")))
    assert [row["measure"] for row in chosen if row["is_chosen"]] == ["late"]


def test_indicators_of_communes_are_measures_of_their_own() -> None:
    rows = [*COMMUNES, result("Tân Phú"), result("Tân Hà"), result("Tân Hà", "khac", indicator_name="Khác")]
    answer = answered(query, rows, asked(indicator="khac"))
    own = {
        row["indicator_code"]: (row["known"], row["is_chosen"])
        for row in records(answer)
        if row["indicator_code"]
    }
    assert own == {"ho_so": (2, False), "khac": (1, True)}
    assert answer.facts["available"] == Ratio(2, 14)


def test_tasks_of_all_communes_together_are_counted_by_lead() -> None:
    facts = answered(query, [*COMMUNES, shared("K1"), shared("K2"), shared("K3", "coordinating")]).facts
    assert (facts["shared_led"], facts["shared_name"]) == (2, "UBND các xã, thị trấn (12)")


def test_without_communes_there_is_no_answer() -> None:
    assert answered(query, []).is_empty
