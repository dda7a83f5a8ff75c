"""What there is and how complete it is: counts, never a rate of its own."""

from __future__ import annotations

from data.queries import overview_data as query
from tests.overview_forms import asked, measure


def test_every_kind_is_counted_with_what_is_complete() -> None:
    rows = [
        measure("data", "results", 13, 52),
        measure("data", "rate", item="a", n=1, total=2, value=50.0),
        measure("data", "rate", item="b", value=61.0),
        measure("data", "share", item="c", value=7.0),
        measure("data", "documents", 13, item="directive"),
        measure("data", "documents", 30, item="cited"),
        measure("targets", "count", 2, 20),
        measure("tasks", "reported", 2, 60),
        measure("reports", "dated", 4, 7),
    ]
    records, facts = query.shape(rows, asked())
    counts = {row["kind"]: (row.get("known"), row["total"]) for row in records}
    assert counts == {
        "results": (13, 52),
        "percentages": (1, 3),
        "targets": (2, 20),
        "tasks": (2, 60),
        "reports": (4, 7),
        "documents_cited": (None, 30),
        "documents_directive": (None, 13),
    }
    assert facts == {"results": 52, "targets": 20, "tasks": 60}


def test_what_is_not_loaded_is_not_counted() -> None:
    assert query.shape([], asked()) == ([], {"results": 0, "targets": 0, "tasks": 0})
