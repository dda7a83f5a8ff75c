"""The register of contradicting figures: both sides as printed, with their sources, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Ratio
from layouts import conflict_words, facts, formats
from layouts import elements as html
from layouts.conflict_words import SideName
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.attributes import aria
from layouts.shell.evidence import Heading, TableRow, aside
from layouts.shell.links import href
from layouts.shell.marks import calm, mark

Row: TypeAlias = Mapping[str, Any]

_CALM = "calm"
_COMPARED = "Đã so tổng với các phần, tỷ lệ in với n/N, hạng, mức chỉ tiêu, danh sách và ngày tháng"
_HEADINGS = (
    Heading("Số liệu", share=28),
    Heading("Bên thứ nhất", share=22),
    Heading("Bên thứ hai", share=22),
    Heading("Chênh lệch", share=12),
    Heading("Tình trạng", share=16),
)


def draw(answer: Answer) -> Drawing:
    """List the conflicts, those without an explanation first; both figures stay as they are."""
    rows = records(answer)
    compared = facts.ratio(answer, "conflicts")
    checked = formats.number(compared.total if compared else 0)
    if rows[0]["kind"] == _CALM:
        headline = f"{checked} chỗ đối chiếu được đều khớp"
        return Drawing(headline=headline, body=calm("Không có số liệu mâu thuẫn", _COMPARED))
    groups = [_group(status, rows, answer) for status in conflict_words.STATUSES]
    return Drawing(
        headline=_headline(answer),
        note="Giữ nguyên cả hai số như văn bản in, không tự sửa số nào",
        body=register(_HEADINGS, [group for group in groups if group.rows]),
    )


def _headline(answer: Answer) -> str:
    compared = facts.ratio(answer, "conflicts")
    pair = formats.count_pair(compared) if compared else formats.MISSING
    return f"{pair} chỗ đối chiếu mâu thuẫn, {_left(facts.whole(answer, 'open') or 0, compared)}"


def _left(left: int, compared: Ratio | None) -> str:
    if not left:
        return "đều đã giải trình"
    if compared is not None and left == compared.n:
        return "chưa chỗ nào được giải trình"
    return f"còn {formats.counted(left, 'chỗ')} chưa giải trình"


def _group(status: str, rows: Sequence[Row], answer: Answer) -> Group:
    own = [row for row in rows if row["status"] == status]
    heading = f"{conflict_words.STATUSES[status]}: {formats.number(len(own))}"
    return Group(heading, tuple(_row(row, answer) for row in own), "chỗ")


def _row(row: Row, answer: Answer) -> TableRow:
    return TableRow(
        (
            _subject(row, answer),
            _side(row, "first"),
            _side(row, "second"),
            conflict_words.difference(row),
            [*_status(row), _decide(row, answer)],
        )
    )


def _subject(row: Row, answer: Answer) -> Component:
    """Name the figure and the kind of its conflict; the address of the page ends with the row's own name."""
    link = html.Link(row["name"], href=_address(row, answer))
    period = _period(row, answer)
    said = conflict_words.KINDS[row["kind"]]
    detail = f"{said} · {period}" if period else said
    return html.Div([link, aside(detail)], id=row["key"], className="conflict")


def _address(row: Row, answer: Answer) -> str:
    """Lead to the page where the figures stand, in their period where the locality has it."""
    periods = {period.code for period in answer.locality.periods}
    period = row["period"] if row["period"] in periods else answer.request.period
    return href(row["page"], locality=answer.request.locality, period=period)


def _period(row: Row, answer: Answer) -> str:
    known = next((period for period in answer.locality.periods if period.code == row["period"]), None)
    return formats.period_label(known).lower() if known else ""


def _side(row: Row, side: SideName) -> Children:
    details = (conflict_words.reading(row, side), conflict_words.name(row, side), _where(row, side))
    asides = [aside(detail) for detail in details if detail]
    return [html.Strong(conflict_words.figure(row, side)), *asides]


def _where(row: Row, side: SideName) -> str:
    """Name section and lines; the document too where the two sides are of different ones."""
    lines = formats.number_ranges(int(line) for line in (row[f"{side}_lines"] or "").split(",") if line)
    is_same = row["second_document"] in {"", row["first_document"]}
    document = "" if is_same else row[f"{side}_document"]
    parts = (document, row[f"{side}_section"], f"dòng {lines}" if lines else "")
    return ", ".join(part for part in parts if part)


def _decide(row: Row, answer: Answer) -> Component:
    """Lead a secretary to where it is explained or settled (assets/72_secretary.css)."""
    address = href(f"/conflicts/{row['key']}", locality=answer.locality.slug)
    link = html.A("Giải trình", href=address, **aria(label=f"Giải trình: {row['name']}"))
    return html.Div(link, className="secretary-only")


def _status(row: Row) -> list[Component]:
    if row["status"] == "open":
        return [mark("conflict", word=conflict_words.STATUSES["open"])]
    decided = f"{row['decided_by']}, {formats.date_table(row['decided_on'])}"
    return [
        mark("unknown", word=conflict_words.STATUSES[row["status"]]),
        aside(row["reason"]),
        aside(decided),
    ]


PANEL = Panel(
    name="data_conflicts",
    title="Số liệu nào mâu thuẫn với nhau?",
    draw=draw,
    missing="Chưa có số liệu nào để đối chiếu; nạp kế hoạch của địa bàn: ioc load plans.",
)
