"""The page around the panels: header, breadcrumb, grid of frames, footer with the key of status marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from dash import html
from dash.development.base_component import Component

from data.contracts import Catalogue, LocalityRef, Request
from layouts.drawing import Children, Status
from layouts.shell import header, links, trail
from layouts.shell.attributes import data
from layouts.shell.header import PageLink, ViewInfo
from layouts.shell.marks import SIMULATED, mark

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
        header.locality_menu(trail.HOME if view.is_wide else view.entry, locality, catalogue),
        header.period_menu(view.path, request, locality.periods),
        header.navigation(view.entry, pages, request),
        header.search_box(locality.slug),
        header.text_size_buttons(),
        header.theme_switch(),
    ]
    where = [trail.breadcrumb(view, request, locality, pages), trail.neighbours(view, request, locality)]
    return chrome(
        head,
        [
            *_simulated(locality, view),
            html.Div([part for part in where if part is not None], className="whereabouts"),
            html.Div(children, className="panels"),
        ],
        path=links.address(view.path, request.query()).partition("?")[0],
    )


def _simulated(locality: LocalityRef, view: ViewInfo) -> list[Component]:
    """Say of an invented place that it is one; every panel says so too (layouts/shell/provenance.py)."""
    if not locality.is_simulated:
        return []
    words: list[Component | str] = [
        html.Strong(SIMULATED),
        f": {'các địa bàn này' if view.is_wide else locality.name} không có thật, ",
        "mọi con số do máy sinh ra để thử.",
    ]
    return [html.P(words, className="simulated")]


def chrome(head: Sequence[Component], children: Children, *, path: str = "") -> Component:
    """Put a header and a body into the frame that every page has, also those that could not read anything."""
    return html.Div(
        [
            html.A("Đến nội dung chính", href="#content", className="skip-link"),
            html.Div(id="connection-banner", className="connection-banner", role="status"),
            html.Header(head, className="shell-header"),
            html.Main(children, id="content", className="shell-main", tabIndex="-1", **data(path=path)),
            _footer(),
        ],
        className="shell",
    )


def _footer() -> Component:
    statuses: tuple[Status, ...] = get_args(Status)
    return html.Footer(
        [
            html.P(["Ký hiệu: ", *(mark(status) for status in statuses)], className="key"),
            html.P("Số liệu giữ nguyên như văn bản nguồn; chỗ trống là «chưa có số liệu», không phải số 0."),
        ],
        className="shell-footer",
    )
