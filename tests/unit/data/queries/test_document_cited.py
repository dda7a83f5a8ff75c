"""Documents that the plan cites: kinds by size, newest first, subjects that were cut."""

from __future__ import annotations

import datetime as dt

from data.queries import document_cited as query
from layouts.records import records
from tests.work_forms import answered, asked, document

DAYS = [dt.date(2022, 1, 28), dt.date(2023, 3, 7)]


def test_the_largest_kind_comes_first_and_in_it_the_newest() -> None:
    rows = [
        document(1, "1/KH", DAYS[1], kind="Kế hoạch"),
        document(2, "2/QĐ", DAYS[0]),
        document(3, "3/QĐ", None),
        document(4, "4/QĐ", DAYS[1], in_directive_list=True),
    ]
    answer = answered(query, rows)
    assert [row["number"] for row in records(answer)] == ["4/QĐ", "2/QĐ", "3/QĐ", "1/KH"]
    assert answer.facts == {
        "documents": 4,
        "in_directive_list": 1,
        "newest_on": DAYS[1],
        "oldest_on": DAYS[0],
    }


def test_a_subject_of_140_characters_was_cut() -> None:
    rows = [document(1, "1/QĐ", None, title="a" * 138), document(2, "2/QĐ", None, title="b" * 139)]
    assert [row["is_cut"] for row in records(answered(query, rows))] == [False, True]


def test_without_a_date_there_is_no_newest() -> None:
    assert query.shape([document(1, "1/QĐ", None)], asked())[1]["newest_on"] is None
