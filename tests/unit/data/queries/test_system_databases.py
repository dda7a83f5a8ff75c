"""Shared databases by status."""

from __future__ import annotations

from data.queries import system_databases as query
from layouts.records import records
from tests.work_forms import Row, answered


def database(database_id: int, status: str) -> Row:
    return {
        "database_id": database_id,
        "status": status,
        "database_name": f"CSDL {database_id}",
        "purpose": "",
        "operator": "",
        "listing": "",
        "position": None,
        "note": "",
        "source_section": "Phần I.IV",
        "source_line": 80 + database_id,
    }


def test_those_in_use_come_first() -> None:
    answer = answered(query, [database(1, "planned"), database(2, "in_use"), database(3, "in_use")])
    assert [row["database_name"] for row in records(answer)] == ["CSDL 2", "CSDL 3", "CSDL 1"]
    assert answer.facts == {"databases": 3, "in_use": 2, "planned": 1}
