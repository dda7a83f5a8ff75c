"""What will be overdue before the next meeting if nobody acts: units, and the codes of their cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from dash.development.base_component import Component

from data.contracts import URGENCIES, Answer
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.cases.words import chosen, way_back, words
from layouts.drawing import Drawing
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.links import href, to_case
from layouts.shell.marks import calm
from layouts.shell.tables import table

Row: TypeAlias = Mapping[str, Any]
Items: TypeAlias = Sequence[Row]

SHOWN: Final = 10
CODES_SHOWN: Final = 3
"""Codes named on a unit's line; the table behind lists them all, with their due days."""

_UNITS: Final = "units"
_HEADINGS: Final = (
    Heading("Đơn vị"),
    Heading("Sẽ quá hạn / đang mở", is_figure=True),
    Heading("Sớm nhất"),
)
_LISTED: Final = ("code", "unit_name", "category", "urgency", "due_on")


def draw(answer: Answer) -> Drawing:
    """List the units, most coming cases first, each with its earliest codes; or say that there is none."""
    rows = records(answer)
    units = [row for row in rows if row["part"] == _UNITS and row["cases"]]
    codes = [row for row in rows if row["part"] != _UNITS]
    headline = f"{chosen(answer)}{_headline(answer)}"
    if not units:
        return Drawing(headline=headline, note=_note(answer), body=calm("Không việc nào sắp quá hạn"))
    lines = [_row(row, codes, answer) for row in units[:SHOWN]]
    parts = [
        evidence_table(_HEADINGS, lines, caption="Việc sẽ quá hạn theo đơn vị", is_stacked=True),
        _rest(len(units) - len(lines)),
        way_back(answer),
    ]
    return Drawing(
        headline=headline,
        note=_note(answer),
        body=html.Div([part for part in parts if part is not None]),
        table=_table(answer),
    )


def _headline(answer: Answer) -> str:
    coming, units = facts.ratio(answer, "coming"), facts.ratio(answer, "units")
    before = f"trước {_until(answer)}"
    if coming is None or units is None or not coming.n:
        return f"Không {words(answer).noun} nào sẽ quá hạn {before}"
    where = formats.counted(units.n, "đơn vị")
    return f"{formats.count_pair(coming)} {words(answer).noun} đang mở sẽ quá hạn {before}, ở {where}"


def _until(answer: Answer) -> str:
    """Name the day that is looked ahead to: the next meeting, or a week."""
    day: Any = answer.facts["until"]
    if day is None:
        return "phiên họp tới"
    said = formats.date_prose(day)
    return f"phiên họp {said}" if answer.facts["is_meeting"] else f"ngày {said}"


def _note(answer: Answer) -> str:
    seen = f"Nhìn từ cuối ngày {formats.date_prose(answer.request.as_of)}, nếu không ai xử lý thêm"
    return seen if answer.facts["is_meeting"] else f"{seen}; chưa có lịch họp, tính trong 7 ngày"


def _row(row: Row, codes: Items, answer: Answer) -> TableRow:
    own = [each for each in codes if each["unit_address"] == row["unit_address"]]
    address = href(words(answer).path, **{**answer.request.query(), "unit": row["unit_address"]})
    shown = [part for each in own[:CODES_SHOWN] for part in (" · ", *_code(each, answer))][1:]
    more = f" và {formats.number(row['cases'] - CODES_SHOWN)} mã khác" if row["cases"] > CODES_SHOWN else ""
    pair = f"{formats.number(row['cases'])}/{formats.number(row['open'])}"
    name = html.Link(row["unit_name"], href=address)
    return TableRow((name, pair, html.Div([*shown, *([more] if shown and more else [])])))


def _code(row: Row, answer: Answer) -> list[Component | str]:
    """Name a case, with its day; its own page says why it is due then."""
    own = to_case(words(answer).path, row["code"], answer.request)
    due = f" (hạn{wording.NBSP}{row['due_on']:%d/%m})"
    return [html.Link(row["code"], href=own, className="together"), due]


def _rest(hidden: int) -> Component | None:
    return html.P(f"Còn {formats.counted(hidden, 'đơn vị')} khác.", className="note") if hidden > 0 else None


def _table(answer: Answer) -> Component:
    rows = [row for row in records(answer) if row["code"] is not None]
    written = {name: [row[name] for row in rows] for name in _LISTED}
    written["urgency"] = [URGENCIES.get(str(each), "") for each in written["urgency"]]
    columns = [column for name in _LISTED for column in answer.question.columns if column.name == name]
    listed = facts.ratio(answer, "codes")
    caption = f"Mã vụ việc, hạn sớm nhất trước ({formats.count_pair(listed)})" if listed else "Mã vụ việc"
    return table(columns, written, caption=caption)
