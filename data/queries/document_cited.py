"""Which documents the plan cites, with the line in which it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Fact, Question, Reach, Request
from data.rollups.documents import COLUMNS, by_kind, documents

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="document_cited",
    title="Kế hoạch viện dẫn những văn bản nào?",
    columns=COLUMNS,
    facts=("documents", "in_directive_list", "newest_on", "oldest_on"),
)


def statement(request: Request) -> Select[Any]:
    """Select the documents that the plan cites."""
    return documents(request, "cited")


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Documents by kind, newest first.

    Facts: how many, how many of them the appendix lists too, the newest and the oldest date.
    """
    days = [row["dated"] for row in rows if row["dated"]]
    facts: dict[str, Fact] = {
        "documents": len(rows),
        "in_directive_list": sum(row["in_directive_list"] for row in rows),
        "newest_on": max(days, default=None),
        "oldest_on": min(days, default=None),
    }
    return by_kind(rows), facts
