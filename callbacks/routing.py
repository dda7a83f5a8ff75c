"""Path and query to a page: the skeleton of frames, or a helpful page where the address leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import dash
from dash.development.base_component import Component

from callbacks.requests import Requests, Suggestion, UnknownRequestError
from data.contracts import DataUnavailableError, Period
from data.source import DataSource
from layouts.formats import period_label
from layouts.pages import PAGES, Page, page_links
from layouts.shell.links import address
from layouts.shell.not_found import database_down, not_found

TITLE = "IOC – Giám sát, điều hành"


class Router:
    """Renders pages and tells the HTTP status that an address deserves."""

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
        """Give 200, 404 for an address that names something unknown, 503 while nothing can be read."""
        places = next((found for page in PAGES if (found := page.places(path)) is not None), None)
        if places is None:
            return 404
        try:
            self._requests.read({**query, **places})
        except UnknownRequestError:
            return 404
        except DataUnavailableError:
            return 503
        return 200

    def _layout(self, page: Page) -> Callable[..., Component]:
        def layout(**query: str) -> Component:
            try:
                request, catalogue = self._requests.read(query), self._source.catalogue()
            except DataUnavailableError:
                return database_down(page_links())
            except UnknownRequestError as error:
                return not_found(error.problem, _addresses(page.path, error), pages=page_links())
            return page.layout(request, catalogue)

        return layout

    def _unknown_path(self, **_query: str) -> Component:
        suggestions = [(page.title, page.path) for page in page_links()]
        return not_found("Địa chỉ này không dẫn tới trang nào của hệ thống.", suggestions, pages=page_links())


def _addresses(path: str, error: UnknownRequestError) -> list[tuple[str, str]]:
    periods = {period.code: period for period in error.locality.periods} if error.locality else {}
    return [
        (_label(suggestion, periods), address(path, suggestion.query)) for suggestion in error.suggestions
    ]


def _label(suggestion: Suggestion, periods: Mapping[str, Period]) -> str:
    return period_label(periods[suggestion.label]) if suggestion.label in periods else suggestion.label
