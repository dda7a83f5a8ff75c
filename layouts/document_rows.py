"""Documents as rows of a register, grouped by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from layouts import elements as html
from layouts import formats
from layouts.drawing import Children
from layouts.register import Group
from layouts.shell.evidence import Heading, TableRow, aside

Row: TypeAlias = Mapping[str, Any]

HEADINGS = (
    Heading("Số, ký hiệu", share=22),
    Heading("Ngày", share=17),
    Heading("Trích yếu", share=52),
    Heading("Dòng", is_figure=True, share=9),
)


def by_kind(rows: Sequence[Row], remark: Callable[[Row], str]) -> list[Group]:
    """Group documents that come sorted by kind; `remark` says what stands under a document's subject."""
    return [
        _group(kind, list(members), remark) for kind, members in groupby(rows, key=lambda row: row["kind"])
    ]


def _group(kind: str, rows: Sequence[Row], remark: Callable[[Row], str]) -> Group:
    return Group(f"{kind}: {formats.number(len(rows))}", tuple(_row(row, remark(row)) for row in rows))


def _row(row: Row, remark: str) -> TableRow:
    return TableRow((row["number"], _date(row), _subject(row, remark), _line(row)))


def _date(row: Row) -> Children:
    if row["dated"] is not None:
        return formats.date_table(row["dated"])
    return row["dated_printed"] or html.Span("không in", className="no-figure")


def _subject(row: Row, remark: str) -> Children:
    """Quote the subject; the transcription keeps 140 characters of it."""
    said = row["title"] or html.Span("không in trích yếu", className="no-figure")
    subject = f"{said}…" if row["is_cut"] else said
    return [subject, aside(remark)] if remark else subject


def _line(row: Row) -> Children:
    """Name the line that the document was read from, and count the others that name it."""
    if row["line"] is None:
        return None
    others = [part for part in (row["other_lines"] or "").split(";") if part]
    shown = formats.number(row["line"])
    return [shown, aside(f"và {', '.join(others)}")] if others else shown
