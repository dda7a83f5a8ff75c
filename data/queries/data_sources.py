"""Where the figures come from: by document, what was loaded from which file, when and by whom.

Rows that were brought in without a document belong to the locality of their batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, Text, cast, func, literal, select, union_all

from data.contracts import Column, Fact, Question, Reach, Request
from data.intake.kinds import KINDS
from data.provenance import with_source
from data.rules.working_time import local
from data.schema import Document, IntakeBatch, Locality, Source

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="data_sources",
    title="Số liệu lấy từ đâu, ai nạp, lúc nào?",
    columns=(
        Column("document", "text", "Văn bản"),
        Column("file", "text", "Tệp"),
        Column("sheet", "text", "Trang tính"),
        Column("kind", "text", "Loại biểu"),
        Column("rows", "int", "Số hàng", "cases"),
        Column("first_line", "int", "Từ dòng"),
        Column("last_line", "int", "Đến dòng"),
        Column("loaded_on", "date", "Ngày nạp"),
        Column("loaded_by", "text", "Người nạp"),
        Column("sha256", "text", "Mã băm của tệp"),
    ),
    facts=("documents", "files", "rows", "loaded_on"),
)

_LOADED: tuple[Any, ...] = (Source.file, Source.sheet, Source.loaded_by, Source.sha256)


def statement(request: Request) -> Select[Any]:
    """Count the loaded rows of each file by document and by who loaded them."""
    of_documents = _loads(Document.title).join(Document, Document.id == Source.document_id)
    of_documents = of_documents.join(Locality, Locality.id == Document.locality_id)
    brought_in = _loads(literal("")).join(IntakeBatch, _named() == Source.file)
    brought_in = brought_in.join(Locality, Locality.id == IntakeBatch.locality_id)
    both = union_all(
        of_documents.where(Locality.slug == request.locality).group_by(Document.title, *_LOADED),
        brought_in.where(Locality.slug == request.locality, Source.document_id.is_(None)).group_by(*_LOADED),
    )
    loads = both.subquery("loads")
    kinds = select(_named().label("file"), IntakeBatch.kind).subquery("kinds")
    found = select(*loads.c, kinds.c.kind).join_from(loads, kinds, kinds.c.file == loads.c.file, isouter=True)
    return with_source(found, loads.c.evidence_id)


def _named() -> ColumnElement[str]:
    """Name that rows of a batch give as their file."""
    return IntakeBatch.file_name + literal(" (đợt nạp ") + cast(IntakeBatch.id, Text) + literal(")")


def _loads(document: Any) -> Select[Any]:
    columns: tuple[Any, ...] = (
        document.label("document"),
        *_LOADED,
        func.count().label("rows"),
        func.min(Source.line).label("first_line"),
        func.max(Source.line).label("last_line"),
        func.max(Source.loaded_at).label("loaded_at"),
        func.min(Source.id).label("evidence_id"),
    )
    return select(*columns).select_from(Source)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row a file of a document; rows that a later loading left alone keep the moment of their own.

    The newest loading names who and when. Facts: documents, files, rows, the day of the newest loading.
    """
    ordered = sorted(rows, key=_place)
    records = [_record(list(members)) for _, members in groupby(ordered, key=_place)]
    records.sort(key=lambda record: (record["loaded_on"], record["loaded_by"]), reverse=True)
    records.sort(key=lambda record: record["document"])
    facts: dict[str, Fact] = {
        "documents": len({record["document"] for record in records} - {""}),
        "files": len({(record["file"], record["sheet"]) for record in records}),
        "rows": sum(record["rows"] for record in records),
        "loaded_on": max((record["loaded_on"] for record in records), default=None),
    }
    return records, facts


def _place(row: Row) -> tuple[str, str, str]:
    return (row["document"], row["file"], row["sheet"])


def _record(rows: Sequence[Row]) -> dict[str, Any]:
    newest = max(rows, key=lambda row: row["loaded_at"])
    first = [row["first_line"] for row in rows if row["first_line"] is not None]
    last = [row["last_line"] for row in rows if row["last_line"] is not None]
    return {
        "document": newest["document"],
        "file": newest["file"],
        "sheet": newest["sheet"],
        "kind": KINDS[newest["kind"]].title if newest["kind"] in KINDS else "",
        "rows": sum(row["rows"] for row in rows),
        "first_line": min(first, default=None),
        "last_line": max(last, default=None),
        "loaded_on": local(newest["loaded_at"]).date(),
        "loaded_by": newest["loaded_by"],
        "sha256": newest["sha256"],
    }
