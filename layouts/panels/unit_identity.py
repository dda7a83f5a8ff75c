"""What a unit is, until when, what it came from and went into, and how the plan names it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from dash.development.base_component import Component

from data.contracts import UNIT_KINDS, Answer, Request
from layouts import elements as html
from layouts import formats, wording
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.links import to_unit
from layouts.unit_names import noun

Row: TypeAlias = Mapping[str, Any]
Entry: TypeAlias = tuple[str, Children]

_EXTENTS: Final[Mapping[str, str]] = {"whole": "toàn bộ", "part": "một phần"}
_HEADINGS = (Heading("Đơn vị"), Heading("Từ ngày", is_figure=True), Heading("Phạm vi"), Heading("Căn cứ"))
_OWN, _BEFORE, _AFTER = "own", "before", "after"


def draw(answer: Answer) -> Drawing:
    """Set down who the unit is, then its lineage with days and resolutions."""
    rows = records(answer)
    before, after = ([row for row in rows if row["part"] == part] for part in (_BEFORE, _AFTER))
    entries = [*_entries(answer), *_lineage(before, after, answer.request)]
    said = [part for term, told in entries for part in (html.Dt(term), html.Dd(told))]
    lineage = [*before, *after]
    return Drawing(
        headline=_headline(answer, before, after),
        note=_note(answer),
        body=html.Dl(said, className="identity"),
        table=_table(lineage, answer.request) if lineage else None,
    )


def _headline(answer: Answer, before: Sequence[Row], after: Sequence[Row]) -> str:
    """Say what became of the unit, else where it came from, else what it is."""
    name = str(answer.facts["name"])
    if after:
        day = formats.date_prose(after[0]["effective_on"].date())
        return f"{name} đến hết {_last_day(answer)}; từ {day} {_became(after)}"
    if before:
        day = formats.date_prose(before[0]["effective_on"].date())
        count = formats.counted(len(before), noun(row["unit_name"] for row in before))
        return f"{name} thành lập {day} từ {count}"
    role, parent = str(answer.facts["role"] or ""), answer.facts["parent_name"]
    if role:
        return f"{name}: {wording.lowered(role)}"
    kind = UNIT_KINDS.get(str(answer.facts["kind"]), "Đơn vị")
    said = name if name.startswith(kind) else f"{name}: {wording.lowered(kind)}"
    return f"{said}, thuộc {parent}" if parent else said


def _became(after: Sequence[Row]) -> str:
    """Say into what it went: whole or in parts, together with others or under another name only."""
    if _is_renamed(after):
        return f"là {after[0]['unit_name']}"
    parts = [f"{'một phần ' if row['extent'] == 'part' else ''}vào {row['unit_name']}" for row in after]
    return f"nhập {formats.join_names(parts, limit=2)}"


def _is_renamed(after: Sequence[Row]) -> bool:
    return len(after) == 1 and after[0]["predecessors"] == 1


def _note(answer: Answer) -> str:
    """Warn where the period shown is not one in which the unit existed."""
    since, until = _day(answer, "since"), _day(answer, "until")
    if since and since > answer.period.last_day:
        return f"Chưa có đơn vị này trong kỳ đang xem, kết thúc {formats.date_prose(answer.period.last_day)}"
    if until and until < answer.period.start:
        return f"Đơn vị này không còn trong kỳ đang xem, bắt đầu {formats.date_prose(answer.period.start)}"
    return ""


def _day(answer: Answer, name: str) -> dt.date | None:
    found = answer.facts[name]
    return found if isinstance(found, dt.date) else None


def _last_day(answer: Answer) -> str:
    until = _day(answer, "until")
    return formats.date_prose(until) if until else formats.MISSING


def _entries(answer: Answer) -> list[Entry]:
    """Pairs of what is told and its figure; what no source says is left out."""
    told = answer.facts
    system = "mã đơn vị hành chính" if told["is_official_code"] else "mã trong bản chép kế hoạch"
    entries: list[Entry] = [
        ("Loại", UNIT_KINDS.get(str(told["kind"]), str(told["kind"]))),
        ("Mã", f"{told['code']} ({system})"),
        ("Thuộc", _parent(answer)),
        ("Thời gian", _span(answer)),
        (
            "In trong kế hoạch là",
            _quoted(told["name_printed"]) if told["name_printed"] != told["name"] else "",
        ),
        ("Vai trò trong kế hoạch", told["role"] if isinstance(told["role"], str) else ""),
    ]
    return [(term, said) for term, said in entries if said]


def _quoted(printed: object) -> str:
    return f"«{printed}»" if printed else ""


def _parent(answer: Answer) -> Children:
    name, address = answer.facts["parent_name"], answer.facts["parent_address"]
    if not name:
        return ""
    return html.Link(str(name), href=to_unit(str(address), answer.request)) if address else str(name)


def _span(answer: Answer) -> str:
    """Say from when to when the unit exists; a beginning that no source states is said so."""
    since, until = _day(answer, "since"), _day(answer, "until")
    begun = f"từ {formats.date_prose(since)}" if since else "nguồn không ghi ngày bắt đầu"
    return f"{begun}, đến hết {formats.date_prose(until)}" if until else f"{begun}, đang hoạt động"


def _lineage(before: Sequence[Row], after: Sequence[Row], request: Request) -> list[Entry]:
    told: list[Entry] = []
    into = "Tiếp nối là" if _is_renamed(after) else "Nhập vào"
    for term, rows in (("Hình thành từ", before), (into, after)):
        if rows:
            told.append((term, html.Ul([html.Li(_relative(row, request)) for row in rows])))
    return told


def _relative(row: Row, request: Request) -> list[Component | str]:
    """Name a relative with extent, day and resolution; one outside the locality has no page here."""
    parts = [
        _EXTENTS[row["extent"]],
        f"từ {formats.date_prose(row['effective_on'].date())}",
        f"Nghị quyết {_resolution(row)}" if row["resolution"] else "",
    ]
    return [_name(row, request), f": {', '.join(filter(None, parts))}"]


def _resolution(row: Row) -> str:
    """Number of the resolution; where there are two the file joins them in English."""
    return str(row["resolution"] or "").replace(" and ", " và ")


def _name(row: Row, request: Request) -> Component | str:
    if not row["is_here"]:
        return str(row["unit_name"])
    return html.Link(row["unit_name"], href=to_unit(row["unit_address"], request))


def _table(rows: Sequence[Row], request: Request) -> Component:
    lines = [
        TableRow(
            (
                _name(row, request),
                formats.date_table(row["effective_on"].date()),
                _share(row),
                _resolution(row) or formats.MISSING,
            )
        )
        for row in rows
    ]
    return evidence_table(_HEADINGS, lines, caption="Đơn vị trước và sau khi sắp xếp")


def _share(row: Row) -> str:
    """A part's weight is the locality's to enter: without one it stays "một phần"."""
    share = row["share"]
    return (
        _EXTENTS[row["extent"]] if share is None else f"{_EXTENTS[row['extent']]}, {formats.percent(share)}"
    )


PANEL = Panel(
    name="unit_identity",
    title="Đơn vị này là gì?",
    draw=draw,
    missing="Chọn một đơn vị trên bản đồ, trong danh sách hoặc ô tìm kiếm.",
)
