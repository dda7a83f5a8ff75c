"""What documents leave open."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.queries import document_alerts as query
from layouts.records import records
from tests.work_forms import Row, answered, asked


def listed(
    item_id: int, listing: str, number: str = "1/QĐ", dated: dt.date | None = dt.date(2022, 1, 1)
) -> Row:
    return _row(item_id, "document", listing=listing, number=number, title="Trích yếu", dated=dated)


def _row(item_id: int, part: str, **more: Any) -> Row:
    empty = {"listing": None, "number": None, "title": None, "dated": None, "dated_printed": "ngày tháng 7"}
    return {**empty, "item_id": item_id, "part": part, "source_line": item_id, **more}


def test_a_plan_without_number_or_date_comes_first() -> None:
    rows = [
        listed(1, "plan", "Số: /KH-UBND", None),
        listed(2, "cited"),
        {**listed(3, "cited", dated=None), "title": ""},
        _row(4, "request", title="Đề nghị hướng dẫn"),
    ]
    answer = answered(query, rows)
    found = [(row["kind"], row["n"], row["total"], row["item"]) for row in records(answer)]
    assert found == [
        ("plan_number", 1, 1, "Số: /KH-UBND"),
        ("plan_date", 1, 1, "Số: /KH-UBND"),
        ("request", 1, 1, "Đề nghị hướng dẫn"),
        ("no_subject", 1, 2, "1/QĐ"),
        ("no_date", 1, 2, "1/QĐ"),
    ]
    assert answer.facts == {"plan": 1, "directive": 0, "cited": 2, "requests": 1}


def test_complete_documents_are_calm() -> None:
    (row,) = records(answered(query, [listed(1, "plan", "Kế hoạch số 80/KH-UBND"), listed(2, "directive")]))
    assert row["kind"] == query.CALM


def test_no_document_is_no_answer() -> None:
    assert query.shape([], asked())[0] == []
