"""The documents that the plan cites, by kind, newest first, each with the line that cites it."""

from __future__ import annotations

import datetime as dt
from typing import cast

from data.contracts import Answer
from layouts import facts, formats
from layouts.document_rows import HEADINGS, by_kind
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.register import register


def draw(answer: Answer) -> Drawing:
    """List the documents; what the appendix lists too is said."""
    found = by_kind(
        records(answer), lambda row: "Có trong danh mục chỉ đạo" if row["in_directive_list"] else ""
    )
    return Drawing(
        headline=_headline(answer),
        note="Trích yếu như kế hoạch viện dẫn; mới nhất trước",
        body=register(HEADINGS, found),
    )


def _headline(answer: Answer) -> str:
    said = f"Kế hoạch viện dẫn {formats.counted(facts.whole(answer, 'documents') or 0, 'văn bản')}"
    newest = cast("dt.date | None", answer.facts["newest_on"])
    return f"{said}, mới nhất ngày {formats.date_prose(newest)}" if newest else said


PANEL = Panel(
    name="document_cited",
    title="Kế hoạch viện dẫn những văn bản nào?",
    draw=draw,
    missing="Kế hoạch của địa bàn không viện dẫn văn bản nào.",
)
