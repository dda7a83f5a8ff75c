"""The period beside the same one of the year before; no change is told against a period that is not over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Ratio
from layouts import formats
from layouts.cases.words import chosen, words
from layouts.drawing import Drawing
from layouts.rates import rate, share
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.tables import table

Row: TypeAlias = Mapping[str, Any]

_NAMES: Final[Mapping[str, str]] = {"now": "Kỳ này", "before": "Cùng kỳ năm trước"}
_CAPTION: Final = "Kỳ này và cùng kỳ năm trước"
_HEADINGS: Final = (
    Heading("Kỳ"),
    Heading("Tiếp nhận", is_figure=True),
    Heading("Đúng hạn trên số đã xong", is_figure=True),
    Heading("Quá hạn cuối kỳ", is_figure=True),
)


def draw(answer: Answer) -> Drawing:
    """Set both periods under each other; the change stands in the headline where it may be told."""
    rows = records(answer)
    now, before = rows[0], rows[1] if len(rows) > 1 else None
    return Drawing(
        headline=f"{chosen(answer)}{_headline(answer, now, before)}",
        note=_note(answer, before),
        body=evidence_table(_HEADINGS, [_row(row) for row in rows], caption=_CAPTION, is_stacked=True),
        table=_table(answer, rows),
    )


def _headline(answer: Answer, now: Row, before: Row | None) -> str:
    received = f"{formats.counted(now['received'], words(answer).noun)} tiếp nhận"
    if before is None or not answer.facts["is_comparable"]:
        return f"{received}, {rate(_on_time(now))} đúng hạn"
    return f"{received}, {_change(now, before)} so với cùng kỳ; đúng hạn {_points(now, before)}"


def _change(now: Row, before: Row) -> str:
    """Write a change of counts: "tăng 12,5 %", below the minimum N by the number of cases."""
    gap = now["received"] - before["received"]
    if not gap:
        return "không đổi"
    word = "tăng" if gap > 0 else "giảm"
    base = Ratio(abs(gap), before["received"])
    if not base.rankable():
        return f"{word} {formats.number(abs(gap))}"
    return f"{word} {formats.with_counts(base)}"


def _points(now: Row, before: Row) -> str:
    """Write a change of rates in points; rates of few cases are not compared."""
    rates = [_on_time(row) for row in (now, before)]
    if not all(ratio.rankable() for ratio in rates):
        return f"{rate(rates[0])}, ít vụ việc nên không so"
    gap = 100 * (share(rates[0].n, rates[0].total) - share(rates[1].n, rates[1].total))
    if not round(gap, 1):
        return f"{rate(rates[0])}, không đổi"
    return f"{rate(rates[0])}, {'tăng' if gap > 0 else 'giảm'} {formats.number(abs(gap), 1)} điểm"


def _note(answer: Answer, before: Row | None) -> str:
    if answer.facts["is_partial"]:
        return "Kỳ chưa kết thúc: không tính tăng, giảm so với cả kỳ năm trước"
    if before is None:
        return "Chưa có số liệu cùng kỳ năm trước để so"
    return "Hai kỳ trọn vẹn, cùng cách tính"


def _row(row: Row) -> TableRow:
    first, last = formats.date_table(row["starts_on"]), formats.date_table(row["last_day"])
    span = f"{_NAMES[row['part']]} ({first}–{last})"
    overdue = formats.number(row["open_overdue"])
    return TableRow((span, formats.number(row["received"]), rate(_on_time(row)), overdue))


def _on_time(row: Row) -> Ratio:
    return Ratio(row["closed_in_time"], row["closed"])


def _table(answer: Answer, rows: list[dict[str, Any]]) -> Component:
    written = {**answer.values, "part": [_NAMES[row["part"]] for row in rows]}
    return table(answer.question.columns, written, caption=_CAPTION)
