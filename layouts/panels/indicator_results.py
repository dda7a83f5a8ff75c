"""What was reported of one indicator: the figures of the period shown, and those of every period."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Ratio
from layouts import elements as html
from layouts import facts, formats, result_words, wording
from layouts.drawing import Children, Drawing, Panel, Status
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, aside, evidence_table
from layouts.shell.links import to_unit
from layouts.shell.marks import big_figure, mark, tiles

Row: TypeAlias = Mapping[str, Any]

TILES = 4
"""Figures of the period shown that are set large; more are read in the table."""

_HEADINGS = (
    Heading("Kỳ"),
    Heading("Như in", is_figure=True, share=20),
    Heading("n/N", is_figure=True, share=22),
    Heading("Dòng", is_figure=True, share=13),
)
_FIGURE = re.compile(r"([0-9][0-9.,/]*)\s*(.*)")
_DIRECTIONS: Mapping[str, str] = {
    "higher_is_better": "càng cao càng tốt",
    "lower_is_better": "càng thấp càng tốt",
}


def draw(answer: Answer) -> Drawing:
    """Set the period's figures large, and list all by whom they cover: never joined across definitions."""
    rows = records(answer)
    shown = [row for row in rows if row["period"] == answer.request.period]
    large = [tiles([_tile(row) for row in shown])] if 0 < len(shown) <= TILES else []
    series = [_series(list(items), answer) for _, items in groupby(rows, key=_of_whom)]
    return Drawing(
        headline=_headline(answer, shown), note=_note(answer, rows), body=html.Div([*large, *series])
    )


def _headline(answer: Answer, shown: Sequence[Row]) -> str:
    """Say the figures of the period shown, n/N or that none are published beside percentages."""
    label = formats.period_label(answer.period)
    if not shown:
        known = formats.counted(facts.whole(answer, "periods") or 0, "kỳ khác")
        return f"{label}: {formats.NO_FIGURES}, có ở {known}"
    if len(shown) > TILES:
        return f"{label}: {formats.counted(len(shown), 'kết quả')}"
    several = len({_of_whom(row) for row in shown}) > 1
    said = ", ".join(f"{_whom(row)} {_with_counts(row)}" if several else _with_counts(row) for row in shown)
    bare = any(row["measure"] == wording.PERCENT and row["denominator"] is None for row in shown)
    return f"{label}: {said}; {wording.NO_COUNTS}" if bare else f"{label}: {said}"


def _with_counts(row: Row) -> str:
    """Print a figure with n/N, where it does not consist of them."""
    text, pair = _shown(row), _pair(row)
    return f"{text} ({pair})" if pair and pair not in text else text


def _shown(row: Row) -> str:
    """Write a percentage as leaders read it ("47,22 %"); tables keep what is printed, perhaps "47.22 %"."""
    if row["measure"] == wording.PERCENT and row["value"] is not None:
        return wording.measured(row["value"], row["measure"], "")
    return result_words.printed(row)


def _pair(row: Row) -> str:
    if row["denominator"] is None:
        return ""
    return formats.count_pair(Ratio(row["numerator"], row["denominator"]))


def _note(answer: Answer, rows: Sequence[Row]) -> str:
    first = rows[0]
    pillars = {ref.code: ref.name for ref in answer.locality.pillars}
    under = [
        pillars[ref.pillar] for ref in answer.locality.indicators if ref.code == answer.request.indicator
    ]
    conflicts = facts.whole(answer, "conflicts")
    said = [
        f"Nhóm {under[0]}" if under else "",
        f"đơn vị tính: {first['measure_label']}" if first["measure_label"] else "",
        _DIRECTIONS.get(first["direction"], ""),
        f"{conflicts} chỗ mâu thuẫn, giữ cả hai số" if conflicts else "",
    ]
    return " · ".join(filter(None, said))


def _of_whom(row: Row) -> tuple[str, str]:
    return row["unit_address"] or "", row["scope"]


def _whom(row: Row) -> str:
    """Name the unit where it is not the locality itself, and whom of it the figure covers."""
    return row["unit_name"] or wording.SCOPES[row["scope"]]


def _tile(row: Row) -> Component:
    """Set a figure large, its unit small; n/N of a figure that does not consist of them, and its line."""
    whom, (figure, unit) = _whom(row), _parted(row)
    counted = wording.behind(row["measure"], row["numerator"], row["denominator"]) or _pair(row)
    context = " · ".join(filter(None, ("" if counted == figure else counted, result_words.line(row))))
    status: Status | None = "conflict" if row["is_contradicted"] or row["agrees"] is False else None
    return big_figure(figure, unit, f"{whom[:1].upper()}{whom[1:]}", context, status)


def _parted(row: Row) -> tuple[str, str]:
    """Part a figure from its unit: "19,26" and "%", "7/80" and "máy trạm"."""
    found = _FIGURE.fullmatch(_shown(row))
    if found is None:
        return row["printed"] or _shown(row), ""
    return found[1], f" {found[2]}" if found[2] else ""


def _series(items: Sequence[Row], answer: Answer) -> Component:
    first = items[0]
    named = f"{first['unit_name']}, {wording.SCOPES[first['scope']]}" if first["unit_name"] else _whom(first)
    caption = f"{named[:1].upper()}{named[1:]}: {formats.counted(len(items), 'kết quả đã công bố')}"
    rows = [_row(row, answer) for row in items]
    table = evidence_table(_HEADINGS, rows, caption=caption, is_group=True)
    if not first["unit_address"]:
        return table
    link = html.Link("Hồ sơ đơn vị", href=to_unit(first["unit_address"], answer.request), className="onward")
    return html.Div([table, html.P(link)])


def _row(row: Row, answer: Answer) -> TableRow:
    labels = {period.code: formats.period_label(period) for period in answer.locality.periods}
    remark = " · ".join(filter(None, (row["label"], result_words.remark(row))))
    return TableRow(
        (
            [labels.get(row["period"], row["period"]), aside(remark)],
            _printed(row),
            result_words.counts(row),
            result_words.line(row),
        )
    )


def _printed(row: Row) -> Children:
    """Print the figure; where the document prints another one for the same, both carry the mark."""
    text = result_words.printed(row)
    return [text, html.Div(mark("conflict", word="in hai số"))] if row["is_contradicted"] else text


PANEL = Panel(
    name="indicator_results",
    title="Chỉ số này đang ở mức nào?",
    draw=draw,
    missing="Chưa văn bản nào công bố kết quả của chỉ số này; nạp vào indicators_actual.csv khi có.",
)
