"""Every reported result as printed, with n/N where the document prints them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from dash import html
from dash.development.base_component import Component

from data.contracts import Answer, Ratio
from layouts import formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, aside, evidence_table, groups
from layouts.shell.marks import mark

Items: TypeAlias = Sequence[Mapping[str, Any]]

_HEADINGS = (
    Heading("Kết quả"),
    Heading("Như in", is_figure=True, share=17),
    Heading("n/N", is_figure=True, share=25),
    Heading("Dòng", is_figure=True, share=10),
)
_BARE_NUMBER = re.compile(r"[0-9][0-9.,/ ]*")
_ORIGINS: Mapping[str, str] = {
    "derived": "đếm từ liệt kê, văn bản không in số này",
    "inferred": "văn bản in không rõ, đọc theo các số bên cạnh",
}


def draw(answer: Answer) -> Drawing:
    """List the results by heading, as the document has them."""
    rows = records(answer)
    tables = [_group(name, list(items)) for name, items in groupby(rows, key=lambda row: row["pillar_name"])]
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


def _group(name: str, items: Items) -> Component:
    caption = f"{name}: {formats.counted(len(items), 'kết quả')}"
    return evidence_table(_HEADINGS, [_row(row) for row in items], caption=caption, is_group=True)


def _row(row: Mapping[str, Any]) -> TableRow:
    origin = _ORIGINS.get(row["status"], "")
    remark = " · ".join(filter(None, (origin, row["note"])))
    name = [row["label"], aside(remark)] if remark else row["label"]
    line = formats.MISSING if row["line"] is None else f"dòng {row['line']}"
    return TableRow((name, _printed(row), _counts(row), line))


def _printed(row: Mapping[str, Any]) -> str:
    """Print what stands in the document; a bare number gets its unit, which stands beside it there."""
    text, label = row["printed"], row["measure_label"] or ""
    if not text:
        return wording.measured(row["value"], row["measure"], label)
    if row["measure"] == wording.RANK:
        return f"{label} {text}"
    return f"{text} {label}" if label and _BARE_NUMBER.fullmatch(text) else text


def _counts(row: Mapping[str, Any]) -> str | list[Component | str]:
    """Write n/N with its percentage, and a mark where the printed percentage is another."""
    if row["denominator"] is None:
        return wording.NO_COUNTS if row["measure"] == wording.PERCENT else ""
    pair = formats.count_pair(Ratio(row["numerator"], row["denominator"]))
    if row["agrees"] is True:
        return pair
    said = f"{pair} = {formats.percent(row['share'])}"
    return said if row["agrees"] is None else [said, html.Div(mark("conflict", word="khác tỷ lệ in"))]


PANEL = Panel(
    name="pillar_results",
    title="Đã công bố kết quả gì?",
    draw=draw,
    missing="Văn bản không công bố kết quả cho nhóm hoặc kỳ này; nạp vào indicators_actual.csv khi có.",
    subject="indicators",
)
