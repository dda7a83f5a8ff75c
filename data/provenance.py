"""Carrying the source of every row through a query, and summing up those of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute

from data.contracts import SourceRef
from data.schema import Document, Source

SOURCE_COLUMNS = (
    Document.title.label("source_document"),
    Document.dated.label("source_dated"),
    Document.dated_printed.label("source_dated_printed"),
    Source.section.label("source_section"),
    Source.line.label("source_line"),
    Source.file.label("source_file"),
    Source.row.label("source_row"),
    Source.loaded_at.label("source_loaded_at"),
)


def with_source(
    statement: Select[Any], source_id: InstrumentedAttribute[Any] | ColumnElement[Any]
) -> Select[Any]:
    """Add to a statement the columns that `sources_of` reads; rows without a source stay."""
    return (
        statement.add_columns(*SOURCE_COLUMNS)
        .outerjoin(Source, Source.id == source_id)
        .outerjoin(Document, Document.id == Source.document_id)
    )


def sources_of(rows: Iterable[Mapping[str, Any]]) -> tuple[SourceRef, ...]:
    """Sum up the sources of rows: one entry a document and section, with its lines and file rows."""
    groups: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        if row.get("source_file") is not None:
            key = (row["source_document"] or "", row["source_section"], row["source_file"])
            groups.setdefault(key, []).append(row)
    refs = (_summed_up(members) for members in groups.values())
    return tuple(sorted(refs, key=lambda ref: (ref.document, ref.lines, ref.section)))


def _summed_up(rows: list[Mapping[str, Any]]) -> SourceRef:
    first = rows[0]
    return SourceRef(
        document=first["source_document"] or "",
        section=first["source_section"],
        lines=tuple(sorted({row["source_line"] for row in rows if row["source_line"] is not None})),
        file=first["source_file"],
        rows=tuple(sorted({row["source_row"] for row in rows})),
        dated=first["source_dated"],
        dated_printed=first["source_dated_printed"] or "",
        loaded_at=max(row["source_loaded_at"] for row in rows),
    )
