"""The targets still ahead: how far their baselines are, and which have no result to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from dash import dcc, html
from dash.development.base_component import Component

from data.contracts import Answer
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Bullet, Heading, TableRow, aside, bullets, evidence_table, groups
from layouts.shell.links import href
from layouts.shell.marks import mark

Items: TypeAlias = Sequence[Mapping[str, Any]]

_HEADINGS = (Heading("Chỉ tiêu", share=46), Heading("Mức đề ra", share=22), Heading("Kết quả so được"))
_WHOLE = 100.0
"""Percentages are drawn on a scale to 100 %."""


def draw(answer: Answer) -> Drawing:
    """Draw the comparable ones as bullets, widest gap first, and list all by heading."""
    rows = records(answer)
    compared = sorted((row for row in rows if row["status"] != "unknown"), key=_width, reverse=True)
    parts = [_way_back(answer), bullets([_bullet(row) for row in compared]) if compared else None]
    common = _common_due(rows)
    shared = f"; {common} nếu dòng không ghi khác" if common else ""
    return Drawing(
        headline=_headline(answer, compared),
        note="Kết quả có trước kỳ của chỉ tiêu là khởi điểm: cho biết khoảng cách, không phán xét đạt hay "
        f"chưa đạt; kết quả khác cách tính hoặc khác mẫu số không đem so{shared}",
        body=html.Div([*filter(None, parts), _all(rows, common)]),
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
    return html.P(dcc.Link("Xem chỉ tiêu của mọi nhóm", href=href("/pillars", **query), className="onward"))


def _width(row: Mapping[str, Any]) -> tuple[bool, float]:
    """Percentages by points; other measures after them, by gap as a share of the target."""
    gap = row["gap"] or 0.0
    if row["measure"] == wording.PERCENT:
        return True, gap
    return False, gap / abs(row["target_value"]) if row["target_value"] else 0.0


def _bullet(row: Mapping[str, Any]) -> Bullet:
    scale = _scale(row)
    goal = row["target_value"]
    return Bullet(
        label=f"{row['target_name']}{_scope(row)}",
        share=row["value"] / scale,
        target=None if goal is None else goal / scale,
        words=_result(row),
        detail=_gap_and_counts(row),
        status=row["status"],
    )


def _scale(row: Mapping[str, Any]) -> float:
    """Other measures reach to the target, or to the result where that is beyond it."""
    if row["measure"] == wording.PERCENT:
        return _WHOLE
    return float(max(row["value"], row["target_value"] or 0)) or 1.0


def _scope(row: Mapping[str, Any]) -> str:
    """Say whom a result covers where its target covers more."""
    if row["result_scope"] in {None, row["target_scope"]}:
        return ""
    return f" ({wording.SCOPES[row['result_scope']]})"


def _result(row: Mapping[str, Any]) -> str:
    value = wording.measured(row["value"], row["measure"], row["measure_label"] or "")
    words = {"baseline": "Khởi điểm", "on_target": "Đạt", "off_target": "Chưa đạt"}
    return f"{words[row['status']]} {value}"


def _gap_and_counts(row: Mapping[str, Any]) -> str:
    counted = wording.behind(row["measure"], row["numerator"], row["denominator"])
    return " · ".join(filter(None, (_gap(row), counted)))


def _gap(row: Mapping[str, Any]) -> str:
    label = row["measure_label"] or ""
    goal = wording.measured(row["target_value"], row["measure"], label)
    above = f"mức trên {goal}" if row["comparator"] == ">" else goal
    return wording.distance(row["gap"], row["measure"], label, above)


def _common_due(rows: Items) -> str:
    """The deadline that most targets have: said once for all of them."""
    dues = Counter({row["target_key"]: _due(row) for row in rows}.values())
    text, count = dues.most_common(1)[0]
    return text if 2 * count > dues.total() else ""


def _all(rows: Items, common: str) -> Component:
    """List every target under its heading; a target with two comparable results has one row."""
    tables = []
    for name, items in groupby(rows, key=lambda row: row["pillar_name"]):
        targets = [list(found) for _, found in groupby(items, key=lambda row: row["target_key"])]
        caption = f"{name}: {formats.counted(len(targets), 'chỉ tiêu')}"
        lines = [_row(each, common) for each in targets]
        tables.append(evidence_table(_HEADINGS, lines, caption=caption, is_group=True))
    return groups(tables)


def _row(items: Items, common: str) -> TableRow:
    first = items[0]
    due = _due(first)
    details = ["" if due == common else due, first["lead_units"] and f"chủ trì: {first['lead_units']}"]
    remark = " · ".join(filter(None, details))
    name = [first["target_name"], aside(remark)] if remark else first["target_name"]
    return TableRow(
        (
            name,
            [
                f"{wording.level(first)} ",
                aside(wording.quoted(first["comparator_printed"] or "", first["target_printed"] or "")),
            ],
            _verdict(items),
        )
    )


def _due(row: Mapping[str, Any]) -> str:
    if row["is_standing"]:
        return "thường xuyên"
    return f"hạn {formats.date_table(row['due_on'])}" if row["due_on"] else "không in hạn"


def _verdict(items: Items) -> list[Component]:
    found = [row for row in items if row["status"] != "unknown"]
    if not found:
        return [mark("unknown", word="chưa có kết quả")]
    return [
        html.Div(
            [
                mark(row["status"], word=f"{_result(row)}{_scope(row)}"),
                aside(_gap_and_counts(row)),
            ]
        )
        for row in found
    ]


PANEL = Panel(
    name="pillar_targets",
    title="Còn cách chỉ tiêu bao xa?",
    draw=draw,
    missing="Kế hoạch không đặt chỉ tiêu cho nhóm hoặc kỳ này; có thể chọn nhóm khác ở bảng nhóm nội dung.",
    subject="targets",
)
