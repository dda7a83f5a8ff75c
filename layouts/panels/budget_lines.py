"""The lines of the period as a tree: allocated, executed, rate, remaining; printed sums compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, aside, bar, checks, evidence_table
from layouts.shell.marks import calm, mark

Row: TypeAlias = Mapping[str, Any]

_HEADINGS = (
    Heading("Nội dung chi"),
    Heading("Tỷ lệ", is_figure=True),
    Heading("Thực hiện trên dự toán"),
    Heading("Thực hiện, đồng", is_figure=True),
    Heading("Dự toán giao, đồng", is_figure=True),
    Heading("Còn lại, đồng", is_figure=True),
)
_PLANNED = (Heading("Nội dung chi"), Heading("Dự toán giao, đồng", is_figure=True))
"""What a line has before anything is executed."""

_BOOKED = "booked"
_STATED = "stated"
_TOTAL = "total"


def draw(answer: Answer) -> Drawing:
    """Set a bar beside each line's own amounts; sums of the running text stand under the table."""
    rows = records(answer)
    is_executed = facts.ratio(answer, "execution") is not None
    ledgers = _ledgers(rows)
    own = [row for row in rows if row["kind"] not in {_STATED, _BOOKED}]
    lines = [_line(row, ledgers.get(row["line_key"]), is_executed=is_executed) for row in own]
    table = evidence_table(_HEADINGS if is_executed else _PLANNED, lines, caption=_caption(answer))
    return Drawing(
        headline=_headline(answer),
        note=_note(answer),
        body=html.Div([table, checks(_compared(answer, rows))]),
    )


def _caption(answer: Answer) -> str:
    return f"Dự toán và thực hiện, {wording.period(answer.period)}"


def _headline(answer: Answer) -> str:
    label, used = formats.period_label(answer.period), facts.ratio(answer, "execution")
    if used is None:
        planned = formats.vnd_short(facts.whole(answer, "allocated"))
        return f"{label}: dự toán {planned}, chưa có số thực hiện"
    left = formats.vnd_short(facts.whole(answer, "remaining"))
    return f"{label}: thực hiện {formats.percent(used.n / used.total)} dự toán, còn {left}"


def _note(answer: Answer) -> str:
    used = facts.ratio(answer, "execution")
    parts = formats.counted(facts.whole(answer, "parts") or 0, "khoản")
    if used is None:
        return f"{parts}; chưa có số thực hiện là chưa có số liệu, không phải 0 đồng"
    return f"{wording.full(used.n, used.total)}, {parts}"


def _ledgers(rows: Sequence[Row]) -> Mapping[str, Component]:
    """Fold the months of each line's ledger: what was spent and adjusted, and what it adds up to."""
    lines = {row["line_key"]: row for row in rows}
    months = groupby((row for row in rows if row["kind"] == _BOOKED), key=lambda row: row["parent_key"])
    return {key: _ledger(lines[key], list(own)) for key, own in months}


def _ledger(line: Row, months: Sequence[Row]) -> Component:
    entries = sum(row["entries"] for row in months)
    spent = sum(row["executed"] for row in months)
    said = f"Sổ chi tiết: {formats.counted(len(months), 'tháng')}, {formats.counted(entries, 'chứng từ')}"
    items: list[Component] = [html.Li(_month(row)) for row in months]
    whole = f"Cộng chi {formats.vnd_full(spent)}"
    is_same = line["executed"] is None or spent == line["executed"]
    differs = mark("conflict", word=f"{whole}, khác số thực hiện của dòng; giữ cả hai")
    items.append(html.Li(whole if is_same else differs))
    return html.Details([html.Summary(said), html.Ul(items, className="ledger")], className="fold")


def _month(row: Row) -> str:
    """Write a month of a ledger: "03/2022: chi 9.348.000 đồng, điều chỉnh −1.000.000 đồng (2 chứng từ)"."""
    told = [f"chi {formats.vnd_full(row['executed'])}"] if row["executed"] or not row["adjusted"] else []
    told += [f"điều chỉnh {formats.vnd_full(row['adjusted'])}"] if row["adjusted"] else []
    entries = formats.counted(row["entries"], "chứng từ")
    return f"{row['month']:%m/%Y}: {', '.join(told)} ({entries})"


def _line(row: Row, ledger: Component | None, *, is_executed: bool) -> TableRow:
    parts = [row["line_name"], aside(row["note"]) if row["note"] else None, ledger]
    name = [part for part in parts if part is not None]
    executed = [formats.percent(row["rate"], aligned=True), _bar(row), _amount(row["executed"])]
    cells = [name, *(executed if is_executed else []), _amount(row["allocated"])]
    rest = [_amount(row["remaining"])] if is_executed else []
    return TableRow((*cells, *rest), depth=row["depth"] or 0, is_total=row["kind"] == _TOTAL)


def _amount(amount: int | None) -> str | Component:
    if amount is None:
        return html.Span(formats.MISSING, title=formats.NO_FIGURES, className="no-figure")
    return formats.number(amount)


def _bar(row: Row) -> Component | None:
    return None if row["rate"] is None else bar(row["rate"])


def _compared(answer: Answer, rows: Sequence[Row]) -> list[Component]:
    """Say whether each printed sum is that of its lines, and whether the text's is the table's."""
    mismatches = facts.texts(answer, "mismatches")
    said: list[Component] = []
    if unbalanced := facts.texts(answer, "unbalanced"):
        names = formats.join_names(unbalanced)
        said.append(html.P(mark("conflict", word=f"Sổ chi tiết khác số thực hiện: {names}; giữ cả hai")))
    if mismatches:
        names = formats.join_names(mismatches)
        said.append(html.P(mark("conflict", word=f"Tổng in khác tổng các dòng: {names}; giữ cả hai")))
    elif any(row["kind"] == _TOTAL for row in rows):
        said.append(calm("Tổng in trong bảng khớp tổng các dòng", _sums(answer)))
    return said + [_stated(row, answer) for row in rows if row["kind"] == _STATED]


def _sums(answer: Answer) -> str:
    used, printed = facts.ratio(answer, "execution"), facts.ratio(answer, "printed")
    if used is None or printed is None:
        return ""
    return f"In {wording.full(printed.n, printed.total)}; tính {wording.full(used.n, used.total)}"


def _stated(row: Row, answer: Answer) -> Component:
    """Compare a sum of the running text with ours: executed with executed, estimated with allocated."""
    used, allocated = facts.ratio(answer, "execution"), facts.whole(answer, "allocated")
    stated = row["allocated"] if row["executed"] is None else row["executed"]
    ours = used.n if used and row["executed"] is not None else allocated
    detail = f"Mục {row['line_code']} (dòng {row['line']}) in {formats.vnd_full(stated)}"
    if stated == ours:
        return calm("Số trong lời văn khớp bảng", detail)
    return html.P(mark("conflict", word=f"Lời văn khác bảng: {detail}, bảng {formats.vnd_full(ours)}"))


PANEL = Panel(
    name="budget_lines",
    title="Đã thực hiện bao nhiêu dự toán?",
    draw=draw,
    missing="Văn bản của địa bàn này không kèm bảng dự toán và thực hiện; nạp vào budget.csv khi có.",
    subject="budget",
)
