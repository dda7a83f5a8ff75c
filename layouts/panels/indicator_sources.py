"""Where each figure of one indicator was read: document, section, line, file and row, in plain sight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside

Row: TypeAlias = Mapping[str, Any]

_HEADINGS = (
    Heading("Số liệu", share=28),
    Heading("Như in", share=13),
    Heading("Văn bản", share=25),
    Heading("Mục và dòng", share=18),
    Heading("Tệp và hàng đã nạp", share=16),
)
_KINDS: Mapping[str, tuple[str, str]] = {
    "results": ("Kết quả", "kết quả"),
    "targets": ("Chỉ tiêu", "chỉ tiêu"),
}


def draw(answer: Answer) -> Drawing:
    """List results and targets, each with the place that it was read from."""
    rows, groups = records(answer), []
    labels = {period.code: formats.period_label(period) for period in answer.locality.periods}
    for kind, (heading, noun) in _KINDS.items():
        found = tuple(_row(row, labels) for row in rows if row["kind"] == kind)
        if found:
            groups.append(Group(f"{heading}: {formats.counted(len(found), 'dòng số liệu')}", found, noun))
    return Drawing(
        headline=_headline(answer),
        note="Số dòng đếm trong văn bản; số hàng đếm trong tệp đã nạp, hàng 1 là tiêu đề",
        body=register(_HEADINGS, groups),
    )


def _headline(answer: Answer) -> str:
    counts = [
        formats.counted(count, noun)
        for kind, (_, noun) in _KINDS.items()
        if (count := facts.whole(answer, kind))
    ]
    documents = formats.counted(facts.whole(answer, "documents") or 0, "văn bản")
    return f"{' và '.join(counts)} đọc từ {documents}"


def _row(row: Row, labels: Mapping[str, str]) -> TableRow:
    period = labels.get(row["period"], row["period"])
    return TableRow(
        (
            [row["name"], aside(f"{period} · {row['key']}")],
            _printed(row),
            _document(row),
            _place(row),
            [row["file"], aside(f"hàng {row['row']}")],
        )
    )


def _printed(row: Row) -> str:
    text = row["printed"] or ""
    if row["comparator_printed"]:
        return wording.quoted(row["comparator_printed"], text)
    return f"«{text}»" if text else "không in số"


def _document(row: Row) -> list[Component | str]:
    """Name the document with its number and its date as printed; blanks are printed as blanks."""
    about = " · ".join(
        filter(None, (row["number"], f"ngày in: {row['dated_printed']}" if row["dated_printed"] else ""))
    )
    return [row["document"] or "không ghi văn bản", *([aside(about)] if about else [])]


def _place(row: Row) -> list[Component | str]:
    lines = "không ghi dòng" if row["line"] is None else f"dòng {row['line']}"
    others = f", {row['other_lines']}" if row["other_lines"] else ""
    return [f"{lines}{others}", *([aside(row["section"])] if row["section"] else [])]


PANEL = Panel(
    name="indicator_sources",
    title="Số liệu lấy từ đâu?",
    draw=draw,
    missing="Chỉ số này chưa có kết quả và chỉ tiêu nào trong cơ sở dữ liệu.",
)
