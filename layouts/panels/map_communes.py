"""Which communes stand out: the map of the chosen measure, and beside it the same figures in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from dash.development.base_component import Component

from data.contracts import RANKING_MINIMUM, Answer, Column, Ratio
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.figures.choropleth import Area, Sheet, Step, choropleth, height
from layouts.map_words import MEASURES, Words
from layouts.rates import rate
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, aside, bar, evidence_table
from layouts.shell.links import to_unit
from layouts.shell.tables import table
from layouts.unit_names import communes_noun, noun, short

Row: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = Sequence[Row]

_SHORTFALLS: Final = (
    Step(0, 0, "100 %"),
    Step(1, 10, "từ 90 %"),
    Step(11, 30, "từ 70 %"),
    Step(31, 50, "từ 50 %"),
    Step(51, 100, "dưới 50 %"),
)
"""Classes of a rate, by the per cent that it falls short: the strongest colour asks for attention."""

_NAMED: Final = 3
_NOTHING: Final = Words("Số liệu", "Số liệu", "số liệu")
_TYPE: Final = 14
"""Px of the names where the map is wide (assets/49_map.css)."""


def draw(answer: Answer) -> Drawing:
    """Draw the communes that have an outline, with the league beside; without outlines say so above it."""
    rows, words = records(answer), _words(answer)
    has_map = answer.facts["outline_url"] is not None
    return Drawing(
        headline=_headline(answer, rows, words),
        note=_note(answer, rows, words),
        figure=_figure(answer, rows, words) if has_map else None,
        body=html.Div([*([] if has_map else [_without_outlines(answer)]), _league(answer, rows, words)]),
        table=_table(answer, words),
    )


def _words(answer: Answer) -> Words:
    """Words of the measure shown; an indicator is named by the plan, and nothing by no measure."""
    known = facts.ratio(answer, "known")
    if known is None or not known.n:
        return _NOTHING
    name = str(answer.facts["indicator_name"] or "")
    return MEASURES.get(str(answer.facts["measure"]), Words(name, name, name, "n / N"))


# ---------------------------------------------------------------------------------------- sentences


def _headline(answer: Answer, rows: Rows, words: Words) -> str:
    known = [row for row in rows if _is_known(row)]
    if not known:
        return f"{_counted(rows)}, {formats.NO_FIGURES} theo từng nơi"
    if len(rows) == 1:
        return f"{rows[0]['unit_name']}: {_said(rows[0])} {words.counted}"
    if answer.facts["indicator_name"]:
        return f"{words.name}: {formats.count_pair(Ratio(len(known), len(rows)))} nơi có số liệu"
    return _rates(answer, rows, words) if answer.facts["is_rate"] else _counts(known, words)


def _counts(known: Rows, words: Words) -> str:
    """Say how many there are, in how many communes, and where most: "8 … ở 4 xã, nhiều nhất Tân Phú (3)"."""
    some = [row for row in known if row["n"]]
    if not some:
        return f"Không có {words.counted} ở {_counted(known)} có số liệu"
    total = formats.number(sum(row["n"] for row in some))
    if len(some) == 1:
        return f"{total} {words.counted}, chỉ ở {some[0]['unit_name']}"
    return f"{total} {words.counted} ở {_counted(some)}, {_most(some)}"


def _most(some: Rows) -> str:
    """Name where most are; communes with the same count are named together."""
    top = max(row["n"] for row in some)
    names = [short(row["unit_name"]) for row in some if row["n"] == top]
    if len(names) == len(some):
        return f"mỗi nơi {formats.number(top)}"
    each = "" if len(names) == 1 else "mỗi nơi "
    return f"nhiều nhất {formats.join_names(names, limit=_NAMED, noun='nơi')} ({each}{formats.number(top)})"


def _rates(answer: Answer, rows: Rows, words: Words) -> str:
    """Say the rate of all together, and the lowest of those that may be compared."""
    whole = facts.ratio(answer, "whole")
    opening = f"{words.name} {rate(whole)}" if whole else words.name
    ranked = [row for row in rows if row["shade"] is not None]
    if not ranked:
        return f"{opening}; chưa xã nào đủ {RANKING_MINIMUM} trường hợp để so sánh tỷ lệ"
    return f"{opening}; thấp nhất {short(ranked[0]['unit_name'])} {_said(ranked[0])}"


def _note(answer: Answer, rows: Rows, words: Words) -> str:
    """Say how to read the figures, of which day the communes are, and what was asked for in vain."""
    unknown, whole = answer.facts["unknown_measure"], facts.ratio(answer, "whole")
    total = f", cộng {formats.count_pair(whole)}" if whole and not answer.facts["is_rate"] else ""
    has_plain = any(_is_known(row) and row["shade"] is None for row in rows)
    day = formats.date_prose(answer.period.last_day)
    parts = [
        f"Không có số đo «{unknown}»" if unknown else "",
        f"Hai số là {words.pair}{total}" if words.pair else "",
        f"dưới {RANKING_MINIMUM} trường hợp chỉ ghi n/N, không tô màu, không xếp hạng" if has_plain else "",
        f"{communes_noun(answer.locality, answer.period).capitalize()} theo ngày {day}",
    ]
    return " · ".join(filter(None, parts))


def _counted(rows: Rows) -> str:
    return formats.counted(len(rows), noun(row["unit_name"] for row in rows))


def _is_known(row: Row) -> bool:
    return row["n"] is not None or row["printed"] is not None


def _said(row: Row) -> str:
    """Write a commune's figure: n/N, a count, or what the source prints with its n/N."""
    if row["printed"] is not None:
        counts = f" ({formats.count_pair(Ratio(row['n'], row['total']))})" if row["total"] else ""
        return f"{row['printed']}{counts}"
    if row["n"] is None:
        return formats.NO_FIGURES
    return formats.number(row["n"]) if row["total"] is None else _pair(row)


def _pair(row: Row) -> str:
    return formats.count_pair(Ratio(row["n"], row["total"]))


# ------------------------------------------------------------------------------------------ pictures


def _figure(answer: Answer, rows: Rows, words: Words) -> dict[str, Any]:
    sides: Mapping[str, Any] = answer.facts
    sheet = Sheet(sides["outline_url"], sides["west"], sides["south"], sides["east"], sides["north"])
    areas = [_area(row, words) for row in rows if row["longitude"] is not None]
    figure = choropleth(areas, sheet, words.heading, _SHORTFALLS if answer.facts["is_rate"] else ())
    figure["layout"]["meta"] = {"height": height(areas, sheet, _TYPE)}
    return figure


def _area(row: Row, words: Words) -> Area:
    said = _said(row)
    return Area(
        address=row["unit_address"],
        name=row["unit_name"],
        count=row["shade"],
        figure=said if _is_known(row) else "",
        hover=f"{row['unit_name']}: {said} {words.counted}"
        if _is_known(row)
        else f"{row['unit_name']}: {said}",
        text=row["label"] or "",
        below=row["label_lines_below"] or 0,
        lon=row["longitude"],
        lat=row["latitude"],
        is_plain=_is_known(row) and row["shade"] is None,
    )


def _league(answer: Answer, rows: Rows, words: Words) -> Component:
    """List the communes in order; each leads to its own page, and assets/48_map_sync.js finds it by that."""
    top = max((row["shade"] or 0 for row in rows), default=0) or 1
    headings = [
        Heading(communes_noun(answer.locality, answer.period).capitalize()),
        Heading("", share=0),
        Heading(words.heading, is_figure=True),
    ]
    lines = [TableRow((_link(row, answer), _bar(row, top), _cell(row, answer))) for row in rows]
    return html.Div(
        evidence_table(headings, lines, caption=f"{words.name} theo xã, đáng chú ý nhất trước"),
        className="league",
    )


def _link(row: Row, answer: Answer) -> Component:
    return html.Link(row["unit_name"], href=to_unit(row["unit_address"], answer.request))


def _bar(row: Row, top: int) -> Component | None:
    """Draw what may be compared; the rest has no bar, not an empty one."""
    return bar(row["shade"] / top) if row["shade"] is not None else None


def _cell(row: Row, answer: Answer) -> Component | str:
    if not _is_known(row):
        return aside(formats.NO_FIGURES)
    if answer.facts["is_rate"] and row["shade"] is not None and row["printed"] is None:
        return rate(Ratio(row["n"], row["total"]))
    return _said(row)


def _table(answer: Answer, words: Words) -> Component:
    """Keep n and N apart, and what the source prints where it prints no counts."""
    heads = [part.strip() for part in words.pair.split("/")] if words.pair else [words.heading]
    named = dict(zip(("n", "total"), heads, strict=False))
    shown = (
        ["unit_name", *named]
        if not answer.facts["indicator_name"]
        else ["unit_name", "n", "total", "printed"]
    )
    columns = [
        Column(column.name, column.dtype, named.get(column.name, column.label).capitalize(), column.measure)
        for column in answer.question.columns
        if column.name in shown
    ]
    return table(columns, answer.values, caption=f"{words.name} theo {wording.lowered(columns[0].label)}")


def _without_outlines(answer: Answer) -> Component:
    """Say that there is no map because there are no outlines, which is not the lack of figures."""
    lines = [
        html.P(f"{answer.locality.name} không có vị trí riêng trong bộ sơ đồ minh họa, nên không vẽ bản đồ."),
        html.P("Để có bản đồ, cần ranh giới do địa phương cung cấp.", className="state-help"),
    ]
    return html.Div(lines, className="state state-missing")


PANEL = Panel(
    name="map_communes",
    title="Xã nào nổi bật?",
    draw=draw,
    missing="Chưa nạp danh sách xã, phường, thị trấn của địa bàn trong kỳ này.",
    has_graph=True,
    graph_height=38,
    alt="Sơ đồ các xã, tô màu theo số đo đã chọn; gạch chéo là xã chưa có số liệu; bảng cùng số liệu.",
    subject="feedback",
)
