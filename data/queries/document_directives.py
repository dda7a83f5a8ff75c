"""Which documents the locality itself issued to direct the work, as the appendix of its plan lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Fact, Question, Reach, Request
from data.rollups.documents import COLUMNS, by_kind, documents

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="document_directives",
    title="Địa bàn đã ban hành những văn bản chỉ đạo nào?",
    columns=COLUMNS,
    facts=("documents", "implementing"),
)


def statement(request: Request) -> Select[Any]:
    """Select the documents of the appendix."""
    return documents(request, "directive")


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Documents by kind, newest first. Facts: how many, and how many carry out another document."""
    facts: dict[str, Fact] = {
        "documents": len(rows),
        "implementing": sum(bool(row["implements"]) for row in rows),
    }
    return by_kind(rows), facts
