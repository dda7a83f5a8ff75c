"""Who owes what report to whom: those with a printed day, then those for which the plan prints none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import FREQUENCIES, Answer
from layouts import elements as html
from layouts import facts, formats, work_words
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside
from layouts.shell.marks import mark

Items: TypeAlias = Sequence[Mapping[str, Any]]


def draw(answer: Answer) -> Drawing:
    """Set reports with days before those without, each with what is known."""
    found = [list(items) for _, items in groupby(records(answer), key=lambda row: row["board_row"])]
    with_day = [items for items in found if items[0]["due_on"] is not None]
    without = [items for items in found if items[0]["due_on"] is None]
    groups = [
        Group(heading, tuple(_row(items) for items in members))
        for heading, members in (
            (f"Có ngày in trong văn bản: {formats.counted(len(with_day), 'báo cáo')}", with_day),
            (f"Văn bản không in ngày: {formats.counted(len(without), 'báo cáo')}", without),
        )
        if members
    ]
    return Drawing(headline=_headline(answer), note=_note(answer), body=register(_headings(answer), groups))


def _headings(answer: Answer) -> tuple[Heading, ...]:
    return (
        Heading("Báo cáo", share=27),
        Heading("Đơn vị báo cáo", share=17),
        Heading("Nơi nhận", share=18),
        Heading("Định kỳ", share=12),
        Heading(f"Hạn năm {answer.facts['year']}", share=20),
        Heading("Dòng", is_figure=True, share=6),
    )


def _headline(answer: Answer) -> str:
    duties = formats.counted(facts.whole(answer, "duties") or 0, "loại báo cáo")
    reporters = formats.counted(facts.whole(answer, "reporters") or 0, "đơn vị, nhóm đơn vị")
    return f"{reporters} phải nộp {duties}"


def _note(answer: Answer) -> str:
    as_of = formats.date_prose(answer.request.as_of)
    recorded = facts.whole(answer, "recorded") or 0
    known = f"đã ghi nhận {formats.counted(recorded, 'báo cáo')}" if recorded else "chưa ghi nhận báo cáo nào"
    return f"Xem tại ngày {as_of}; hệ thống {known}, {work_words.NOT_LATE}"


def _row(items: Items) -> TableRow:
    first = items[0]
    lines = [row["line"] for row in items if row["line"]]
    cells: tuple[Children, ...] = (
        _duty(items),
        first["reporter"],
        _recipient(first),
        _often(items),
        _days(items) if first["due_on"] is not None else _words(items),
        formats.number_ranges(lines) if lines else None,
    )
    return TableRow(cells)


def _duty(items: Items) -> Children:
    notes = list(dict.fromkeys(row["note"] for row in items if row["note"]))
    return [items[0]["duty"], *(aside(note) for note in notes)]


def _recipient(row: Mapping[str, Any]) -> Children:
    to = row["recipient"] or html.Span("không ghi", className="no-figure")
    return [to, aside(f"qua {row['via']}")] if row["via"] else to


def _often(items: Items) -> Children:
    """Say how often, with the periods that the plan names."""
    often = list(dict.fromkeys(FREQUENCIES[row["frequency"]] for row in items))
    periods = list(dict.fromkeys(row["period_printed"] for row in items if row["period_printed"]))
    is_repeated = [period.casefold() for period in periods] == often
    said = ", ".join(often)
    return [said, aside(", ".join(periods))] if periods and not is_repeated else said


def _days(items: Items) -> Component:
    """List the days of a report, those gone by with what is known of them, the next one marked."""
    passed = [row for row in items if row["state"] == "passed"]
    reported = [row for row in items if row["state"] == "reported"]
    ahead = [row for row in items if row["state"] not in {"passed", "reported"}]
    said: list[Component] = []
    if reported:
        said += [html.Div(_listed(reported)), aside(work_words.REPORTED)]
    if passed:
        said += [html.Div(_listed(passed)), mark("unknown", word=work_words.UNREPORTED)]
    if ahead:
        said.append(html.Div(_listed(ahead)))
    return html.Div(said)


def _listed(items: Items) -> list[Component | str]:
    """Write days and months; "trước" stands once where it holds for all of them."""
    is_before = all(row["is_before"] for row in items)
    days = [part for row in items for part in (_day(row, is_said=is_before), ", ")][:-1]
    return ["trước ", *days] if is_before else days


def _day(row: Mapping[str, Any], *, is_said: bool) -> Component | str:
    before = "trước " if row["is_before"] and not is_said else ""
    day = f"{before}{row['due_on']:%d/%m}"
    return html.Strong(f"{day} (hạn tới)") if row["state"] == "next" else day


def _words(items: Items) -> Children:
    """Quote what the plan prints in place of a day."""
    words = list(dict.fromkeys(f"«{row['due_printed']}»" for row in items if row["due_printed"]))
    return ", ".join(words) if words else html.Span("không in", className="no-figure")


PANEL = Panel(
    name="reporting_board",
    title="Ai phải báo cáo gì, cho ai, bao lâu một lần?",
    draw=draw,
    missing="Kế hoạch của địa bàn không quy định chế độ báo cáo.",
    subject="reporting",
)
