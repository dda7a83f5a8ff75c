"""What was promised of one indicator: how far it is, by when, who leads, and the clause that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Request
from layouts import elements as html
from layouts import facts, formats, target_words, wording
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside, bullets
from layouts.shell.links import to_unit
from layouts.shell.marks import WORDS, mark

Row: TypeAlias = Mapping[str, Any]

_HEADINGS = (
    Heading("Chỉ tiêu", share=26),
    Heading("Mức đề ra", share=17),
    Heading("Hạn", share=15),
    Heading("Chủ trì, phối hợp", share=24),
    Heading("Điều khoản", share=18),
)


def draw(answer: Answer) -> Drawing:
    """Draw comparable results as bullets against their target, then every target with its clause."""
    rows = records(answer)
    compared = sorted(
        (row for row in rows if row["status"] != "unknown"), key=target_words.width, reverse=True
    )
    results = [target_words.bullet(row, row["target_name"], answer) for row in compared]
    targets = [next(items) for _, items in groupby(rows, key=lambda row: row["target_key"])]
    group = Group(
        formats.counted(len(targets), "chỉ tiêu"), tuple(_row(row, answer.request) for row in targets)
    )
    return Drawing(
        headline=_headline(answer, rows, compared),
        note="Kết quả có trước kỳ của chỉ tiêu là khởi điểm: cho biết khoảng cách, không phán xét",
        body=html.Div([*([bullets(results)] if results else []), register(_HEADINGS, [group])]),
    )


def _headline(answer: Answer, rows: Sequence[Row], compared: Sequence[Row]) -> str:
    if compared:
        return _said(compared[0])
    targets = facts.whole(answer, "targets") or 0
    if targets == 1:
        return f"Chỉ tiêu {rows[0]['target_period']} là {wording.level(rows[0])}: chưa có kết quả so được"
    return f"{formats.counted(targets, 'chỉ tiêu')}, chưa chỉ tiêu nào có kết quả so được"


def _said(row: Row) -> str:
    """Say the widest gap of a baseline, or a verdict with what it is measured against."""
    goal = f"chỉ tiêu {row['target_period']}"
    if row["status"] == "on_target":
        return f"{WORDS['on_target']} {goal} ({wording.level(row)}){target_words.covers(row)}"
    gap = target_words.gap(row)
    if row["status"] == "off_target":
        return f"{WORDS['off_target']} {goal}: {gap}{target_words.covers(row)}"
    return f"{WORDS['baseline']} {gap} của {goal}{target_words.covers(row)}"


def _row(row: Row, request: Request) -> TableRow:
    return TableRow((_name(row), _level(row), _due(row), _units(row, request), _clause(row)))


def _name(row: Row) -> list[Component | str]:
    """Name the target with its years and whom it covers; without a result that says so."""
    about = f"{row['target_period']} · {wording.SCOPES[row['target_scope']]}"
    remark = " · ".join(filter(None, (about, row["note"])))
    waiting = [mark("unknown", word="chưa có kết quả so được")] if row["status"] == "unknown" else []
    return [row["target_name"], aside(remark), *waiting]


def _level(row: Row) -> list[Component | str]:
    """Write the level, and the words that make it as the document has them."""
    printed, before = row["target_printed"] or "", row["comparator_printed"] or ""
    quoted = wording.quoted(before, printed) or (f"«{printed}»" if printed else "")
    return [wording.level(row), *([aside(f"như in: {quoted}")] if quoted else [])]


def _due(row: Row) -> list[Component | str]:
    printed = [aside(f"như in: «{row['due_printed']}»")] if row["due_printed"] else []
    said = target_words.due(row).removeprefix("hạn ")
    return [f"{said[:1].upper()}{said[1:]}", *printed]


def _units(row: Row, request: Request) -> Children:
    """Name who leads and who helps, as printed; a unit of the plan's list leads to its page."""
    lead = _named(row["lead_units"], row["lead_addresses"], request)
    helping = _named(row["coordinating_units"], row["coordinating_addresses"], request)
    line = f" (dòng {row['lead_line']})" if row["lead_line"] is not None else ""
    parts: list[Component | str] = [
        html.Div([*lead, line]) if lead else html.Div("không ghi đơn vị chủ trì", className="no-figure")
    ]
    return [*parts, html.Div(["phối hợp: ", *helping], className="aside")] if helping else parts


def _named(printed: str | None, addresses: str | None, request: Request) -> list[Component | str]:
    words = [part.strip() for part in (printed or "").split(";") if part.strip()]
    named: list[Component | str] = [
        html.Link(word, href=to_unit(address, request)) if address else word
        for word, address in zip(words, (addresses or "").split(";"), strict=False)
    ]
    return [part for name in named for part in (name, "; ")][:-1]


def _clause(row: Row) -> list[Component | str]:
    line = formats.MISSING if row["line"] is None else f"dòng {row['line']}"
    return [line, aside(row["section"])] if row["section"] else [line]


PANEL = Panel(
    name="indicator_targets",
    title="Còn cách chỉ tiêu bao xa?",
    draw=draw,
    missing="Kế hoạch không đặt cho chỉ số này chỉ tiêu nào còn hiệu lực trong kỳ hoặc sau kỳ.",
)
