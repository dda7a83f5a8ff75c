"""Documents of one listing: the one way in which pages read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from data.contracts import Column, Request
from data.provenance import with_source
from data.schema import Document, Locality, Source

Row: TypeAlias = Mapping[str, Any]

COLUMNS: tuple[Column, ...] = (
    Column("kind", "text", "Loại văn bản"),
    Column("number", "text", "Số, ký hiệu"),
    Column("dated", "date", "Ngày"),
    Column("dated_printed", "text", "Ngày như in"),
    Column("issuer", "text", "Cơ quan ban hành"),
    Column("title", "text", "Trích yếu như in"),
    Column("is_cut", "flag", "Trích yếu bị cắt"),
    Column("implements", "text", "Triển khai văn bản"),
    Column("in_directive_list", "flag", "Có trong danh mục chỉ đạo"),
    Column("section", "text", "Mục của văn bản"),
    Column("line", "int", "Dòng của văn bản"),
    Column("other_lines", "text", "Các dòng khác"),
)

CUT_AT = 139
"""Characters from which a subject was cut by the transcription: it keeps 140, less a space at the end."""

_LISTED = aliased(Document)
"""The document that a row is about; the one that the row was read from is the plan."""

_READ: tuple[Any, ...] = (
    _LISTED.position.label("document_position"),
    _LISTED.kind,
    _LISTED.number,
    _LISTED.dated,
    _LISTED.dated_printed,
    _LISTED.issuer,
    _LISTED.title,
    _LISTED.implements,
    _LISTED.in_directive_list,
    Source.other_lines,
)


def documents(request: Request, listing: str) -> Select[Any]:
    """Select the documents of a listing (plan, directive, cited) of the locality."""
    found = (
        select(*_READ)
        .join(Locality, Locality.id == _LISTED.locality_id)
        .where(Locality.slug == request.locality, _LISTED.listing == listing)
    )
    return with_source(found, _LISTED.source_id)


def by_kind(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Group documents by kind, the kind with most first; in each the newest first, undated ones last."""
    sizes: dict[str, int] = {}
    for row in rows:
        sizes[row["kind"]] = sizes.get(row["kind"], 0) + 1

    def place(row: Row) -> tuple[Any, ...]:
        newest = -(row["dated"] or dt.date.min).toordinal()
        return -sizes[row["kind"]], row["kind"], newest, row["document_position"]

    return [_record(row) for row in sorted(rows, key=place)]


def _record(row: Row) -> dict[str, Any]:
    is_cut = len(row["title"]) >= CUT_AT
    return {**row, "is_cut": is_cut, "section": row["source_section"], "line": row["source_line"]}
