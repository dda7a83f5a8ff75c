"""A unit's own figures: scores, results, dossiers; a rank that is printed twice differently is a conflict."""

from __future__ import annotations

from data.queries import unit_figures as query
from layouts.records import records
from tests.place_forms import answered
from tests.unit_forms import score, value


def test_scores_come_first_then_results_then_dossiers_in_printed_order() -> None:
    rows = [
        value(1, "3", part="dossiers"),
        value(9, "7", position=2),
        value(8, "5"),
        score(1, 3, label="Thể chế số"),
    ]
    answer = answered(query, rows)
    assert [row["part"] for row in records(answer)] == ["score", "result", "result", "dossiers"]
    assert [row["label"] for row in records(answer)][1:3] == ["Kết quả 8", "Kết quả 9"]
    assert answer.facts == {"score": 1, "result": 2, "dossiers": 1}


def test_totals_with_different_ranks_are_marked_and_pillars_are_not() -> None:
    rows = [score(1, 11), score(2, 10, listing="text"), score(3, 3, label="Thể chế số")]
    assert [row["is_conflict"] for row in records(answered(query, rows))] == [True, True, False]


def test_totals_that_agree_are_no_conflict() -> None:
    assert not any(row["is_conflict"] for row in records(answered(query, [score(1, 11), score(2, 11)])))
