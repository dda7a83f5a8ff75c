"""The table of units: bands in place of ranks, limits of chance beside each rate, no rank for few cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Ratio
from layouts import elements as html
from layouts import facts, formats
from layouts.cases.words import chosen, way_back, words
from layouts.drawing import Drawing, Status
from layouts.rates import rate
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, aside, bar, evidence_table
from layouts.shell.links import href
from layouts.shell.marks import mark
from layouts.shell.tables import table

Row: TypeAlias = Mapping[str, Any]

SHOWN: Final = 12
"""Units in sight; the table behind has all of them."""

_STANDINGS: Final[Mapping[str, tuple[Status, str]]] = {
    "far_below": ("off_target", "thấp hơn hẳn mức chung"),
    "below": ("at_risk", "thấp hơn mức chung"),
    "within": ("unknown", "không khác mức chung"),
    "above": ("on_target", "cao hơn mức chung"),
    "far_above": ("on_target", "cao hơn hẳn mức chung"),
    "too_few": ("unknown", "ít vụ việc, không xếp"),
}
_HEADINGS: Final = (
    Heading("Đơn vị"),
    Heading("Nhóm hạng"),
    Heading("Đúng hạn trên số đã xong"),
    Heading("So với mức chung"),
    Heading("Đang quá hạn", is_figure=True),
)
_BEHIND: Final = frozenset({"unit_address", "standing", "low", "high"})


def draw(answer: Answer) -> Drawing:
    """Show the units that need attention first: surely below the common rate, then by rate."""
    rows = records(answer)
    lines = [_row(row, answer) for row in rows[:SHOWN]]
    hidden = len(rows) - len(lines)
    rest = f"Còn {formats.counted(hidden, 'đơn vị')} trong bảng số liệu." if hidden else ""
    body = [
        evidence_table(_HEADINGS, lines, caption="Đơn vị theo tỷ lệ đúng hạn", is_stacked=True),
        html.P(rest, className="note") if rest else None,
        way_back(answer),
    ]
    return Drawing(
        headline=f"{chosen(answer)}{_headline(answer, rows)}",
        note=_note(answer),
        body=html.Div([part for part in body if part is not None]),
        table=_table(answer),
    )


def _headline(answer: Answer, rows: Sequence[Row]) -> str:
    below, whole = facts.ratio(answer, "below"), facts.ratio(answer, "on_time")
    if whole is None:
        return f"Chưa {words(answer).noun} nào được {words(answer).closed} xong"
    if answer.request.unit:
        return _of_one(rows[0]["standing"], whole, facts.ratio(answer, "common"))
    if below is None:
        return f"{rate(whole)} đúng hạn; chưa đơn vị nào đủ số để xếp"
    if not below.n:
        alike = f"{formats.counted(below.total, 'đơn vị')} không khác nhau quá ngẫu nhiên"
        return f"{rate(whole)} đúng hạn; {alike}"
    return f"{formats.count_pair(below)} đơn vị có tỷ lệ đúng hạn thấp hơn mức chung {rate(whole)}"


def _of_one(standing: str, own: Ratio, common: Ratio | None) -> str:
    """Hold one unit's rate against that of all units."""
    _, said = _STANDINGS[standing]
    against = f" {rate(common)}" if common and standing != "too_few" else ""
    return f"{rate(own)} đúng hạn, {said}{against}"


def _note(answer: Answer) -> str:
    strict = facts.ratio(answer, "strict")
    said = f"Tính cả việc đang quá hạn là không đạt: {rate(strict)}. " if strict else ""
    bands = "Nhóm hạng là các hạng mà đơn vị có thể đứng; vạch là mức chung"
    return f"{said}{bands}; dưới 10 vụ việc không xếp"


def _row(row: Row, answer: Answer) -> TableRow:
    address = href(words(answer).path, **{**answer.request.query(), "unit": row["unit_address"]})
    status, said = _STANDINGS[row["standing"]]
    return TableRow(
        (
            html.Link(row["unit_name"], href=address),
            html.Span(row["band"], className="together") if row["band"] else formats.MISSING,
            _rate(row, facts.ratio(answer, "common")),
            [mark(status, word=said), *_chance(row)],
            formats.number(row["open_overdue"]),
        ),
        is_total=row["unit_address"] == answer.request.unit,
    )


def _rate(row: Row, whole: Ratio | None) -> list[Component | str]:
    """Write a rate over its bar, with a tick at the common rate; of few cases the counts alone."""
    ratio = Ratio(row["closed_in_time"], row["closed"])
    if not ratio.rankable() or whole is None:
        return [rate(ratio)]
    share = ratio.share or 0.0
    return [html.Span(rate(ratio)), bar(share, target=whole.share, is_judged=row["standing"] != "within")]


def _chance(row: Row) -> list[Component]:
    if row["low"] is None:
        return []
    low, high = formats.number(row["low"]), formats.number(row["high"])
    return [aside(f"ngẫu nhiên: {low}\N{EN DASH}{high} đúng hạn")]


def _table(answer: Answer) -> Component:
    columns = [column for column in answer.question.columns if column.name not in _BEHIND]
    return table(columns, answer.values, caption="Tất cả đơn vị")
