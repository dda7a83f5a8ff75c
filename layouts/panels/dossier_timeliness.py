"""How many dossiers were returned in time, as tiles: received, on time, early, late and still in progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash.development.base_component import Component

from data.contracts import Answer, Column, Ratio
from layouts import elements as html
from layouts import facts, formats
from layouts.cases.service import DEALT_WITH, counted_by, is_counted, service_tiles
from layouts.drawing import Children, Drawing, Panel
from layouts.rates import rate, share
from layouts.records import records
from layouts.service_words import MISSING_COUNTS
from layouts.shell.marks import big_figure, mark, tiles
from layouts.shell.tables import table

_RATE = Column("rate", "text", "Trước và đúng hạn trên số đã trả")
_UNTOLD = "nguồn không cho biết"


def draw(answer: Answer) -> Drawing:
    """Set the figures side by side; what the source does not tell has a dash, never a zero."""
    return Drawing(
        headline=_headline(answer),
        note=_note(answer),
        body=html.Div([tiles(_tiles(answer)), *_unclear(answer)]),
        table=_table(answer),
    )


def _headline(answer: Answer) -> str:
    on_time, late = facts.ratio(answer, "on_time"), facts.whole(answer, "late")
    if on_time is not None and on_time.n == on_time.total:
        return f"Cả {formats.number(on_time.total)} hồ sơ đã trả đều trước hoặc đúng hạn"
    if on_time is not None:
        return f"{formats.count_pair(on_time)} hồ sơ trả trước hoặc đúng hạn{_late(late)}"
    returned = facts.ratio(answer, "returned")
    if returned is not None:
        return f"{formats.count_pair(returned)} hồ sơ đã trả kết quả{_late(late)}"
    received = formats.number(facts.whole(answer, "received"))
    return f"Đã tiếp nhận {received} hồ sơ, {_UNTOLD} trả đúng hạn bao nhiêu"


def _late(late: int | None) -> str:
    return "" if late is None else f", {formats.number(late)} trễ hạn"


def _note(answer: Answer) -> str:
    """Say why there is no verdict: no plan sets a target for returning in time."""
    units = len(records(answer))
    of_units = f"Cộng {formats.counted(units, 'đơn vị')}. " if units > 1 else ""
    strict = facts.ratio(answer, "strict")
    severe = f"Nếu coi hồ sơ đang quá hạn cũng là không đạt: {rate(strict)}. " if strict else ""
    plain = "Tỷ lệ đúng hạn gồm cả trước hạn, trên số đã trả kết quả; chưa có chỉ tiêu để so"
    return f"{of_units}{severe}{plain}{counted_by(answer)}"


def _tiles(answer: Answer) -> list[Component]:
    received, returned = facts.whole(answer, "received"), facts.ratio(answer, "returned")
    label = DEALT_WITH if is_counted(answer) else "Đã tiếp nhận"
    handed = _UNTOLD if returned is None else f"đã trả {rate(returned)}"
    return [
        big_figure(formats.number(received), "hồ sơ", label, handed),
        _rate_tile("Trả trước và đúng hạn", facts.ratio(answer, "on_time"), "số đã trả"),
        _rate_tile("Trong đó trả trước hạn", facts.ratio(answer, "early"), "số đã trả"),
        _count_tile("Trả trễ hạn", facts.whole(answer, "late"), ""),
        _count_tile("Đang giải quyết", facts.whole(answer, "in_progress"), _reading(answer)),
        *service_tiles(answer),
    ]


def _rate_tile(label: str, ratio: Ratio | None, of: str) -> Component:
    """Show a rate large over its counts; below the minimum N the counts stand in its place."""
    if ratio is None:
        return big_figure(formats.MISSING, "", label, _UNTOLD)
    pair = formats.count_pair(ratio)
    if not ratio.rankable():
        return big_figure(pair, "", label, of)
    value, _, sign = formats.percent(share(ratio.n, ratio.total)).partition("\N{NO-BREAK SPACE}")
    return big_figure(value, sign, label, f"{pair} {of}")


def _count_tile(label: str, count: int | None, context: Children) -> Component:
    if count is None:
        return big_figure(formats.MISSING, "", label, _UNTOLD)
    return big_figure(formats.number(count), "hồ sơ", label, context)


def _reading(answer: Answer) -> Children:
    return mark("conflict", word="in không rõ") if facts.whole(answer, "unclear") else ""


def _unclear(answer: Answer) -> list[Component]:
    """Quote counts that are printed as two numbers, and how they were read."""
    rows = [row for row in records(answer) if row["is_unclear"]]
    return [html.P(_quoted(row), className="note") for row in rows]


def _quoted(row: Mapping[str, Any]) -> str:
    read = formats.number(row["in_progress"])
    why = f"{formats.number(row['received'])} tiếp nhận trừ {formats.number(row['returned'])} đã trả"
    return (
        f"{row['unit_name']}: số đang giải quyết in là «{row['in_progress_printed']}», đọc là {read} ({why})."
    )


def _table(answer: Answer) -> Component:
    names = {"in_progress_printed", "is_unclear"}
    columns = [column for column in answer.question.columns if column.name not in names]
    written = {**answer.values, "rate": _rates(records(answer))}
    return table([*columns, _RATE], written, caption="Hồ sơ theo đơn vị")


def _rates(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [rate(ratio) if (ratio := _on_time(row)) else formats.MISSING for row in rows]


def _on_time(row: Mapping[str, Any]) -> Ratio | None:
    counts = (row["closed_early"], row["closed_on_time"], row["returned"])
    return None if None in counts else Ratio(counts[0] + counts[1], counts[2])


PANEL = Panel(
    name="dossier_timeliness",
    title="Bao nhiêu hồ sơ được trả đúng hạn?",
    draw=draw,
    missing=MISSING_COUNTS,
    subject="dossiers",
)
