"""Directive documents of the appendix."""

from __future__ import annotations

import datetime as dt

from data.queries import document_directives as query
from layouts.records import records
from tests.work_forms import answered, document


def test_newest_first_with_how_many_carry_out_another() -> None:
    rows = [
        document(1, "306/QĐ-UBND", dt.date(2022, 1, 28)),
        document(2, "307/QĐ-UBND", dt.date(2022, 5, 9), implements="1155/QĐ-UBND"),
    ]
    answer = answered(query, rows)
    assert [(row["number"], row["line"]) for row in records(answer)] == [
        ("307/QĐ-UBND", 350),
        ("306/QĐ-UBND", 349),
    ]
    assert answer.facts == {"documents": 2, "implementing": 1}
