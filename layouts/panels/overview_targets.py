"""How far the results are from what was promised: baselines as gaps, what cannot be compared as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Request
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Bullet, Heading, TableRow, aside, bullets, evidence_table
from layouts.shell.lines import Line, lines
from layouts.shell.links import to_indicator, to_page
from layouts.target_words import counting, with_counting

Rows: TypeAlias = Sequence[Mapping[str, Any]]

ROWS = 6
"""Rows that the panel shows at most: the rest stands in its table and on the page of pillars."""
COMPARED = 5
"""Bullets among them at most."""

_HEADINGS = (
    Heading("Chỉ tiêu"),
    Heading("Mức đề ra", is_figure=True),
    Heading("Kết quả cùng cách tính"),
    Heading("Khoảng cách"),
)
_WHOLE = 100.0
"""Percentages are drawn on a scale to 100 %."""


def draw(answer: Answer) -> Drawing:
    """Draw the widest gaps as bullets, name some targets without a result, and lead to all of them."""
    rows = records(answer)
    compared = [row for row in rows if row["value"] is not None][:COMPARED]
    others = [row for row in rows if row["value"] is None]
    body = [
        bullets([_bullet(row, answer) for row in compared]) if compared else None,
        *_without_result(others, ROWS - len(compared), answer.request),
        _onward(answer, rows),
    ]
    return Drawing(
        headline=_headline(answer),
        note=_note(compared),
        body=html.Div([part for part in body if part is not None]),
        table=_table(answer, rows),
    )


def _headline(answer: Answer) -> str:
    periods, known = facts.texts(answer, "periods"), facts.ratio(answer, "compared")
    named = f"chỉ tiêu {periods[0]}" if len(periods) == 1 else "chỉ tiêu"
    if known is None or not known.n:
        total = formats.number(known.total if known else 0)
        return f"{total} {named}, chưa chỉ tiêu nào có kết quả so sánh được"
    verdicts = facts.ratio(answer, "judged")
    what = "kết quả" if verdicts is not None and verdicts.n else "khởi điểm"
    return f"{formats.number(known.n)} trong {formats.number(known.total)} {named} có {what} so sánh được"


def _note(compared: Rows) -> str:
    if not compared:
        return "Kết quả khác cách tính hoặc khác mẫu số không đem so"
    return "Vạch đen là chỉ tiêu · kết quả khác cách tính hoặc khác mẫu số không đem so"


def _bullet(row: Mapping[str, Any], answer: Answer) -> Bullet:
    scale = _scale(row)
    goal = row["target_value"]
    value = wording.measured(row["value"], row["measure"], row["measure_label"] or "")
    return Bullet(
        label=_link(row["result_label"], row, answer.request),
        share=row["value"] / scale,
        target=None if goal is None else goal / scale,
        words=f"{value} · chỉ tiêu {wording.level(row)}",
        detail=with_counting(" · ".join(filter(None, (_gap(row), _counts(row)))), row, answer),
        status=row["status"],
    )


def _link(name: str, row: Mapping[str, Any], request: Request) -> Component:
    """Lead to the indicator's page, which has the clause and the lines."""
    return html.Link(name, href=to_indicator(row["indicator_code"], request))


def _scale(row: Mapping[str, Any]) -> float:
    """Other measures reach to the target, or to the result where that is beyond it."""
    if row["measure"] == wording.PERCENT:
        return _WHOLE
    return float(max(row["value"], row["target_value"] or 0.0)) or 1.0


def _gap(row: Mapping[str, Any]) -> str:
    """Say the distance alone: the target stands beside the result."""
    if row["gap"] is None:
        return ""
    if row["status"] == "on_target":
        return "đạt mức chỉ tiêu"
    if not row["gap"]:
        return "đã bằng mức chỉ tiêu"
    unit = "điểm" if row["measure"] == wording.PERCENT else row["measure_label"] or ""
    return f"còn cách {wording.figure(row['gap'])} {unit}".rstrip()


def _counts(row: Mapping[str, Any]) -> str:
    if row["measure"] == wording.PERCENT or row["total"]:
        return wording.counts(row["n"], row["total"])
    return ""


def _without_result(others: Rows, room: int, request: Request) -> list[Component]:
    """Name the first targets that no result may judge, in the order of the plan."""
    if not others:
        return []
    shown = others[: max(room, 0)]
    counted = formats.counted(len(others), "chỉ tiêu chưa có kết quả cùng cách tính")
    said = counted if len(shown) == len(others) else f"{counted}, trong đó"
    return [
        html.P(said, className="list-heading"),
        lines([Line(_link(row["target_name"], row, request), words=wording.level(row)) for row in shown]),
    ]


def _onward(answer: Answer, rows: Rows) -> Component:
    headings = formats.counted(len(answer.locality.pillars), "nhóm nội dung")
    targets = formats.counted(len({row["target_key"] for row in rows}), "chỉ tiêu")
    words = f"Xem {headings}, {targets}"
    return html.P(html.Link(words, href=to_page("/pillars", answer.request), className="onward"))


def _table(answer: Answer, rows: Rows) -> Component:
    """All targets, with n/N beside each percentage."""
    caption = f"Chỉ tiêu và kết quả cùng cách tính, {wording.period(answer.period)}"
    return evidence_table(_HEADINGS, [_row(row, answer) for row in rows], caption=caption)


def _row(row: Mapping[str, Any], answer: Answer) -> TableRow:
    name = _link(row["target_name"], row, answer.request)
    goal = f"{wording.level(row)} ({row['target_period']})"
    if row["value"] is None:
        return TableRow((name, goal, formats.NO_FIGURES, formats.MISSING))
    value = wording.measured(row["value"], row["measure"], row["measure_label"] or "")
    result = f"{row['result_label']}: {value}"
    known = " · ".join(filter(None, (counting(row, answer) or row["result_period"], _counts(row))))
    return TableRow((name, goal, [result, aside(known)], _gap(row)))


PANEL = Panel(
    name="overview_targets",
    title="Khởi điểm cách chỉ tiêu bao xa?",
    draw=draw,
    missing="Kế hoạch chưa đặt chỉ tiêu cho kỳ này hoặc sau kỳ này.",
    subject="targets",
)
