"""The documents that the locality issued to direct the work, by kind, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from data.contracts import Answer
from layouts import facts, formats
from layouts.document_rows import HEADINGS, by_kind
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.register import register

Row: TypeAlias = Mapping[str, Any]


def draw(answer: Answer) -> Drawing:
    """List the documents; an issuer that all share is named once."""
    rows = records(answer)
    issuers = list(dict.fromkeys(row["issuer"] for row in rows))
    is_shared = len(issuers) == 1
    found = by_kind(rows, lambda row: _remark(row, is_shared=is_shared))
    return Drawing(
        headline=_headline(answer, issuers),
        note=_note(rows),
        body=register(HEADINGS, found),
    )


def _headline(answer: Answer, issuers: Sequence[str]) -> str:
    count = formats.counted(facts.whole(answer, "documents") or 0, "văn bản chỉ đạo")
    said = f"{count} của {issuers[0]}" if len(issuers) == 1 and issuers[0] else count
    implementing = facts.whole(answer, "implementing") or 0
    return f"{said}, {formats.number(implementing)} triển khai văn bản cấp trên" if implementing else said


def _note(rows: Sequence[Row]) -> str:
    sections = list(dict.fromkeys(row["section"] for row in rows if row["section"]))
    return f"Theo {formats.join_names(sections)}; mới nhất trước" if sections else "Mới nhất trước"


def _remark(row: Row, *, is_shared: bool) -> str:
    carries_out = f"Triển khai {row['implements']}" if row["implements"] else ""
    return " · ".join(filter(None, ("" if is_shared else row["issuer"], carries_out)))


PANEL = Panel(
    name="document_directives",
    title="Địa bàn đã ban hành những văn bản chỉ đạo nào?",
    draw=draw,
    missing="Kế hoạch của địa bàn không kèm danh mục văn bản chỉ đạo.",
)
