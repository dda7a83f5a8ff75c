"""Which units answer late: their cases in time and late, stacked, most late first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from dash.development.base_component import Component

from data.contracts import Answer, Ratio, Request
from layouts import elements as html
from layouts import facts, formats
from layouts.drawing import Drawing, Panel
from layouts.figures.shares import Counts, Part, shares
from layouts.rates import rate
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.links import href, to_page
from layouts.shell.marks import mark
from layouts.unit_names import short

Row = Mapping[str, Any]

_PATH = "/feedback"
SHOWN = 18
"""Bars that can be told apart in the picture's height; the table behind has every unit."""

_PARTS = (Part("Đúng hạn", "accent"), Part("Trễ hạn", "negative"))
_COUNTS = ("received", "open_in_time", "open_overdue", "closed_on_time", "closed_late")


def draw(answer: Answer) -> Drawing:
    """Stack the counts of each unit; counts may be compared whatever their size, rates may not."""
    rows = records(answer)
    units = [row for row in rows if not row["is_total"]]
    return Drawing(
        headline=_chosen_headline(answer, units) or _headline(answer),
        note=_note(units),
        figure=shares(_PARTS, [_bars(row, answer.request.unit) for row in _in_sight(answer, units)]),
        body=html.Div([_agreement(answer, rows), _way_back(answer.request)]),
        table=_table(answer, rows),
    )


def _note(units: Sequence[Row]) -> str:
    said = "Xếp theo số trễ hạn; đơn vị dưới 10 phản ánh chỉ nêu n/N, không xếp hạng theo tỷ lệ"
    only = f"{formats.number(SHOWN)}/{formats.number(len(units))} đơn vị trễ nhiều nhất, đủ cả trong bảng. "
    return f"{only}{said}" if len(units) > SHOWN else said


def _in_sight(answer: Answer, units: Sequence[Row]) -> list[Row]:
    """Keep as many units as the picture has room for, the chosen one among them."""
    chosen = [row for row in units[SHOWN:] if row["unit_address"] == answer.request.unit]
    return [*units[: SHOWN - len(chosen)], *chosen] if len(units) > SHOWN else list(units)


def _headline(answer: Answer) -> str:
    units = cast("Ratio", answer.facts["units_late"])
    if not units.n:
        return f"Không đơn vị nào trong {formats.counted(units.total, 'đơn vị')} xử lý trễ hạn"
    late = f"{formats.count_pair(units)} đơn vị có phản ánh xử lý trễ hạn"
    rest = units.total - units.n
    return f"{late}, {formats.counted(rest, 'đơn vị')} không có" if rest else late


def _chosen_headline(answer: Answer, units: Sequence[Row]) -> str:
    """Answer for the unit of the address; empty where none is chosen."""
    chosen = answer.request.unit
    if not chosen:
        return ""
    row = next((row for row in units if row["unit_address"] == chosen), None)
    if row is None:
        name = next((unit.name for unit in answer.locality.units if unit.address == chosen), chosen)
        return f"{name}: {formats.NO_FIGURES} phản ánh"
    if row["received"] is None:
        return f"{row['unit_name']}: {formats.NO_FIGURES} phản ánh"
    return f"{row['unit_name']}: {_late(row)} phản ánh xử lý trễ hạn"


def _late(row: Row) -> str:
    return formats.count_pair(Ratio(row["closed_late"], row["received"]))


def _bars(row: Row, chosen: str) -> Counts:
    """Make a unit's row of the picture; the chosen one stands out in bold."""
    known = row["received"] is not None
    text = f"{_late(row)} trễ hạn" if known else formats.NO_FIGURES
    label = short(row["unit_name"])
    is_chosen = row["unit_address"] == chosen
    return Counts(
        key=row["unit_address"],
        label=f"<b>{label}</b>" if is_chosen else label,
        counts=(row["closed_on_time"], row["closed_late"]) if known else None,
        text=f"<b>{text}</b>" if is_chosen else text,
        hover=_hover(row) if known else f"{row['unit_name']}: {formats.NO_FIGURES}",
    )


def _hover(row: Row) -> str:
    return (
        f"{row['unit_name']}: {formats.number(row['received'])} phản ánh, đúng hạn "
        f"{formats.number(row['closed_on_time'])}, trễ hạn {formats.number(row['closed_late'])}"
    )


def _agreement(answer: Answer, rows: Sequence[Row]) -> Component | None:
    """Say whether the printed total is the sum of the units; where it is not, show both figures."""
    if not facts.texts(answer, "compared"):
        return None
    sections = {source.section for source in answer.sources if source.section}
    where = f" của {sections.pop()}" if len(sections) == 1 else ""
    differing = facts.texts(answer, "differing")
    if not differing:
        return html.P(mark("on_target", word=f"Khớp dòng tổng{where}"), className="note")
    found = "; ".join(_difference(name, answer, rows) for name in differing)
    return html.P([mark("conflict"), f" Dòng tổng{where}: {found}"], className="note")


def _difference(name: str, answer: Answer, rows: Sequence[Row]) -> str:
    """Set a printed total beside the sum of the units."""
    label = next((column.label for column in answer.question.columns if column.name == name), name)
    printed = formats.number(sum(row[name] for row in rows if row["is_total"]))
    added = formats.number(sum(row[name] or 0 for row in rows if not row["is_total"]))
    return f"{label} in {printed}, cộng các đơn vị {added}"


def _way_back(request: Request) -> Component | None:
    """Lead from a chosen unit back to all of them."""
    if not request.unit:
        return None
    return html.P(html.Link("Bỏ chọn, xem tất cả đơn vị", href=to_page(_PATH, request)), className="note")


def _table(answer: Answer, rows: Sequence[Row]) -> Component:
    """Show every unit, those without figures included; the chosen one and the printed total in bold."""
    columns = [column for column in answer.question.columns if column.name in _COUNTS]
    headings = [
        Heading("Đơn vị"),
        *(Heading(column.label, is_figure=True) for column in columns),
        Heading("Đúng hạn trên số đã xử lý"),
    ]
    lines = [_table_row(row, answer.request) for row in rows]
    return evidence_table(headings, lines, caption="Phản ánh theo đơn vị")


def _table_row(row: Row, request: Request) -> TableRow:
    address = href(_PATH, **{**request.query(), "unit": row["unit_address"]})
    name = row["unit_name"] if row["is_total"] else html.Link(row["unit_name"], href=address)
    figures = [formats.number(row[count]) for count in _COUNTS]
    stands_out = row["is_total"] or row["unit_address"] == request.unit
    return TableRow((name, *figures, _rate(row)), is_total=stands_out)


def _rate(row: Row) -> str:
    """Write a unit's on-time rate; one without a figure has none."""
    if row["received"] is None:
        return formats.NO_FIGURES
    return rate(Ratio(row["closed_on_time"], row["closed_on_time"] + row["closed_late"]))


PANEL = Panel(
    name="feedback_by_unit",
    title="Đơn vị nào xử lý phản ánh trễ hạn?",
    draw=draw,
    missing=(
        "Cần nạp số phản ánh, kiến nghị của từng đơn vị trong kỳ: tổng số, đang xử lý, xử lý đúng hạn, "
        "xử lý trễ hạn (theo mẫu Phụ lục 02 kế hoạch của huyện Tân Châu)."
    ),
    has_graph=True,
    graph_height=24.5,
    alt="Thanh ngang theo đơn vị: số phản ánh xử lý đúng hạn và xử lý trễ hạn, nhiều trễ hạn nhất ở trên.",
    subject="feedback",
)
