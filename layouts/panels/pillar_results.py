"""Every reported result as printed, with n/N where the document prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Request
from layouts import elements as html
from layouts import formats, result_words, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, aside, evidence_table, groups
from layouts.shell.links import to_indicator

Items: TypeAlias = Sequence[Mapping[str, Any]]

_HEADINGS = (
    Heading("Kết quả"),
    Heading("Như in", is_figure=True, share=17),
    Heading("n/N", is_figure=True, share=25),
    Heading("Dòng", is_figure=True, share=10),
)


def draw(answer: Answer) -> Drawing:
    """List the results by heading, as the document has them."""
    rows = records(answer)
    tables = [
        _group(name, list(items), answer.request)
        for name, items in groupby(rows, key=lambda row: row["pillar_name"])
    ]
    return Drawing(headline=_headline(answer), note=_note(answer), body=groups(tables))


def _headline(answer: Answer) -> str:
    names = [ref.name for ref in answer.locality.pillars if ref.code == answer.request.pillar]
    place = f"{names[0]}: " if names else ""
    results, bare = answer.facts["results"], answer.facts["bare_percentages"]
    counted = f"{place}{results} kết quả {wording.period(answer.period)}"
    return f"{counted}, {bare} tỷ lệ không công bố n và N" if bare else counted


def _note(answer: Answer) -> str:
    conflicts = answer.facts["conflicts"]
    counted = f"{answer.facts['counted']} kết quả có n và N"
    said = f"; {conflicts} tỷ lệ in khác n/N, giữ cả hai" if conflicts else ""
    return f"Số in nguyên văn; {counted}{said}"


def _group(name: str, items: Items, request: Request) -> Component:
    caption = f"{name}: {formats.counted(len(items), 'kết quả')}"
    return evidence_table(_HEADINGS, [_row(row, request) for row in items], caption=caption, is_group=True)


def _row(row: Mapping[str, Any], request: Request) -> TableRow:
    name = html.Link(row["label"], href=to_indicator(row["indicator_code"], request))
    remark = result_words.remark(row)
    said = [name, aside(remark)] if remark else name
    return TableRow((said, result_words.printed(row), result_words.counts(row), result_words.line(row)))


PANEL = Panel(
    name="pillar_results",
    title="Đã công bố kết quả gì?",
    draw=draw,
    missing="Văn bản không công bố kết quả cho nhóm hoặc kỳ này; nạp vào indicators_actual.csv khi có.",
    subject="indicators",
)
