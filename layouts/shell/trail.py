"""Where a page stands: the trail up to the locality, and its neighbours left and right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from data.contracts import LocalityRef, Request
from layouts.shell import links
from layouts.shell.attributes import aria
from layouts.shell.header import PageLink, ViewInfo

HOME = "/"


def breadcrumb(
    view: ViewInfo, request: Request, locality: LocalityRef, pages: Sequence[PageLink] = ()
) -> Component:
    """Trail from the locality to what is shown; the last step is the page's main heading.

    A locality that is seen in part has no page of its own to lead to; a page about several is above all.
    """
    if view.is_wide:
        return _trail([html.Li(html.H1(view.title))])
    above = [(locality.name, links.to_page(HOME, request))] if locality.is_whole else []
    above += [(page.title, links.to_page(page.path, request)) for page in pages if page.path == view.within]
    above += _above(view, request, locality)
    chosen = [request.case] if view.subject == "case" else _chosen(request, locality)
    own = [] if chosen and (view.subject or view.path == HOME) else [view.title]
    *between, last = [*own, *chosen]
    here = links.to_page(view.path, request)
    trail = [] if locality.is_whole else [html.Li(locality.name)]
    trail += [html.Li(dcc.Link(name, href=address)) for name, address in above]
    trail += [html.Li(dcc.Link(name, href=here)) for name in between]
    trail.append(html.Li(html.H1(last)))
    return _trail(trail)


def _trail(steps: Sequence[Component]) -> Component:
    return html.Nav(html.Ol(list(steps)), className="breadcrumb-trail", **aria(label="Vị trí trang"))


def neighbours(view: ViewInfo, request: Request, locality: LocalityRef) -> Component | None:
    """Links to the subject before and after this one; the arrow keys follow them (assets/45_keys.js)."""
    order = _siblings(view, request, locality)
    codes = list(order)
    chosen = getattr(request, view.subject) if view.subject else ""
    if chosen not in order or len(codes) == 1:
        return None
    at = codes.index(chosen)
    found = []
    if at > 0:
        found.append(_neighbour(view, request, codes[at - 1], f"← {order[codes[at - 1]]}", "prev"))
    if at + 1 < len(codes):
        found.append(_neighbour(view, request, codes[at + 1], f"{order[codes[at + 1]]} →", "next"))
    return html.Nav(found, className="neighbours", **aria(label="Mục trước và sau"))


def _neighbour(view: ViewInfo, request: Request, code: str, text: str, relation: str) -> Component:
    query = {"locality": request.locality, "period": request.period, view.subject: code}
    return dcc.Link(text, href=links.address(view.path, query), className=f"neighbour neighbour-{relation}")


def _siblings(view: ViewInfo, request: Request, locality: LocalityRef) -> Mapping[str, str]:
    """Names by code, in order, of what stands beside the subject of a page."""
    if view.subject == "pillar":
        return {pillar.code: pillar.name for pillar in locality.pillars}
    if view.subject == "indicator":
        pillar = next((ref.pillar for ref in locality.indicators if ref.code == request.indicator), "")
        return {ref.code: ref.name for ref in locality.indicators if ref.pillar == pillar}
    if view.subject == "unit":
        shown = next((unit for unit in locality.units if unit.address == request.unit), None)
        return {
            unit.address: unit.name
            for unit in locality.units
            if shown and (unit.is_commune, unit.valid_from) == (shown.is_commune, shown.valid_from)
        }
    return {}


def _above(view: ViewInfo, request: Request, locality: LocalityRef) -> list[tuple[str, str]]:
    """An indicator stands under its pillar."""
    if view.subject != "indicator":
        return []
    codes = {ref.pillar for ref in locality.indicators if ref.code == request.indicator}
    return [
        (pillar.name, links.to_pillar(pillar.code, request))
        for pillar in locality.pillars
        if pillar.code in codes
    ]


def _chosen(request: Request, locality: LocalityRef) -> list[str]:
    """Name what the request is narrowed to."""
    names = [unit.name for unit in locality.units if unit.address == request.unit]
    names += [pillar.name for pillar in locality.pillars if pillar.code == request.pillar]
    names += [ref.name for ref in locality.indicators if ref.code == request.indicator]
    return names
