"""What is counted as an exception is said, each once, with its figures."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from layouts import place_words
from layouts.records import records
from tests.board_forms import REQUEST, Row, answered, dossiers, feedback, measure, place, result, score
from tests.overview_forms import plain

PERIOD = REQUEST.period


def said(*rows: Row) -> dict[str, list[tuple[str, str]]]:
    """Status and words of each place's exceptions."""
    found = records(answered(rows))
    return {
        row["slug"]: [(one.status, plain(one.words)) for one in place_words.concerns(row, PERIOD)]
        for row in found
    }


def test_every_kind_of_exception_has_its_words() -> None:
    rows = (
        *(place(slug) for slug in ("p1", "p2", "p3")),
        feedback("p1", 950, 50, 100, 10),
        feedback("p2", 950, 50, 100, 12),
        feedback("p3", 700, 300, 100, 60),
        dossiers("p3", 9, 1, 4, 2),
        measure("p3", "targets", 1, 20),
        result("p3", 1, 80.0, 2026),
        measure("p3", "tasks", 2, 57),
    )
    assert said(*rows)["p3"] == [
        ("off_target", "phản ánh đúng hạn 70 % (700/1.000), thấp hơn hẳn mức chung"),
        ("off_target", "60/100 phản ánh đang quá hạn, nhiều hơn hẳn mức chung"),
        ("off_target", "2/4 hồ sơ đang quá hạn"),
        ("off_target", "1/1 chỉ tiêu chưa đạt theo báo cáo"),
        ("at_risk", "55/57 nhiệm vụ đến hạn chưa có báo cáo"),
    ]


def test_ranks_that_disagree_are_a_conflict_in_their_own_period_only() -> None:
    rows = (place("p1"), score("p1", 66.9, 2025, 10), score("p1", None, 2025, 11))
    (row,) = records(answered(rows))
    assert place_words.concerns(row, PERIOD) == []
    (found,) = place_words.concerns(row, "2025")
    assert (found.status, found.words) == ("conflict", "tổng điểm in hai hạng: 10/34 và 11/34")


@st.composite
def places(draw: st.DrawFn) -> list[Any]:
    """Draw some places with cases, tasks and targets."""
    small = st.integers(0, 400)
    rows: list[Any] = []
    for at in range(draw(st.integers(1, 6))):
        slug = f"p{at}"
        rows.append(place(slug, level=draw(st.sampled_from(["province", "commune"]))))
        for kind in (feedback, dossiers):
            still_open = draw(small)
            overdue = draw(st.integers(0, still_open))
            rows += draw(st.sampled_from([[], [kind(slug, draw(small), draw(small), still_open, overdue)]]))
        tasks = draw(small)
        rows.append(measure(slug, "tasks", draw(st.integers(0, tasks)), tasks))
        rows.append(measure(slug, "targets", 1, 5))
        rows += [result(slug, 1, draw(st.sampled_from([80.0, 95.0])), draw(st.sampled_from([2025, 2026])))]
    return rows


@given(places())
def test_as_many_are_said_as_are_counted(rows: list[Row]) -> None:
    for row in records(answered(rows)):
        assert len(place_words.concerns(row, PERIOD)) == row["exceptions"]
