"""What there is to look at and how complete it is: the state of the data in one strip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Request
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.shell.links import href, to_page

Row: TypeAlias = Mapping[str, Any]

_DOT = " · "


def draw(answer: Answer) -> Drawing:
    """Set the counts side by side, each with how many of them are complete."""
    rows = {row["kind"]: row for row in records(answer)}
    cells = [
        _cell(name, rows[name], answer.request) for name in _CELLS if name in rows and rows[name]["total"]
    ]
    documents = _documents(rows, answer.request)
    return Drawing(
        headline=_headline(answer),
        note="Giữ nguyên như văn bản; mỗi số dẫn tới dòng nguồn của nó",
        body=html.Div([*cells, *documents, _download(answer.request)], className="strip"),
    )


def _headline(answer: Answer) -> str:
    counts = {"results": "kết quả", "targets": "chỉ tiêu", "tasks": "nhiệm vụ"}
    said = [
        f"{formats.number(count)} {noun}"
        for name, noun in counts.items()
        if (count := facts.whole(answer, name))
    ]
    return f"Số liệu: {', '.join(said)}" if said else f"Số liệu {wording.period(answer.period)}"


def _cell(name: str, row: Row, request: Request) -> Component:
    noun, path, tell = _CELLS[name]
    return _box(_count(row["total"], noun, to_page(path, request)), tell(row))


def _count(total: int, noun: str, address: str) -> Component:
    return html.Link([html.Span(formats.number(total), className="strip-count"), f" {noun}"], href=address)


def _box(count: Children, detail: str) -> Component:
    return html.Div(
        [html.P(count, className="strip-head"), html.P(detail, className="strip-detail")],
        className="strip-cell",
    )


def _rest(row: Row) -> str:
    return formats.number(row["total"] - row["known"])


def _results(row: Row) -> str:
    return f"{formats.number(row['known'])} có n và N"


def _percentages(row: Row) -> str:
    return f"{formats.number(row['known'])} có n và N{_DOT}{_rest(row)} {wording.NO_COUNTS}"


def _targets(row: Row) -> str:
    return f"{formats.number(row['known'])} có kết quả báo cáo so sánh được"


def _tasks(row: Row) -> str:
    return f"{formats.number(row['known'])} đã báo cáo hoàn thành{_DOT}{_rest(row)} chưa có báo cáo"


def _reports(row: Row) -> str:
    return f"{formats.number(row['known'])} có hạn in sẵn"


_CELLS: Mapping[str, tuple[str, str, Callable[[Row], str]]] = {
    "results": ("kết quả", "/pillars", _results),
    "percentages": ("tỷ lệ phần trăm", "/pillars", _percentages),
    "targets": ("chỉ tiêu", "/pillars", _targets),
    "tasks": ("nhiệm vụ", "/tasks", _tasks),
    "reports": ("chế độ báo cáo", "/reports", _reports),
}
"""For each kind its noun, the page with all of them, and what makes them complete."""

_LISTS: Mapping[str, str] = {
    "documents_plan": "kế hoạch",
    "documents_directive": "chỉ đạo",
    "documents_cited": "được viện dẫn",
}


def _documents(rows: Mapping[str, Row], request: Request) -> list[Component]:
    counts = {noun: rows[kind]["total"] for kind, noun in _LISTS.items() if kind in rows}
    if not counts:
        return []
    count = _count(sum(counts.values()), "văn bản", to_page("/documents", request))
    return [_box(count, _DOT.join(f"{formats.number(total)} {noun}" for noun, total in counts.items()))]


def _download(request: Request) -> Component:
    """The same answers for spreadsheets and other systems: plain links, outside the page's own router."""
    address = href("/api/v1/overview_data", **request.query(), format="csv")
    links: list[Any] = [html.A("CSV", href=address), _DOT, html.A("mọi câu hỏi", href="/api/v1/")]
    return html.Div(
        [html.P("Tải số liệu", className="strip-head"), html.P(links, className="strip-detail")],
        className="strip-cell",
    )


PANEL = Panel(
    name="overview_data",
    title="Số liệu có những gì?",
    draw=draw,
    missing="Cần nạp ít nhất một kế hoạch của địa bàn: ioc load plans.",
    subject="indicators",
)
