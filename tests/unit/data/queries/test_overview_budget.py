"""Lines with most left first; an execution only where every line has an executed amount."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import overview_budget as query
from tests.overview_forms import Row, asked, measure


def line(key: str, executed: int | None, allocated: int | None, at: int) -> Row:
    return measure("budget", "line", executed, allocated, item=key, label=key, position=at)


def test_most_left_comes_first_and_ties_keep_the_order_of_the_source() -> None:
    rows = [
        line("c", 10, 10, 3),
        line("a", 20, 20, 1),
        line("b", 10, 50, 2),
        measure("budget", "total", 40, 80),
    ]
    records, facts = query.shape(rows, asked())
    assert [(row["line_key"], row["remaining"]) for row in records] == [("b", 40), ("a", 0), ("c", 0)]
    assert facts == {"execution": Ratio(40, 80), "allocated": 80}


def test_amounts_that_are_not_printed_stay_unknown() -> None:
    rows = [line("a", None, 20, 1), line("b", 5, None, 2), measure("budget", "total", None, None)]
    records, facts = query.shape(rows, asked())
    assert [row["remaining"] for row in records] == [None, None]
    assert facts == {"execution": None, "allocated": None}


def test_nothing_known_is_no_row() -> None:
    assert query.shape([], asked()) == ([], {"execution": None, "allocated": None})
