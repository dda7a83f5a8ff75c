"""Path and query to a page: the skeleton of frames, or a helpful page where the address leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import dash
from dash.development.base_component import Component

from callbacks.elsewhere import own_units
from callbacks.requests import Requests, Suggestion, UnknownRequestError
from data.contracts import DataUnavailableError, Period, Request
from data.source import DataSource
from layouts.formats import period_label
from layouts.pages import PAGES, Page, page_links
from layouts.shell.header import PageLink
from layouts.shell.links import address
from layouts.shell.not_found import database_down, not_found, out_of_scope
from layouts.shell.trail import HOME

TITLE = "IOC – Giám sát, điều hành"
_PROFILE = next(page for page in PAGES if page.view.subject == "unit")


class Router:
    """Renders pages and tells the HTTP status that an address deserves.

    A page needs one panel at least that stays within the scope of who looks. Where it has none, it says so;
    the bare address of the overview then shows the first unit of the viewer's own.
    """

    def __init__(self, source: DataSource, requests: Requests) -> None:
        """Resolve addresses against what `source` knows."""
        self._source = source
        self._requests = requests

    def register(self) -> None:
        """Register every page, and the one for unknown paths, with Dash's router."""
        for page in PAGES:
            place = {"path_template": page.path} if page.view.subject else {"path": page.path}
            dash.register_page(
                f"ioc.{page.name}", **place, title=f"{page.title} · IOC", layout=self._layout(page)
            )
        dash.register_page("ioc.not_found_404", path="/404", title=TITLE, layout=self._unknown_path)

    def status(self, path: str, query: Mapping[str, str]) -> int:
        """Give 200; 404 for what is unknown or unseen, 403 for a whole seen in part, 503 without data."""
        page, places = next(
            ((page, found) for page in PAGES if (found := page.places(path)) is not None), (None, {})
        )
        if page is None:
            return 404
        try:
            request = self._requests.read({**query, **places}, is_wide=page.view.is_wide)
        except UnknownRequestError:
            return 404
        except DataUnavailableError:
            return 503
        return 200 if self._is_seen(page, request) or _is_landing(page, query) else 403

    def _layout(self, page: Page) -> Callable[..., Component]:
        def layout(**query: str) -> Component:
            try:
                return self._page(page, query)
            except DataUnavailableError:
                return database_down(page_links())
            except UnknownRequestError as error:
                return not_found(error.problem, _addresses(page.path, error), pages=self._links())

        return layout

    def _page(self, page: Page, query: Mapping[str, str]) -> Component:
        request = self._requests.read(query, is_wide=page.view.is_wide)
        catalogue = self._requests.catalogue()
        if self._is_seen(page, request):
            return page.layout(request, catalogue)
        locality = next(ref for ref in catalogue.localities if ref.slug == request.locality)
        if not _is_landing(page, query):
            return out_of_scope(locality.name, own_units(locality, request), page_links(locality, catalogue))
        unit = next((unit for unit in locality.units if unit.is_commune), locality.units[0])
        return _PROFILE.layout(self._requests.read({**query, "unit": unit.address}), catalogue)

    def _is_seen(self, page: Page, request: Request) -> bool:
        return any(self._source.may_ask(panel.name, request) for panel in page.panels)

    def _links(self) -> Sequence[PageLink]:
        """Pages that the viewer can see, for those that are about no locality."""
        try:
            return page_links(self._requests.home(), self._requests.catalogue())
        except DataUnavailableError:
            return page_links()

    def _unknown_path(self, **_query: str) -> Component:
        links = self._links()
        suggestions = [(page.title, page.path) for page in links]
        return not_found("Địa chỉ này không dẫn tới trang nào của hệ thống.", suggestions, pages=links)


def _is_landing(page: Page, query: Mapping[str, str]) -> bool:
    """Tell the address that everybody starts from: what it shows is the server's to choose."""
    return page.path == HOME and "locality" not in query


def _addresses(path: str, error: UnknownRequestError) -> list[tuple[str, str]]:
    periods = {period.code: period for period in error.locality.periods} if error.locality else {}
    return [
        (_label(suggestion, periods), address(path, suggestion.query)) for suggestion in error.suggestions
    ]


def _label(suggestion: Suggestion, periods: Mapping[str, Period]) -> str:
    return period_label(periods[suggestion.label]) if suggestion.label in periods else suggestion.label
