"""Where cases were closed late: the commune map by count, hatched where there is no figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from dash.development.base_component import Component

from data.contracts import Answer, Ratio
from layouts import elements as html
from layouts import formats
from layouts.drawing import Drawing, Panel
from layouts.figures.choropleth import Area, Sheet, choropleth
from layouts.records import records
from layouts.shell.tables import table
from layouts.unit_names import noun, short

_TABLE = ("unit_name", "received", "closed_late")


def draw(answer: Answer) -> Drawing:
    """Draw the communes that have an outline; without any outline say why there is no map."""
    rows = records(answer)
    if answer.facts["outline_url"] is None:
        return _without_outlines(answer, rows)
    areas = [_area(row) for row in rows if row["longitude"] is not None]
    return Drawing(
        headline=_headline(rows),
        note=_note(answer),
        figure=choropleth(areas, _sheet(answer.facts), "Số trễ hạn"),
        table=_table(answer),
    )


def _headline(rows: Sequence[Mapping[str, Any]]) -> str:
    """Say how many cases were closed late, in how many communes, and where most."""
    known = [row for row in rows if row["closed_late"] is not None]
    late = [row for row in known if row["closed_late"]]
    if not late:
        return f"Không có phản ánh xử lý trễ hạn ở {_counted(known)} có số liệu"
    total = formats.number(sum(row["closed_late"] for row in late))
    if len(late) == 1:
        return f"{total} phản ánh xử lý trễ hạn, chỉ ở {late[0]['unit_name']}"
    return f"{total} phản ánh xử lý trễ hạn ở {_counted(late)}, {_most(late)}"


def _most(late: Sequence[Mapping[str, Any]]) -> str:
    """Name where most are; units with the same count are named together."""
    top = max(row["closed_late"] for row in late)
    names = [short(row["unit_name"]) for row in late if row["closed_late"] == top]
    if len(names) == len(late):
        return f"mỗi nơi {formats.number(top)}"
    each = "" if len(names) == 1 else "mỗi nơi "
    return f"nhiều nhất {formats.join_names(names, limit=3, noun='nơi')} ({each}{formats.number(top)})"


def _counted(rows: Sequence[Mapping[str, Any]]) -> str:
    return formats.counted(len(rows), noun(row["unit_name"] for row in rows))


def _note(answer: Answer) -> str:
    """Say how to read the map, and of how many cases the late ones are."""
    late = cast("Ratio", answer.facts["late"])
    return f"Dưới tên: trễ hạn / tổng số, cộng {formats.count_pair(late)} · gạch chéo: {formats.NO_FIGURES}"


def _area(row: Mapping[str, Any]) -> Area:
    count = row["closed_late"]
    pair = "" if count is None else formats.count_pair(Ratio(count, row["received"]))
    said = formats.NO_FIGURES if count is None else f"{pair} phản ánh xử lý trễ hạn"
    return Area(
        address=row["unit_address"],
        name=row["unit_name"],
        count=count,
        figure=pair,
        hover=f"{row['unit_name']}: {said}",
        text=row["label"] or "",
        below=row["label_lines_below"] or 0,
        lon=row["longitude"],
        lat=row["latitude"],
    )


def _sheet(facts: Mapping[str, Any]) -> Sheet:
    return Sheet(facts["outline_url"], facts["west"], facts["south"], facts["east"], facts["north"])


def _table(answer: Answer) -> Component:
    columns = [column for column in answer.question.columns if column.name in _TABLE]
    return table(columns, answer.values, caption="Phản ánh xử lý trễ hạn theo xã")


def _without_outlines(answer: Answer, rows: Sequence[Mapping[str, Any]]) -> Drawing:
    """Say that there is no map because there are no outlines, which is not the lack of figures."""
    name = answer.locality.name
    known = [row for row in rows if row["closed_late"] is not None]
    figures = f"{_headline(rows)}." if known else f"Cũng {formats.NO_FIGURES} phản ánh của kỳ này."
    lines = [
        html.P(f"{name} không có vị trí riêng trong bộ sơ đồ minh họa, nên không vẽ bản đồ ở đây."),
        html.P(figures),
        html.P(
            "Để có bản đồ, cần ranh giới do địa phương cung cấp; để có số liệu, cần nạp số phản ánh.",
            className="state-help",
        ),
    ]
    return Drawing(
        headline=f"{name}: chưa có sơ đồ để vẽ bản đồ",
        body=html.Div(lines, className="state state-missing"),
        table=_table(answer) if known else None,
    )


PANEL = Panel(
    name="feedback_map",
    title="Phản ánh xử lý trễ hạn ở những xã nào?",
    draw=draw,
    missing=(
        "Cần nạp số phản ánh, kiến nghị của từng xã, thị trấn trong kỳ: tổng số và số xử lý trễ hạn (theo "
        "mẫu Phụ lục 02 kế hoạch của huyện Tân Châu)."
    ),
    has_graph=True,
    graph_height=26,
    alt="Sơ đồ các xã, tô màu theo số phản ánh xử lý trễ hạn; gạch chéo là xã chưa có số liệu.",
    subject="feedback",
)
