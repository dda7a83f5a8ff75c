"""The header: product mark, locality and period menus, pages, search, text size, theme. No callbacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from data.contracts import Catalogue, LocalityRef, Period, Request, Viewer
from layouts import formats
from layouts.shell import links
from layouts.shell.attributes import aria, data


@dataclass(frozen=True, slots=True)
class ViewInfo:
    """A page as navigation and breadcrumb name it: its path and Vietnamese title.

    A page about one unit, pillar, indicator or case has it in its path ("/units/<unit>"), names it as
    `subject` and stands `within` the page that leads to it. A page `is_wide` that is about every locality
    that the viewer sees whole: where there is but one, nothing leads to it.
    """

    path: str
    title: str
    subject: Literal["", "unit", "pillar", "indicator", "case"] = ""
    within: str = ""
    is_wide: bool = False

    @property
    def entry(self) -> str:
        """Path that needs no subject: what another locality's menu entry leads to."""
        return self.within or self.path


PageLink: TypeAlias = ViewInfo


def who_looks(viewer: Viewer, *, administers: bool = False, loads: bool = False) -> Component:
    """Say who has signed in, with the way out, or that this is a try-out; say nothing on a wall.

    Stands above every page, outside what panels fill: their bytes do not depend on who looks.
    """
    if viewer.kind == "demo":
        name = html.Strong("CHẾ ĐỘ DÙNG THỬ:")
        return html.P([name, " chỉ xem, không cần đăng nhập"], className="who-looks trying-out")
    if viewer.kind != "account" or not viewer.name:
        return html.Div()
    return html.Aside(
        [
            html.Span([html.Span("Đang xem: ", className="who-word"), html.Strong(viewer.title)]),
            *([html.A("Nạp số liệu", href="/intake/")] if loads else []),
            *([html.A("Quản trị", href="/admin/")] if administers else []),
            html.A("Đổi mật khẩu", href="/password"),
            html.Form(
                html.Button("Đăng xuất", type="submit"),
                action="/sign-out",
                method="post",
                className="way-out",
            ),
        ],
        className="who-looks loads" if loads else "who-looks",
        **aria(label="Tài khoản"),
    )


def product_mark() -> Component:
    """Lead home."""
    return html.A("IOC", href="/", className="product", title="Về trang tổng quan")


def locality_menu(path: str, chosen: LocalityRef, catalogue: Catalogue) -> Component:
    """Offer every locality; its own default period, unit and pillar apply there, so none is carried over."""
    items = [
        dbc.DropdownMenuItem(
            _locality_name(ref),
            href=links.href(path, locality=ref.slug),
            active=ref.slug == chosen.slug,
        )
        for ref in catalogue.localities
    ]
    return _menu("Địa bàn", _locality_name(chosen), items, "locality-menu")


def period_menu(path: str, request: Request, periods: Sequence[Period]) -> Component:
    """Offer the periods that have figures, newest first, keeping unit and pillar."""
    newest_first = sorted(periods, key=lambda period: (period.end, period.end - period.start), reverse=True)
    items = [
        dbc.DropdownMenuItem(
            formats.period_label(period),
            href=links.to_period(path, request, period.code),
            active=period.code == request.period,
        )
        for period in newest_first
    ]
    return _menu("Kỳ số liệu", period_name(request, periods), items, "period-menu")


def period_name(request: Request, periods: Sequence[Period]) -> str:
    """Name the period asked for; one without any figure is still shown, by its code."""
    found = next((period for period in periods if period.code == request.period), None)
    return formats.period_label(found) if found else request.period


def navigation(current: str, pages: Sequence[PageLink], request: Request | None = None) -> Component:
    """List the pages; with a request each link keeps locality and period."""
    items = [
        html.Li(
            dcc.Link(page.title, href=links.to_page(page.path, request) if request else page.path),
            **(aria(current="page") if page.path == current else {}),
        )
        for page in pages
    ]
    return html.Nav(html.Ul(items), className="pages", **aria(label="Các trang"))


def search_box(locality: str) -> Component:
    """Mount the search box; assets/30_search.js makes it a combobox over the names of `locality`."""
    return html.Div(
        [
            html.Label("Tìm xã, đơn vị, chỉ số", htmlFor="search-box", className="visually-hidden"),
            dbc.Input(id="search-box", type="search", placeholder="Tìm xã, chỉ số…", autocomplete="off"),
            html.Div(id="search-results", className="search-results", hidden=True),
        ],
        className="search",
        role="search",
        **data(locality=locality),
    )


def text_size_buttons() -> Component:
    """Mount A- and A+; assets/40_text_size.js gives them their effect."""
    return html.Div(
        [
            _text_size_button("text-smaller", "A−", "Chữ nhỏ hơn"),
            _text_size_button("text-larger", "A+", "Chữ to hơn"),
        ],
        className="text-size",
        role="group",
        **aria(label="Cỡ chữ"),
    )


def theme_switch() -> Component:
    """Mount the switch between light and dark; assets/41_theme.js gives it its effect.

    It has both words, and the style sheet shows the one that it leads to: the server knows no theme.
    """
    return html.Button(
        [
            html.Span(className="theme-sign", **aria(hidden="true")),
            html.Span("Nền tối", className="theme-word to-dark"),
            html.Span("Nền sáng", className="theme-word to-light"),
        ],
        id="theme-switch",
        type="button",
        className="theme-switch",
        title="Đổi nền sáng, tối",
    )


def _text_size_button(name: str, sign: str, meaning: str) -> Component:
    return html.Button(sign, id=name, type="button", title=meaning, **aria(label=meaning))


def _locality_name(ref: LocalityRef) -> list[Component]:
    province = ref.province.removeprefix("Tỉnh ")
    parts: list[Component] = [
        html.Span(ref.name, className="choice-name"),
        html.Span(f" · {province}", className="choice-where"),
    ]
    if ref.valid_to:
        last_day = ref.valid_to - dt.timedelta(days=1)
        parts.append(html.Span(f" (đến {formats.date_prose(last_day)})", className="choice-until"))
    return parts


def _menu(name: str, chosen: str | list[Component], items: list[Component], class_name: str) -> Component:
    content = [chosen] if isinstance(chosen, str) else chosen
    label = html.Span([html.Span(f"{name}: ", className="visually-hidden"), *content], className="choice")
    return dbc.DropdownMenu(
        items,
        label=label,
        color="link",
        class_name=f"menu {class_name}",
        toggle_class_name="menu-toggle",
    )
