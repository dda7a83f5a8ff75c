"""One pillar at a glance: points, rank and place among the losses where scored, and what stands under it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats, wording, work_words
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.links import href
from layouts.shell.marks import big_figure, tiles

Row: TypeAlias = Mapping[str, Any]


def draw(answer: Answer) -> Drawing:
    """Set points beside counts; where nothing was scored the counts alone, and no verdict."""
    row = records(answer)[0]
    points = () if row["score"] is None else (_score(row), _rank(row), _lost(row, answer))
    scored = [tile for tile in points if tile is not None]
    counts = [_results(row, answer), _targets(row), _tasks(row, answer)]
    return Drawing(
        headline=_headline(row, answer),
        note=_note(row, is_scored=bool(scored)),
        body=html.Div([tiles(group) for group in (scored, counts) if group]),
    )


def _headline(row: Row, answer: Answer) -> str:
    if row["lost"] is None:
        counted = f"{row['results']} kết quả {wording.period(answer.period)}, {row['targets']} chỉ tiêu"
        return f"{row['pillar_name']}: {counted}, {work_words.counted(row['tasks'], row['parts'])}"
    if not row["lost"]:
        return f"{row['pillar_name']}: đạt điểm tối đa"
    though = f" tuy xếp hạng 1/{row['units_ranked']}" if row["rank"] == 1 else ""
    return f"{row['pillar_name']}: mất {formats.points(row['lost'])} điểm{though}, {_place(row, answer)}"


def _place(row: Row, answer: Answer) -> str:
    """Say the place in the ladder of lost points."""
    scored = facts.whole(answer, "scored")
    if row["place"] == 1:
        return f"nhiều nhất trong {scored} trụ cột"
    return f"nhiều thứ {row['place']} trong {scored} trụ cột"


def _note(row: Row, *, is_scored: bool) -> str:
    """Say where the heading is printed, under which words, and that nobody published points."""
    words = "" if row["name_printed"] in {"", row["pillar_name"]} else f"in là «{row['name_printed']}», "
    line = "" if row["line"] is None else f" (dòng {row['line']})"
    said = f"{words}{row['section']}{line}"
    rest = "" if is_scored else "; văn bản không công bố điểm của nhóm này"
    return f"Văn bản: {said}{rest}"


def _score(row: Row) -> Component:
    pair = f"{formats.points(row['score'])}/{formats.points(row['max_score'])}"
    context = f"{formats.percent(row['score'] / row['max_score'])} ({pair})" if row["max_score"] else ""
    return big_figure(formats.points(row["score"]), f"/{formats.points(row['max_score'])}", "Điểm", context)


def _rank(row: Row) -> Component | None:
    if row["rank"] is None:
        return None
    context = (
        "xếp cuối"
        if row["rank"] == row["units_ranked"]
        else f"trong {row['units_ranked']} đơn vị được xếp hạng"
    )
    return big_figure(formats.number(row["rank"]), f"/{row['units_ranked']}", "Hạng", context)


def _lost(row: Row, answer: Answer) -> Component | None:
    total = facts.number(answer, "lost")
    if row["lost"] is None or not total:
        return None
    pair = f"{formats.points(row['lost'])}/{formats.points(total)}"
    context = f"{formats.percent(row['lost'] / total)} số điểm mất ({pair}), {_place(row, answer)}"
    return big_figure(formats.points(row["lost"]), " điểm", "Điểm mất", context)


def _results(row: Row, answer: Answer) -> Component:
    return big_figure(formats.number(row["results"]), " kết quả", "Đã công bố", wording.period(answer.period))


def _targets(row: Row) -> Component:
    return big_figure(
        formats.number(row["targets"]), " chỉ tiêu", "Đã hứa", "còn hiệu lực trong kỳ hoặc sau kỳ"
    )


def _tasks(row: Row, answer: Answer) -> Component:
    parts = f"và {formats.counted(row['parts'], 'nội dung')}" if row["parts"] else "của cả kế hoạch"
    address = href("/tasks", **answer.request.query())
    return big_figure(formats.number(row["tasks"]), " nhiệm vụ", "Đã giao", parts, href=address)


PANEL = Panel(
    name="pillar_profile",
    title="Trụ cột này đứng ở đâu?",
    draw=draw,
    missing="Khung nhóm nội dung của địa bàn không có hiệu lực trong kỳ này.",
)
