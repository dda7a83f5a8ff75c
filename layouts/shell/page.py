"""The page around the panels: header, breadcrumb, grid of frames, footer with the key of status marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from dash import dcc, html
from dash.development.base_component import Component

from data.contracts import Catalogue, LocalityRef, Request
from layouts.drawing import Children, Status
from layouts.shell import header, links
from layouts.shell.attributes import aria
from layouts.shell.header import PageLink, ViewInfo
from layouts.shell.marks import mark

__all__ = ["PageLink", "ViewInfo", "chrome", "page"]


def page(
    view: ViewInfo,
    request: Request,
    locality: LocalityRef,
    catalogue: Catalogue,
    pages: Sequence[PageLink],
    children: Children,
) -> Component:
    """Put panel frames into the shell for one view, locality and period."""
    head = [
        header.product_mark(),
        header.locality_menu(view.path, locality, catalogue),
        header.period_menu(view.path, request, locality.periods),
        header.navigation(view.path, pages, request),
        header.search_box(locality.slug),
        header.text_size_buttons(),
    ]
    return chrome(head, [breadcrumb(view, request, locality), html.Div(children, className="panels")])


def chrome(head: Sequence[Component], children: Children) -> Component:
    """Put a header and a body into the frame that every page has, also those that could not read anything."""
    return html.Div(
        [
            html.A("Đến nội dung chính", href="#content", className="skip-link"),
            html.Div(id="connection-banner", className="connection-banner", role="status"),
            html.Header(head, className="shell-header"),
            html.Main(children, id="content", className="shell-main", tabIndex="-1"),
            _footer(),
        ],
        className="shell",
    )


def breadcrumb(view: ViewInfo, request: Request, locality: LocalityRef) -> Component:
    """Trail from the locality to what is shown; the last step is the page's main heading."""
    steps = [(locality.name, links.to_page("/", request))]
    if view.path != "/":
        steps.append((view.title, links.to_page(view.path, request)))
    steps += _chosen(view.path, request, locality)
    trail: list[Component] = [html.Li(dcc.Link(name, href=address)) for name, address in steps]
    if view.path == "/" and len(steps) == 1:
        trail.append(html.Li(html.H1(view.title)))
    else:
        trail[-1] = html.Li(html.H1(steps[-1][0]))
    return html.Nav(html.Ol(trail), className="breadcrumb-trail", **aria(label="Vị trí trang"))


def _chosen(path: str, request: Request, locality: LocalityRef) -> list[tuple[str, str]]:
    """Name the unit and pillar that the request is narrowed to, each with its address."""
    here = {"locality": request.locality, "period": request.period}
    units = [
        (unit.name, links.href(path, **here, unit=unit.address))
        for unit in locality.units
        if unit.address == request.unit
    ]
    pillars = [
        (pillar.name, links.href(path, **here, unit=request.unit, pillar=pillar.code))
        for pillar in locality.pillars
        if pillar.code == request.pillar
    ]
    return units + pillars


def _footer() -> Component:
    statuses: tuple[Status, ...] = get_args(Status)
    return html.Footer(
        [
            html.P(["Ký hiệu: ", *(mark(status) for status in statuses)], className="key"),
            html.P("Số liệu giữ nguyên như văn bản nguồn; chỗ trống là «chưa có số liệu», không phải số 0."),
        ],
        className="shell-footer",
    )
