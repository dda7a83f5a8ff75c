"""What the plan says in its own words: difficulties first, advantages last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from data.contracts import Answer, Request
from layouts import elements as html
from layouts import facts, formats, work_words
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside
from layouts.shell.links import to_pillar

Row: TypeAlias = Mapping[str, Any]

_HEADINGS = (
    Heading("Nội dung", share=66),
    Heading("Nhóm", share=23),
    Heading("Dòng", is_figure=True, share=11),
)
_KINDS: Mapping[str, str] = {
    "difficulty": "Khó khăn",
    "cause": "Nguyên nhân",
    "request": "Kiến nghị",
    "lesson": "Bài học",
    "advantage": "Thuận lợi",
}


def draw(answer: Answer) -> Drawing:
    """List the statements under their kinds."""
    known = {pillar.code for pillar in answer.locality.pillars}
    found = [
        _group(kind, list(members), known, answer.request)
        for kind, members in groupby(records(answer), key=lambda row: row["kind"])
    ]
    return Drawing(
        headline=_headline(answer), note="Tóm theo lời văn kế hoạch", body=register(_HEADINGS, found)
    )


def _headline(answer: Answer) -> str:
    said = [
        formats.counted(count, name.lower())
        for kind, name in _KINDS.items()
        if (count := facts.whole(answer, kind) or 0)
    ]
    return f"Kế hoạch nêu {formats.join_names(said)}"


def _group(kind: str, rows: Sequence[Row], known: set[str], request: Request) -> Group:
    lines = tuple(_row(row, known, request) for row in rows)
    return Group(f"{_KINDS[kind]}: {formats.number(len(rows))}", lines)


def _row(row: Row, known: set[str], request: Request) -> TableRow:
    said: Children = [row["statement"], aside(row["note"])] if row["note"] else row["statement"]
    line = formats.number(row["line"]) if row["line"] else None
    return TableRow((said, _pillar(row, known, request), line))


def _pillar(row: Row, known: set[str], request: Request) -> Children:
    name = work_words.heading(row["pillar_code"], row["pillar_name"])
    if row["pillar_code"] not in known:
        return name
    return html.Link(name, href=to_pillar(row["pillar_code"], request))


PANEL = Panel(
    name="document_statements",
    title="Địa bàn nêu khó khăn, kiến nghị gì?",
    draw=draw,
    missing="Văn bản của địa bàn không nêu khó khăn, nguyên nhân, bài học hay kiến nghị.",
)
