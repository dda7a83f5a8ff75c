"""Which figures are kept of a unit itself, under their headings, as the source prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final, TypeAlias

from data.contracts import Answer, Ratio, Request
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Children, Drawing, Panel
from layouts.rates import rate
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside
from layouts.shell.links import to_indicator
from layouts.shell.marks import mark

Row: TypeAlias = Mapping[str, Any]

SHOWN: Final = 8
"""Rows of a heading before the fold."""

_HEADINGS = (
    Heading("Số liệu", share=58),
    Heading("Giá trị", is_figure=True, share=18),
    Heading("n/N, hạng", share=24),
)
_PARTS: Final[Mapping[str, str]] = {
    "score": "Điểm chuyển đổi số",
    "result": "",
    "dossiers": "Hồ sơ thủ tục hành chính theo lĩnh vực",
}
_LISTINGS: Final[Mapping[str, str]] = {"table": "trong bảng", "text": "trong lời văn"}
_COUNTED: Final[Mapping[str, str]] = {"score": "điểm", "result": "kết quả", "dossiers": "dòng hồ sơ"}


def draw(answer: Answer) -> Drawing:
    """List scores, results by heading, dossiers by field."""
    rows = records(answer)
    scopes = {row["scope"] for row in rows if row["scope"]}
    groups = [
        _group(heading, [_told(row, answer.request, with_scope=len(scopes) > 1) for row in members])
        for heading, members in groupby(rows, key=lambda row: _PARTS[row["part"]] or row["heading"])
    ]
    return Drawing(headline=_headline(answer), body=register(_HEADINGS, groups, shown=SHOWN))


def _headline(answer: Answer) -> str:
    counts = {part: facts.whole(answer, part) or 0 for part in _PARTS}
    said = [formats.counted(count, _COUNTED[part]) for part, count in counts.items() if count]
    return f"Số liệu của riêng đơn vị: {formats.join_names(said)}"


def _group(heading: str, rows: Sequence[TableRow]) -> Group:
    return Group(f"{heading}: {formats.counted(len(rows), 'số liệu')}", tuple(rows), noun="số liệu")


def _told(row: Row, request: Request, *, with_scope: bool) -> TableRow:
    if row["part"] == "score":
        label = row["label"] or f"Tổng điểm, in {_LISTINGS[row['listing']]}"
        return TableRow((label, _score(row), _rank(row)))
    if row["part"] == "dossiers":
        on_time = f"đúng hạn {_rate(row)}" if row["numerator"] is not None else ""
        return TableRow((row["label"], formats.number(row["value"]), on_time))
    return TableRow((_name(row, request, with_scope=with_scope), _value(row), _behind(row)))


def _score(row: Row) -> str:
    if row["value"] is None:
        return formats.MISSING
    limit = f"/{formats.points(row['max_score'])}" if row["max_score"] is not None else ""
    return f"{formats.points(row['value'])}{limit}"


def _rank(row: Row) -> Children:
    """Write the rank with the number ranked; one that is printed otherwise elsewhere is marked."""
    if row["rank"] is None:
        return None
    said = f"hạng {row['rank']}/{row['units_ranked']}" if row["units_ranked"] else f"hạng {row['rank']}"
    return mark("conflict", word=f"{said}, in khác nhau") if row["is_conflict"] else said


def _name(row: Row, request: Request, *, with_scope: bool) -> Children:
    """Name a result; where the unit's figures cover different circles, say which."""
    link = html.Link(row["label"], href=to_indicator(row["indicator_code"], request))
    return [link, " ", aside(wording.SCOPES[row["scope"]])] if with_scope else link


def _value(row: Row) -> str:
    """Write the value in its unit; what is no number as printed."""
    if row["value"] is None:
        return str(row["printed"] or formats.MISSING)
    return wording.measured(row["value"], row["measure"], row["measure_label"] or "")


def _behind(row: Row) -> str:
    """Write n/N; beside a count that is a part of something also the rate."""
    if row["measure"] == wording.PERCENT:
        return wording.counts(row["numerator"], row["denominator"])
    return _rate(row) if row["denominator"] else ""


def _rate(row: Row) -> str:
    return rate(Ratio(row["numerator"], row["denominator"]))


PANEL = Panel(
    name="unit_figures",
    title="Có số liệu nào của riêng đơn vị?",
    draw=draw,
    missing="Các văn bản đã nạp không in kết quả, điểm hay hồ sơ của riêng đơn vị trong kỳ này.",
)
