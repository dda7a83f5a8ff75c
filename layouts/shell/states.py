"""What stands in a panel's slots: drawn, without figures, failed, or cut off from the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from dash import dcc, html
from dash.development.base_component import Component

from data.contracts import Answer, LocalityRef
from layouts.drawing import Children, Drawing, Panel
from layouts.shell.provenance import provenance

OUT_OF_SCOPE = "Ngoài phạm vi được giao: phần này có số liệu của đơn vị khác."
OFFERED = 5
"""How many other places an empty panel offers: more would be longer than what is missing."""


class Filling(TypedDict):
    """What each slot of a frame gets; `figure` is the data of a Store, all others are children."""

    headline: Children
    note: Children
    body: Children
    figure: Mapping[str, Any] | None
    table: Children
    footer: Children


def drawn(drawing: Drawing, answer: Answer, period_label: str) -> Filling:
    """Show a drawing with the provenance of its answer."""
    return Filling(
        headline=drawing.headline,
        note=drawing.note,
        body=drawing.body,
        figure=drawing.figure,
        table=drawing.table,
        footer=provenance(answer, period_label),
    )


def missing(
    panel: Panel,
    locality: LocalityRef,
    period_label: str,
    elsewhere: Sequence[tuple[str, str]] = (),
    *,
    whose: str = "",
) -> Filling:
    """Say that there is no figure, what to load, and where there are some: pairs of (text, address).

    `whose` names what a page about one subject has no figure of; by default the locality.
    """
    name = whose or locality.name
    lines: list[Component] = [html.P(f"Chưa có số liệu của {name}, {_in_sentence(period_label)}.")]
    lines.append(html.P(panel.missing, className="state-help"))
    if elsewhere:
        elsewhere = elsewhere[:OFFERED]
        found = [html.Li(dcc.Link(text, href=address, className="onward")) for text, address in elsewhere]
        lines += [html.P("Có số liệu ở:", className="state-help"), html.Ul(found, className="state-links")]
    return _state(panel, "missing", lines, f"Kỳ số liệu: {_in_sentence(period_label)} · chưa nạp nguồn nào")


def failed(panel: Panel, error_reference: str) -> Filling:
    """Say that this panel could not be computed, and what to do; the others are not concerned."""
    reference = html.Code(error_reference, className="error-reference")
    lines: list[Component] = [
        html.P("Không tính được phần này. Các phần khác của trang vẫn đúng."),
        html.P(
            ["Hãy tải lại trang; nếu vẫn vậy, báo người quản trị kèm mã lỗi ", reference, "."],
            className="state-help",
        ),
    ]
    return _state(panel, "failed", lines, f"Mã lỗi {error_reference}")


def refused(panel: Panel, problem: str) -> Filling:
    """Say that what was asked for does not exist (any more): `problem` names it."""
    help_ = html.P("Chọn lại địa bàn hoặc kỳ số liệu ở đầu trang.", className="state-help")
    return _state(panel, "failed", [html.P(problem), help_], "Không có kỳ số liệu này")


def out_of_scope(panel: Panel, own: Sequence[tuple[str, str]] = ()) -> Filling:
    """Say calmly that the panel shows more than the viewer has been given: `own` leads to what it has."""
    lines: list[Component] = [html.P(OUT_OF_SCOPE)]
    if own:
        found = [html.Li(dcc.Link(text, href=address, className="onward")) for text, address in own]
        lines += [
            html.P("Đơn vị được giao:", className="state-help"),
            html.Ul(found, className="state-links"),
        ]
    return _state(panel, "missing", lines, "Ngoài phạm vi được giao")


def unavailable(panel: Panel) -> Filling:
    """Say that the database cannot be read; the page asks again by itself when it is back."""
    lines: list[Component] = [
        html.P("Không đọc được cơ sở dữ liệu; sẽ tự thử lại."),
        html.P("Không cần tải lại trang: số liệu hiện ra ngay khi kết nối trở lại.", className="state-help"),
    ]
    return _state(panel, "unavailable", lines, "Mất kết nối cơ sở dữ liệu")


def _state(panel: Panel, kind: str, lines: list[Component], footer: str) -> Filling:
    """Fill a frame with words only; the footer is never empty, so that the browser stops waiting."""
    return Filling(
        headline=panel.title,
        note=None,
        body=html.Div(lines, className=f"state state-{kind}"),
        figure=None,
        table=None,
        footer=html.Span(footer),
    )


def _in_sentence(period_label: str) -> str:
    """Write "Năm 2022" as it stands inside a sentence."""
    return period_label[:1].lower() + period_label[1:]
