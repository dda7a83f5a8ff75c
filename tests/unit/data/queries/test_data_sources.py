"""Files by document: rows summed, the newest loading named."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.queries import data_sources as query
from layouts.records import records
from tests.work_forms import Row, answered

EARLY = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
LATE = dt.datetime(2026, 11, 21, 20, tzinfo=dt.UTC)


def load(file: str, rows: int, **more: Any) -> Row:
    return {
        "document": "Kế hoạch năm 2023",
        "file": file,
        "sheet": "",
        "kind": None,
        "loaded_by": "An",
        "sha256": "a" * 64,
        "rows": rows,
        "first_line": 10,
        "last_line": 20,
        "loaded_at": EARLY,
        **more,
    }


def test_a_file_loaded_twice_is_one_row_of_the_newest_loading() -> None:
    again = load("tasks.csv", 2, loaded_by="Bình", sha256="b" * 64, loaded_at=LATE, first_line=5)
    answer = answered(query, [load("tasks.csv", 89), again])
    (row,) = records(answer)
    assert (row["rows"], row["first_line"], row["last_line"]) == (91, 5, 20)
    assert (row["loaded_by"], row["sha256"]) == ("Bình", "b" * 64)
    assert row["loaded_on"].date() == dt.date(2026, 11, 22)
    assert answer.facts["loaded_on"] == dt.date(2026, 11, 22)


def test_the_newest_loading_comes_first_within_a_document() -> None:
    rows = [
        load("a.csv", 1),
        load("b.xlsx", 2, sheet="Phản ánh", loaded_at=LATE),
        load("c.csv", 4, document="Báo cáo"),
    ]
    answer = answered(query, rows)
    assert [row["file"] for row in records(answer)] == ["c.csv", "b.xlsx", "a.csv"]
    assert (answer.facts["documents"], answer.facts["files"], answer.facts["rows"]) == (2, 3, 7)


def test_rows_without_a_line_have_no_span() -> None:
    (row,) = records(answered(query, [load("a.xlsx", 3, first_line=None, last_line=None)]))
    assert (row["first_line"], row["last_line"]) == (None, None)


def test_nothing_loaded_is_no_row() -> None:
    answer = answered(query, [])
    assert answer.is_empty
    assert answer.facts["loaded_on"] is None
