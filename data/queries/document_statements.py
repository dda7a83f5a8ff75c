"""What the plan says in its own words: difficulties, their causes, requests, lessons, advantages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, and_, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.schema import Difficulty, Framework, Locality, Pillar

Row: TypeAlias = Mapping[str, Any]

KINDS = ("difficulty", "cause", "request", "lesson", "advantage")
"""What hinders comes first, what helps comes last."""

REACH: Reach = "locality"

QUESTION = Question(
    name="document_statements",
    title="Địa bàn nêu khó khăn, kiến nghị gì?",
    columns=(
        Column("kind", "text", "Loại"),
        Column("statement", "text", "Nội dung"),
        Column("pillar_code", "text", "Mã nhóm"),
        Column("pillar_name", "text", "Nhóm nội dung"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("section", "text", "Mục của văn bản"),
        Column("line", "int", "Dòng của văn bản"),
    ),
    facts=KINDS,
)

_READ: tuple[Any, ...] = (
    Difficulty.id.label("statement_id"),
    Difficulty.kind,
    Difficulty.statement,
    Difficulty.pillar_code,
    Pillar.name.label("pillar_name"),
    Difficulty.note,
)


def statement(request: Request) -> Select[Any]:
    """Select what the plan states, with the heading that it belongs to."""
    found = (
        select(*_READ)
        .join(Locality, and_(Locality.id == Difficulty.locality_id, Locality.slug == request.locality))
        .outerjoin(Framework, Framework.locality_id == Difficulty.locality_id)
        .outerjoin(Pillar, and_(Pillar.framework_id == Framework.id, Pillar.code == Difficulty.pillar_code))
    )
    return with_source(found, Difficulty.source_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Statements by kind, in the order of the plan. Facts: how many there are of each kind."""
    facts: dict[str, Fact] = {kind: sum(row["kind"] == kind for row in rows) for kind in KINDS}
    ordered = sorted(rows, key=lambda row: (KINDS.index(row["kind"]), row["statement_id"]))
    return [{**row, "section": row["source_section"], "line": row["source_line"]} for row in ordered], facts
