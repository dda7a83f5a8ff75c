"""What the plan states: what hinders first."""

from __future__ import annotations

from data.queries import document_statements as query
from layouts.records import records
from tests.work_forms import Row, answered


def said(statement_id: int, kind: str) -> Row:
    return {
        "statement_id": statement_id,
        "kind": kind,
        "statement": f"Câu {statement_id}",
        "pillar_code": "attt",
        "pillar_name": "An toàn thông tin",
        "note": "",
        "source_section": "II.12",
        "source_line": 100 + statement_id,
    }


def test_difficulties_come_first_and_advantages_last() -> None:
    answer = answered(
        query, [said(1, "advantage"), said(2, "request"), said(3, "difficulty"), said(4, "difficulty")]
    )
    assert [row["statement"] for row in records(answer)] == ["Câu 3", "Câu 4", "Câu 2", "Câu 1"]
    assert answer.facts == {"difficulty": 2, "cause": 0, "request": 1, "lesson": 0, "advantage": 1}
