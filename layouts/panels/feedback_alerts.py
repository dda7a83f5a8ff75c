"""What needs direction in citizens' feedback, worst first, each with the way to its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias, cast

from dash.development.base_component import Component

from data.contracts import Answer, Ratio, Request
from layouts import elements as html
from layouts import formats
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.links import href
from layouts.shell.marks import calm, exceptions, shape
from layouts.unit_names import noun, short

Items: TypeAlias = Sequence[Mapping[str, Any]]

_CALM = "calm"
_NAMED = 13
"""Units named under an exception, worst first; the panel that shows the evidence has the others."""
_EVIDENCE: Mapping[str, tuple[str, str]] = {
    "open_overdue": ("feedback_by_unit", "Xem đơn vị"),
    "late_concentrated": ("feedback_by_unit", "Xem đơn vị"),
    "late_spread": ("feedback_by_unit", "Xem đơn vị"),
    "figure_conflict": ("feedback_by_unit", "Xem đối chiếu"),
    "no_feedback_figure": ("feedback_map", "Xem sơ đồ"),
    "few_rated": ("feedback_satisfaction", "Xem đánh giá"),
}
"""For each kind the panel of this page that shows its evidence, and the words that lead there."""

_RATINGS: Mapping[str, str] = {
    "satisfied": "hài lòng",
    "accepted": "chấp nhận",
    "dissatisfied": "không hài lòng",
}
_COUNTS: Mapping[str, str] = {
    "received": "tổng số",
    "open_in_time": "đang xử lý, trong hạn",
    "open_overdue": "đang xử lý, quá hạn",
    "closed_on_time": "xử lý đúng hạn",
    "closed_late": "xử lý trễ hạn",
    **_RATINGS,
}


def draw(answer: Answer) -> Drawing:
    """List the exceptions, or say calmly that there is none and how many units that covers."""
    rows = records(answer)
    if rows[0]["kind"] == _CALM:
        units = formats.count_pair(cast("Ratio", answer.facts["units"]))
        body = calm("Không có bất thường", f"Đã xét số liệu phản ánh của {units} đơn vị")
        return Drawing(headline="Phản ánh: không có việc cần chỉ đạo", body=body)
    found = [list(items) for _, items in groupby(rows, key=lambda row: row["kind"])]
    return Drawing(
        headline=f"Cần chỉ đạo: {formats.counted(len(found), 'việc')}",
        note="Xếp theo mức độ, nặng nhất trước",
        body=exceptions([_exception(items, answer.request) for items in found]),
    )


def _exception(items: Items, request: Request) -> Component:
    """State one exception; its link is an anchor, which the browser follows without asking the server."""
    panel, words = _EVIDENCE[items[0]["kind"]]
    return html.Li(
        [
            shape(items[0]["status"]),
            html.Div(
                [
                    html.P(_sentence(items), className="exception"),
                    html.P(_detail(items, request), className="exception-detail"),
                ]
            ),
            html.A(words, href=f"#{panel}", className="onward"),
        ],
        className="exception-row",
    )


def _sentence(items: Items) -> str:
    """Say an exception with the number of units behind it."""
    kind, ratio = items[0]["kind"], Ratio(items[0]["n"], items[0]["total"])
    pair, units = formats.count_pair(ratio), _units(items)
    sentences = {
        "open_overdue": f"{pair} phản ánh quá hạn chưa xử lý xong, ở {units}",
        "late_concentrated": f"{units} chiếm {pair} phản ánh xử lý trễ hạn",
        "late_spread": f"{pair} phản ánh xử lý trễ hạn, rải ở {units}",
        "figure_conflict": f"Dòng tổng in sẵn khác tổng các đơn vị ở {pair} mục",
        "no_feedback_figure": f"{units} chưa có số liệu phản ánh",
        "few_rated": f"Chỉ {pair} phản ánh được đánh giá",
    }
    return sentences[kind]


def _units(items: Items) -> str:
    """Count units, and name a single one: "3 xã", "Xã Tân Phú"."""
    names = [row["item"] for row in items]
    return names[0] if len(names) == 1 else formats.counted(len(names), noun(names))


def _detail(items: Items, request: Request) -> str | list[Component | str]:
    """Give the figures behind an exception; a unit leads to its own view."""
    if items[0]["kind"] == "few_rated":
        return _listed(f"{_RATINGS[row['item']]} {formats.number(row['item_n'])}" for row in items)
    if items[0]["kind"] == "figure_conflict":
        return _listed(_COUNTS[row["item"]] for row in items)
    links = [_unit_link(row, request) for row in items[:_NAMED]]
    hidden = len(items) - len(links)
    rest = [f" và {formats.counted(hidden, 'đơn vị')} khác"] if hidden else []
    return [*[part for link in links for part in (" · ", link)][1:], *rest]


def _listed(texts: Iterable[str]) -> str:
    """Set texts side by side, the first with a capital."""
    line = " · ".join(texts)
    return line[:1].upper() + line[1:]


def _unit_link(row: Mapping[str, Any], request: Request) -> Component:
    address = href("/feedback", **{**request.query(), "unit": row["item_address"]})
    return html.Link(f"{short(row['item'])}{_figures(row)}", href=address)


def _figures(row: Mapping[str, Any]) -> str:
    return "" if row["item_n"] is None else f" {formats.count_pair(Ratio(row['item_n'], row['item_total']))}"


PANEL = Panel(
    name="feedback_alerts",
    title="Phản ánh: việc gì cần chỉ đạo?",
    draw=draw,
    missing=(
        "Cần nạp số phản ánh, kiến nghị của từng đơn vị trong kỳ (theo mẫu Phụ lục 02 kế hoạch của huyện "
        "Tân Châu); khi có số liệu, việc cần chỉ đạo tự hiện ở đây."
    ),
    subject="feedback",
)
