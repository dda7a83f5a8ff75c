"""Pages for when there is nothing to frame: an address that leads nowhere, a database that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from layouts.shell import header
from layouts.shell.attributes import data
from layouts.shell.header import PageLink
from layouts.shell.page import chrome


def not_found(
    problem: str,
    suggestions: Sequence[tuple[str, str]],
    *,
    title: str = "Không có trang này",
    pages: Sequence[PageLink] = (),
) -> Component:
    """Say what is wrong with the address and offer ways on: `suggestions` are pairs of (text, address)."""
    links = [html.Li(dcc.Link(text, href=address, className="onward")) for text, address in suggestions]
    body: list[Component] = [html.H1(title), html.P(problem, className="lead-sentence")]
    if links:
        body.append(html.P("Có thể bạn muốn xem:", className="state-help"))
        body.append(html.Ul(links, className="state-links"))
    return _message(body, pages)


def out_of_scope(place: str, own: Sequence[tuple[str, str]], pages: Sequence[PageLink] = ()) -> Component:
    """Say calmly that a page shows the whole of `place`, and lead to the units that the viewer was given."""
    links = [html.Li(dcc.Link(text, href=address, className="onward")) for text, address in own]
    body: list[Component] = [
        html.H1("Ngoài phạm vi được giao"),
        html.P(
            f"Trang này có số liệu của toàn {place}. Tài khoản được giao xem các đơn vị dưới đây.",
            className="lead-sentence",
        ),
        html.Ul(links, className="state-links"),
        html.P("Cần xem thêm, hãy đề nghị người quản trị hệ thống.", className="state-help"),
    ]
    return _message(body, pages)


def database_down(pages: Sequence[PageLink] = ()) -> Component:
    """Say that nothing can be read now; assets/20_heartbeat.js reloads the page when the database is back."""
    body: list[Component] = [
        html.H1("Không đọc được cơ sở dữ liệu"),
        html.P(
            "Hệ thống tạm thời không lấy được số liệu nào. Trang sẽ tự mở lại khi kết nối trở lại.",
            className="lead-sentence",
        ),
        html.P("Nếu kéo dài quá vài phút, hãy báo người quản trị hệ thống.", className="state-help"),
    ]
    return html.Div(_message(body, pages), **data(reload_on_recovery="true"))


def _message(body: Sequence[Component], pages: Sequence[PageLink]) -> Component:
    controls = [header.text_size_buttons(), header.theme_switch()]
    head = [header.product_mark(), header.navigation("", pages), *controls]
    return chrome(head, html.Div(list(body), className="message"))
