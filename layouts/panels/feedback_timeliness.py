"""How much was answered in time: cases received, on-time rate of all, of the communes, of the offices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from dash.development.base_component import Component

from data.contracts import Answer, Column, Ratio
from layouts import formats
from layouts.cases.service import DEALT_WITH, counted_by, is_counted, service_tiles
from layouts.drawing import Drawing, Panel
from layouts.rates import rate, share
from layouts.records import records
from layouts.shell.marks import big_figure, mark, tiles
from layouts.shell.tables import table
from layouts.unit_names import communes_noun

_RATE = Column("rate", "text", "Đúng hạn trên số đã xử lý")
_WHOLE_AND_ITS_PARTS = 2
"""With fewer parts than these the one part is the whole, and says nothing more."""


def draw(answer: Answer) -> Drawing:
    """Set the figures side by side; the strict rate is said in words under the headline."""
    rows = records(answer)
    on_time = cast("Ratio", answer.facts["on_time"])
    parts = rows[1:] if len(rows) > _WHOLE_AND_ITS_PARTS else []
    return Drawing(
        headline=_headline(on_time),
        note=f"{_strict(on_time, cast('Ratio', answer.facts['strict']))}{counted_by(answer)}",
        body=tiles(
            [
                _received(rows[0], is_counted=is_counted(answer)),
                _whole(rows[0]),
                *(_part(row, _name(row, answer)) for row in parts),
                *service_tiles(answer),
            ]
        ),
        table=_table(answer, rows),
    )


def _headline(on_time: Ratio) -> str:
    late = on_time.total - on_time.n
    if not on_time.total:
        return "Chưa phản ánh nào được xử lý xong"
    if not late:
        return f"Cả {formats.number(on_time.total)} phản ánh đã xử lý đều đúng hạn"
    return f"{formats.count_pair(on_time)} phản ánh xử lý đúng hạn, {formats.number(late)} trễ hạn"


def _strict(on_time: Ratio, strict: Ratio) -> str:
    """Say the rate that counts open overdue cases as failures (domain.md section 2)."""
    overdue = strict.total - on_time.total
    if not strict.total:
        return ""
    opening = f"Nếu coi phản ánh đang quá hạn cũng là không đạt: {rate(strict)}"
    if not overdue:
        return f"{opening}, không đổi vì không có phản ánh nào đang quá hạn"
    return f"{opening}, vì {formats.number(overdue)} phản ánh đang quá hạn"


def _received(whole: Mapping[str, Any], *, is_counted: bool) -> Component:
    """Show all cases; counted by case they are those of the period and those left from before."""
    still_open = whole["open_in_time"] + whole["open_overdue"]
    context = f"đang xử lý {formats.number(still_open)} · quá hạn {formats.number(whole['open_overdue'])}"
    label = DEALT_WITH if is_counted else "Đã tiếp nhận"
    return big_figure(formats.number(whole["received"]), "phản ánh", label, context)


def _whole(row: Mapping[str, Any]) -> Component:
    """Show the rate of all units: no plan sets a target for it, so there is no verdict."""
    without_target = mark("unknown", word="chưa có chỉ tiêu")
    return _rate_tile(row, "Xử lý đúng hạn", [without_target, f" · {formats.count_pair(_on_time(row))}"])


def _part(row: Mapping[str, Any], name: str) -> Component:
    return _rate_tile(row, name, f"đúng hạn {_counts(row)}")


def _counts(row: Mapping[str, Any]) -> str:
    return f"{formats.count_pair(_on_time(row))} · {formats.number(row['closed_late'])} trễ hạn"


def _rate_tile(row: Mapping[str, Any], label: str, context: str | list[Component | str]) -> Component:
    """Show a rate large; below the minimum N its counts stand in its place."""
    ratio = _on_time(row)
    if not ratio.total:
        return big_figure(formats.MISSING, "", label, context)
    if not ratio.rankable():
        return big_figure(formats.count_pair(ratio), "", label, context)
    value, _, sign = formats.percent(share(ratio.n, ratio.total)).partition("\N{NO-BREAK SPACE}")
    return big_figure(value, sign, label, context)


def _on_time(row: Mapping[str, Any]) -> Ratio:
    return Ratio(int(row["closed_on_time"]), int(row["closed_on_time"] + row["closed_late"]))


def _name(row: Mapping[str, Any], answer: Answer) -> str:
    """Name a scope; one that is a single unit by the unit's own name."""
    names = {
        "whole": "Tất cả đơn vị",
        "communes": f"Các {communes_noun(answer.locality, answer.period)}",
        "agencies": "Các cơ quan, phòng ban",
    }
    return str(row["unit_name"] or names[row["scope"]])


def _table(answer: Answer, rows: list[dict[Any, Any]]) -> Component:
    named = {"scope": [_name(row, answer) for row in rows], "rate": [rate(_on_time(row)) for row in rows]}
    written = {**answer.values, **named}
    columns = [column for column in answer.question.columns if column.name != "unit_name"]
    return table([*columns, _RATE], written, caption="Phản ánh theo nhóm đơn vị")


PANEL = Panel(
    name="feedback_timeliness",
    title="Bao nhiêu phản ánh được xử lý đúng hạn?",
    draw=draw,
    missing=(
        "Cần nạp số phản ánh, kiến nghị của từng đơn vị trong kỳ: tổng số, đang xử lý, xử lý đúng hạn, "
        "xử lý trễ hạn (theo mẫu Phụ lục 02 kế hoạch của huyện Tân Châu)."
    ),
    subject="feedback",
)
