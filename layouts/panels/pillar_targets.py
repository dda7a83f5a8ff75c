"""The targets still ahead: how far their baselines are, and which have no result to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Request
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, aside, bullets, evidence_table, groups
from layouts.shell.links import href, to_indicator
from layouts.shell.marks import mark
from layouts.target_words import bullet, due, verdict, width

Items: TypeAlias = Sequence[Mapping[str, Any]]

_HEADINGS = (Heading("Chỉ tiêu", share=46), Heading("Mức đề ra", share=22), Heading("Kết quả so được"))


def draw(answer: Answer) -> Drawing:
    """Draw the comparable ones as bullets, widest gap first, and list all by heading."""
    rows = records(answer)
    compared = sorted((row for row in rows if row["status"] != "unknown"), key=width, reverse=True)
    parts = [
        _way_back(answer),
        bullets([bullet(row, _name(row, answer.request), answer) for row in compared]) if compared else None,
    ]
    common = _common_due(rows)
    shared = f"; {common} nếu dòng không ghi khác" if common else ""
    return Drawing(
        headline=_headline(answer, compared),
        note="Kết quả có trước kỳ của chỉ tiêu là khởi điểm: cho biết khoảng cách, không phán xét đạt hay "
        f"chưa đạt; kết quả khác cách tính hoặc khác mẫu số không đem so{shared}",
        body=html.Div([*filter(None, parts), _all(rows, common, answer)]),
    )


def _headline(answer: Answer, compared: Items) -> str:
    known, place = facts.ratio(answer, "compared"), _chosen(answer)
    if known is None or not known.n:
        targets = formats.counted(facts.whole(answer, "targets") or 0, "chỉ tiêu")
        return f"{place}{targets}, chưa chỉ tiêu nào có kết quả so được"
    counted = f"{place}{formats.count_pair(known)} chỉ tiêu có kết quả so được"
    widest = compared[0]
    if not widest["gap"]:
        return counted
    unit = "điểm" if widest["measure"] == wording.PERCENT else widest["measure_label"]
    return f"{counted}, xa nhất còn cách {wording.figure(widest['gap'])} {unit}"


def _chosen(answer: Answer) -> str:
    names = [ref.name for ref in answer.locality.pillars if ref.code == answer.request.pillar]
    return f"{names[0]}: " if names else ""


def _way_back(answer: Answer) -> Component | None:
    if not answer.request.pillar:
        return None
    query = {**answer.request.query(), "pillar": ""}
    return html.P(html.Link("Xem chỉ tiêu của mọi nhóm", href=href("/pillars", **query), className="onward"))


def _name(row: Mapping[str, Any], request: Request) -> Component:
    """Name a target; its indicator's page has the clause, the units and the lines."""
    return html.Link(row["target_name"], href=to_indicator(row["indicator_code"], request))


def _common_due(rows: Items) -> str:
    """The deadline that most targets have: said once for all of them."""
    dues = Counter({row["target_key"]: due(row) for row in rows}.values())
    text, count = dues.most_common(1)[0]
    return text if 2 * count > dues.total() else ""


def _all(rows: Items, common: str, answer: Answer) -> Component:
    """List every target under its heading; a target with two comparable results has one row."""
    tables = []
    for name, items in groupby(rows, key=lambda row: row["pillar_name"]):
        targets = [list(found) for _, found in groupby(items, key=lambda row: row["target_key"])]
        caption = f"{name}: {formats.counted(len(targets), 'chỉ tiêu')}"
        lines = [_row(each, common, answer) for each in targets]
        tables.append(evidence_table(_HEADINGS, lines, caption=caption, is_group=True))
    return groups(tables)


def _row(items: Items, common: str, answer: Answer) -> TableRow:
    first = items[0]
    own = due(first)
    details = ["" if own == common else own, first["lead_units"] and f"chủ trì: {first['lead_units']}"]
    remark = " · ".join(filter(None, details))
    name = _name(first, answer.request)
    return TableRow(
        (
            [name, aside(remark)] if remark else name,
            [
                f"{wording.level(first)} ",
                aside(wording.quoted(first["comparator_printed"] or "", first["target_printed"] or "")),
            ],
            _verdict(items, answer),
        )
    )


def _verdict(items: Items, answer: Answer) -> list[Component]:
    found = [row for row in items if row["status"] != "unknown"]
    if not found:
        return [mark("unknown", word="chưa có kết quả")]
    return [verdict(row, answer) for row in found]


PANEL = Panel(
    name="pillar_targets",
    title="Còn cách chỉ tiêu bao xa?",
    draw=draw,
    missing="Kế hoạch không đặt chỉ tiêu cho nhóm hoặc kỳ này; có thể chọn nhóm khác ở bảng nhóm nội dung.",
    subject="targets",
)
