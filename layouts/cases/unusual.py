"""What chance and season do not explain in a unit's last complete month, each beside what they would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from data.contracts import Answer, Ratio
from layouts import elements as html
from layouts import facts, formats
from layouts.cases.words import chosen, words
from layouts.drawing import Drawing, Status
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, aside, evidence_table
from layouts.shell.links import href
from layouts.shell.marks import calm, mark
from layouts.shell.tables import table

Row: TypeAlias = Mapping[str, Any]

SHOWN: Final = 10
"""Findings in sight; the table behind has all of them."""

_KINDS: Final[Mapping[str, tuple[Status, str]]] = {
    "slowdown": ("off_target", "trễ hạn nhiều bất thường"),
    "surge": ("at_risk", "tiếp nhận tăng vọt"),
    "silence": ("at_risk", "tiếp nhận ít bất thường"),
    "dissatisfaction": ("at_risk", "không hài lòng nhiều bất thường"),
}
_HEADINGS: Final = (
    Heading("Đơn vị"),
    Heading("Dấu hiệu"),
    Heading("Trong tháng", is_figure=True),
    Heading("Ngẫu nhiên giải thích được", is_figure=True),
)


def draw(answer: Answer) -> Drawing:
    """List the findings, lateness first; or say calmly that nothing is unusual and how many were judged."""
    rows = [row for row in records(answer) if row["kind"]]
    headline = f"{chosen(answer)}{_headline(answer, rows)}"
    if not rows:
        said = f"Đã xét {formats.count_pair(_judged(answer))} đơn vị"
        return Drawing(headline=headline, note=_note(answer), body=calm("Không có tháng bất thường", said))
    hidden = len(rows) - SHOWN
    rest = [html.P(f"Còn {formats.counted(hidden, 'dấu hiệu')} trong bảng số liệu.", className="note")]
    lines = [_row(row, answer) for row in rows[:SHOWN]]
    found = evidence_table(_HEADINGS, lines, caption="Tháng bất thường theo đơn vị")
    written = {**answer.values, "kind": [_KINDS[row["kind"]][1] for row in rows]}
    return Drawing(
        headline=headline,
        note=_note(answer),
        body=html.Div([found, *(rest if hidden > 0 else [])]),
        table=table(answer.question.columns[1:], written, caption="Dấu hiệu bất thường"),
    )


def _headline(answer: Answer, rows: list[dict[str, Any]]) -> str:
    month: Any = answer.facts["month"]
    when, units = f"Tháng {month.month}/{month.year}", facts.ratio(answer, "units")
    if not rows or units is None:
        return f"{when}: không đơn vị nào bất thường"
    if units.n == 1:
        return f"{when}: {rows[0]['unit_name']} {_KINDS[rows[0]['kind']][1]}"
    return f"{when}: {formats.count_pair(units)} đơn vị có dấu hiệu bất thường"


def _judged(answer: Answer) -> Ratio:
    return facts.ratio(answer, "judged") or Ratio(0, 0)


def _note(answer: Answer) -> str:
    judged = _judged(answer)
    few = f"; {formats.counted(judged.total - judged.n, 'đơn vị')} quá ít vụ việc để xét"
    said = (
        "So với 12 tháng trước của chính đơn vị, đã tính mùa vụ; nhầm do ngẫu nhiên nhiều nhất 1/10.000, "
        "riêng mức không hài lòng 1/1.000"
    )
    return f"{said}{few if judged.n < judged.total else ''}"


def _row(row: Row, answer: Answer) -> TableRow:
    address = href(words(answer).path, **{**answer.request.query(), "unit": row["unit_address"]})
    status, said = _KINDS[row["kind"]]
    n = formats.count_pair(Ratio(row["n"], row["total"])) if row["total"] else formats.number(row["n"])
    low, high = formats.number(row["low"]), formats.number(row["high"])
    span = f"{low}\N{EN DASH}{high}"
    told = [n, aside(f"cộng {row['months']} tháng")] if row["months"] > 1 else n
    return TableRow((html.Link(row["unit_name"], href=address), mark(status, word=said), told, span))
