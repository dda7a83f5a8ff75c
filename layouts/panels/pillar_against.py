"""A unit against its province: its points, the province's own, and the middle and ends of its peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, aside, bar, evidence_table
from layouts.shell.links import to_pillar
from layouts.shell.tables import table

Row: TypeAlias = Mapping[str, Any]

_TOTAL: Final = "Tổng điểm"
_BEHIND: Final = frozenset({"pillar_code", "behind"})


def draw(answer: Answer) -> Drawing:
    """Set each pillar of the unit beside its province and its peers; without a unit, the province alone."""
    rows = records(answer)
    has_unit = any(row["score"] is not None for row in rows)
    lines = [_row(row, answer, has_unit=has_unit) for row in rows]
    named = {**answer.values, "pillar_name": [row["pillar_name"] or _TOTAL for row in rows]}
    columns = [column for column in answer.question.columns if column.name not in _BEHIND]
    return Drawing(
        headline=_headline(answer, rows, has_unit=has_unit),
        note=_note(answer, has_unit=has_unit),
        body=evidence_table(_headings(answer, has_unit=has_unit), lines, caption="Điểm từng trụ cột"),
        table=table(columns, named, caption="Điểm của đơn vị, của địa bàn và của các đơn vị cùng bộ chỉ số"),
    )


def _unit(answer: Answer) -> str:
    units = (ref.name for ref in answer.locality.units if ref.address == answer.request.unit)
    return next(units, answer.locality.name)


def _headline(answer: Answer, rows: Sequence[Row], *, has_unit: bool) -> str:
    named = {row["pillar_code"]: row for row in rows}
    if not has_unit:
        widest = named.get(answer.facts["widest"])
        if widest is None:
            return "Chưa đủ đơn vị được chấm điểm để so sánh"
        span = f"{formats.points(widest['low'])}\N{EN DASH}{_of(widest['high'], widest)}"
        return f"Các đơn vị chênh nhau nhiều nhất ở {widest['pillar_name']}: {span} điểm"
    below, worst = facts.ratio(answer, "below"), named.get(answer.facts["worst"])
    if below is None:
        return f"{_unit(answer)}: chưa có đơn vị cùng bộ chỉ số để so sánh"
    if worst is None:
        return f"{_unit(answer)} không kém trung vị ở trụ cột nào ({formats.count_pair(below)})"
    pair = f"{formats.points(worst['score'])} so với {_of(worst['middle'], worst)}"
    counted = f"{formats.count_pair(below)} trụ cột"
    return f"{_unit(answer)} kém trung vị ở {counted}, xa nhất là {worst['pillar_name']}: {pair}"


def _note(answer: Answer, *, has_unit: bool) -> str:
    units = facts.whole(answer, "units") or 0
    among = f"Trung vị, thấp nhất và cao nhất của {formats.counted(units, 'đơn vị')} chấm cùng bộ chỉ số"
    tick = "; vạch là trung vị" if has_unit else "; chọn một đơn vị để so sánh"
    return f"{among}, {wording.period(answer.period)}{tick}"


def _headings(answer: Answer, *, has_unit: bool) -> Sequence[Heading]:
    own = [Heading(_unit(answer), share=34)] if has_unit else []
    rest = [Heading(answer.locality.name, is_figure=True), Heading("Trung vị", is_figure=True)]
    rank = [Heading("Hạng", is_figure=True)] if has_unit else []
    return [Heading("Trụ cột"), *own, *rest, Heading("Thấp nhất\N{EN DASH}cao nhất", is_figure=True), *rank]


def _row(row: Row, answer: Answer, *, has_unit: bool) -> TableRow:
    code = row["pillar_code"]
    name = html.Link(row["pillar_name"], href=to_pillar(code, answer.request)) if code else _TOTAL
    ends = f"{formats.points(row['low'])}\N{EN DASH}{formats.points(row['high'])}"
    spread = ends if row["low"] is not None else formats.MISSING
    cells: list[Children] = [name]
    if has_unit:
        cells.append(_own(row))
    cells += [formats.points(row["province"]), formats.points(row["middle"]), spread]
    if has_unit:
        cells.append(_rank(row))
    return TableRow(tuple(cells), is_total=code is None)


def _own(row: Row) -> Children:
    """Write the unit's points over their bar, with a tick at the median, and how far that is."""
    if row["score"] is None:
        return formats.NO_FIGURES
    drawn: list[Component] = [html.Span(_of(row["score"], row))]
    if row["max_score"]:
        middle = None if row["middle"] is None else row["middle"] / row["max_score"]
        drawn.append(bar(row["score"] / row["max_score"], target=middle))
    return [*drawn, aside(_apart(row))] if row["behind"] is not None else drawn


def _apart(row: Row) -> str:
    if not row["behind"]:
        return "bằng trung vị"
    said = "kém" if row["behind"] > 0 else "hơn"
    return f"{said} trung vị {formats.points(abs(row['behind']))} điểm"


def _of(points: float, row: Row) -> str:
    limit = f"/{formats.points(row['max_score'])}" if row["max_score"] else ""
    return f"{formats.points(points)}{limit}"


def _rank(row: Row) -> str:
    return formats.MISSING if row["rank"] is None else f"{row['rank']}/{row['units_ranked']}"


PANEL = Panel(
    name="pillar_against",
    title="So với tỉnh và các đơn vị cùng cấp thế nào?",
    draw=draw,
    missing=("Chưa có điểm của từng đơn vị trong kỳ này; nạp điểm của các xã, phường để so sánh."),
    subject="scores",
)
