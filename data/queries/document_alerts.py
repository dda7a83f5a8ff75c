"""What the documents leave open: plans without number or date, requests, citations that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.stacking import stacked
from data.schema import Difficulty, Document, Locality

Row: TypeAlias = Mapping[str, Any]

CALM = "calm"
"""Kind of the only row where every document was looked at and nothing is left open."""

REACH: Reach = "locality"

QUESTION = Question(
    name="document_alerts",
    title="Văn bản còn để ngỏ những gì?",
    columns=(
        Column("kind", "text", "Loại việc"),
        Column("n", "int", "Số văn bản, kiến nghị", "cases"),
        Column("total", "int", "Trên tổng số", "cases"),
        Column("item", "text", "Văn bản, kiến nghị"),
        Column("detail", "text", "Như in"),
        Column("line", "int", "Dòng của văn bản"),
    ),
    facts=("plan", "directive", "cited", "requests"),
)

_KINDS: Mapping[str, tuple[str, Callable[[Row], bool]]] = {
    "plan_number": ("plan", lambda row: not any(sign.isdigit() for sign in row["number"])),
    "plan_date": ("plan", lambda row: row["dated"] is None),
    "request": ("request", lambda _row: True),
    "no_subject": ("cited", lambda row: not row["title"]),
    "no_date": ("cited", lambda row: row["dated"] is None),
}
"""What is left open, most pressing first: in which part, and when."""

_DOCUMENT: tuple[Any, ...] = (
    Document.id.label("item_id"),
    Document.listing,
    Document.number,
    Document.title,
    Document.dated,
    Document.dated_printed,
    Document.source_id.label("evidence_id"),
)

_REQUEST: tuple[Any, ...] = (
    Difficulty.id.label("item_id"),
    Difficulty.statement.label("title"),
    Difficulty.source_id.label("evidence_id"),
)


def statement(request: Request) -> Select[Any]:
    """Select the documents of the locality and the requests that its plan makes."""
    documents = (
        select(*_DOCUMENT)
        .join(Locality, Locality.id == Document.locality_id)
        .where(Locality.slug == request.locality)
    )
    requests = (
        select(*_REQUEST)
        .join(Locality, Locality.id == Difficulty.locality_id)
        .where(Locality.slug == request.locality, Difficulty.kind == "request")
    )
    both = stacked({"document": documents, "request": requests})
    return with_source(select(*both.c), both.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row for each document or request that something is open of, most pressing first.

    Facts: how many plans, directive documents, cited documents and requests were looked at.
    """
    ordered = sorted(rows, key=lambda row: row["item_id"])
    parts = {
        "request": [row for row in ordered if row["part"] == "request"],
        **{
            name: [row for row in ordered if row["listing"] == name]
            for name in ("plan", "directive", "cited")
        },
    }
    facts: dict[str, Fact] = {
        "plan": len(parts["plan"]),
        "directive": len(parts["directive"]),
        "cited": len(parts["cited"]),
        "requests": len(parts["request"]),
    }
    if not rows:
        return [], facts
    records = [record for kind in _KINDS for record in _records(kind, parts)]
    return records or [{"kind": CALM}], facts


def _records(kind: str, parts: Mapping[str, Sequence[Row]]) -> list[dict[str, Any]]:
    part, is_open = _KINDS[kind]
    named = [row for row in parts[part] if is_open(row)]
    return [
        {
            "kind": kind,
            "n": len(named),
            "total": len(parts[part]),
            "item": row["title"] if part == "request" else row["number"],
            "detail": row["dated_printed"],
            "line": row["source_line"],
        }
        for row in named
    ]
