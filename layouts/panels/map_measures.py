"""By what the communes can be compared: plain links, since the address is the state; why not by the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Request
from layouts import elements as html
from layouts import facts, formats
from layouts.drawing import Children, Drawing, Panel
from layouts.map_words import GROUPS, MEASURES, full_name, to_indicator, to_measure
from layouts.records import records
from layouts.shell.attributes import aria
from layouts.shell.links import to_unit
from layouts.shell.tables import table

Row: TypeAlias = Mapping[str, Any]

_LISTED = 8
"""Indicators that are listed at once; more of them stand behind a switch."""

_REASONS: Mapping[str, str] = {
    "feedback": "chưa có số liệu phản ánh theo xã trong kỳ này",
    "tasks": "kế hoạch không giao đích danh xã nào",
    "dossiers": "chưa có số liệu hồ sơ theo xã trong kỳ này",
    "indicator": "văn bản không in chỉ số theo từng xã",
    "budget": "văn bản chỉ in cho toàn địa bàn, không chia theo xã",
}
"""Why a group cannot be compared by."""


def draw(answer: Answer) -> Drawing:
    """Offer every measure with a figure by group; name the groups that have none, each with its reason."""
    rows = records(answer)
    known = facts.ratio(answer, "available")
    chosen = next((row for row in rows if row["is_chosen"]), None)
    entries = [part for group in GROUPS for part in _group(group, rows, answer)]
    return Drawing(
        headline=_headline(known.n if known else 0, chosen),
        body=html.Dl(entries, className="measures"),
        table=_table(answer, rows),
    )


def _headline(available: int, chosen: Row | None) -> str:
    if not available:
        return "Chưa có số liệu nào để so sánh các xã"
    said = f"{formats.counted(available, 'số đo')} có số liệu theo xã"
    return f"{said}, đang xem «{_name(chosen)}»" if chosen else said


def _name(row: Row) -> str:
    return str(row["indicator_name"]) if row["indicator_code"] else full_name(row["measure"], row["group"])


def _group(group: str, rows: Sequence[Row], answer: Answer) -> list[Component]:
    """Write a group as a term and what is offered under it."""
    known = [row for row in rows if row["group"] == group and row["known"]]
    offered: Children = _offers(known, answer.request) if known else _reason(group, answer)
    return [html.Dt(GROUPS[group]), html.Dd(offered, className=None if known else "unavailable")]


def _offers(rows: Sequence[Row], request: Request) -> list[Component]:
    links = [html.Li(_offer(row, request)) for row in rows]
    at_once: list[Component] = [html.Ul(links[:_LISTED], className="offers")]
    if len(links) <= _LISTED:
        return at_once
    more = html.Summary(f"Còn {formats.counted(len(links) - _LISTED, 'chỉ số')}")
    return [*at_once, html.Details([more, html.Ul(links[_LISTED:], className="offers")])]


def _offer(row: Row, request: Request) -> Component:
    """Link a measure, with the communes that have a figure of it; the one shown is marked as current."""
    address = (
        to_indicator(request, row["indicator_code"])
        if row["indicator_code"]
        else to_measure(request, row["measure"])
    )
    name = row["indicator_name"] or MEASURES[row["measure"]].name
    coverage = html.Span(f"{row['known']}/{row['communes']}", className="offer-known")
    link = html.Link([name, " ", coverage], href=address, className="offer")
    return html.Span(link, className="offer-current", **aria(current="true")) if row["is_chosen"] else link


def _reason(group: str, answer: Answer) -> list[Component | str]:
    """Say why there is nothing to compare by; tasks given to all communes together are counted."""
    led, address = facts.whole(answer, "shared_led"), answer.facts["shared_address"]
    if group != "tasks" or not led or not address:
        return [f"Không có: {_REASONS[group]}"]
    name = str(answer.facts["shared_name"])
    tasks = f"{name}: chủ trì {formats.counted(led, 'nhiệm vụ')}"
    link = html.Link(tasks, href=to_unit(str(address), answer.request))
    return ["Không có theo từng xã: kế hoạch giao cho ", link]


def _table(answer: Answer, rows: Sequence[Row]) -> Component:
    """List all measures, those without a figure included."""
    named = {
        "measure": [row["indicator_name"] or MEASURES[row["measure"]].name for row in rows],
        "group": [GROUPS[row["group"]] for row in rows],
    }
    written = {**answer.values, **named}
    names = ("measure", "group", "known", "communes")
    columns = [column for column in answer.question.columns if column.name in names]
    return table(columns, written, caption="Số xã có số liệu theo từng số đo")


PANEL = Panel(
    name="map_measures",
    title="So sánh các xã theo số liệu nào?",
    draw=draw,
    missing="Chưa nạp danh sách xã, phường, thị trấn của địa bàn trong kỳ này.",
)
