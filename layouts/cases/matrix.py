"""Where lateness sits: units by categories, coloured by the share of late cases where there are enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Ratio
from layouts import elements as html
from layouts import facts, formats
from layouts.cases.words import chosen, way_back, words
from layouts.drawing import Drawing
from layouts.rates import rate
from layouts.records import records
from layouts.shell.heat_matrix import Cell, heat_matrix
from layouts.shell.links import href
from layouts.shell.tables import table
from layouts.unit_names import short

Row: TypeAlias = Mapping[str, Any]


def draw(answer: Answer) -> Drawing:
    """Set n late of N closed in each cell; below the minimum N the counts stand uncoloured."""
    rows = records(answer)
    units = {row["unit_address"]: _unit(row, answer) for row in rows}
    cells = [_cell(row) for row in rows]
    columns = [column for column in answer.question.columns if column.name != "unit_address"]
    matrix = heat_matrix(
        units, _by_late(rows), cells, caption="Trễ hạn trên số đã xong, theo đơn vị và lĩnh vực"
    )
    return Drawing(
        headline=f"{chosen(answer)}{_headline(answer)}",
        note=_note(answer),
        body=html.Div([part for part in (matrix, way_back(answer)) if part is not None]),
        table=table(columns, answer.values, caption="Trễ hạn theo đơn vị và lĩnh vực"),
    )


def _unit(row: Row, answer: Answer) -> Component:
    address = href(words(answer).path, **{**answer.request.query(), "unit": row["unit_address"]})
    return html.Link(short(row["unit_name"]), href=address)


def _by_late(rows: Sequence[Row]) -> dict[str, str]:
    """Categories with most late cases first: the eye begins on the left."""
    late: dict[str, int] = dict.fromkeys((row["category"] for row in rows), 0)
    for row in rows:
        late[row["category"]] += row["late"]
    return {name: name for name in sorted(late, key=lambda name: -late[name])}


def _headline(answer: Answer) -> str:
    worst, noun = facts.ratio(answer, "worst"), words(answer).noun
    if worst is None:
        return f"Không {noun} nào trễ hạn trong kỳ"
    where = f"{answer.facts['worst_unit']}, {answer.facts['worst_category']}"
    return f"{where}: nhiều nhất, {formats.count_pair(worst)} {noun} trễ hạn"


def _note(answer: Answer) -> str:
    late, units = facts.ratio(answer, "late"), facts.ratio(answer, "units")
    whole = f"Trễ hạn {rate(late)} số đã xong. " if late else ""
    few = units is not None and units.n < units.total
    only = f"{formats.count_pair(units)} đơn vị nhiều trễ hạn nhất; " if units and few else ""
    said = f"{only}ô ghi trễ hạn/đã xong; ô dưới 10 vụ việc không tô màu"
    return f"{whole}{said[:1].upper()}{said[1:]}"


def _cell(row: Row) -> Cell:
    ratio = Ratio(row["late"], row["closed"])
    overdue = formats.number(row["open_overdue"])
    return Cell(
        row=row["unit_address"],
        column=row["category"],
        share=ratio.share if ratio.rankable() else None,
        text=formats.count_pair(ratio),
        title=f"{row['unit_name']} · {row['category']}: trễ hạn {rate(ratio)}, đang quá hạn {overdue}",
    )
