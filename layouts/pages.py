"""The page registry: path, title, panels, and how they are laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from data.contracts import Catalogue, Request
from layouts.drawing import Panel
from layouts.shell.page import PageLink, ViewInfo, page
from layouts.views import budget, feedback, overview, pillars


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the product; `grid` lays its panel frames out on twelve columns."""

    name: str
    view: ViewInfo
    panels: tuple[Panel, ...]
    grid: Callable[[Request], Sequence[Component]]

    @property
    def path(self) -> str:
        """Address of the page without its query."""
        return self.view.path

    @property
    def title(self) -> str:
        """Vietnamese title."""
        return self.view.title

    def layout(self, request: Request, catalogue: Catalogue) -> Component:
        """Draw the skeleton of the page: frames that wait for their figures."""
        locality = next(ref for ref in catalogue.localities if ref.slug == request.locality)
        return page(self.view, request, locality, catalogue, page_links(), list(self.grid(request)))


PAGES: tuple[Page, ...] = (
    Page("overview", overview.VIEW, overview.PANELS, overview.grid),
    Page("pillars", pillars.VIEW, pillars.PANELS, pillars.grid),
    Page("feedback", feedback.VIEW, feedback.PANELS, feedback.grid),
    Page("budget", budget.VIEW, budget.PANELS, budget.grid),
)


def page_links() -> tuple[PageLink, ...]:
    """Pages as the navigation lists them."""
    return tuple(page.view for page in PAGES)


def page_of(panel: Panel) -> Page:
    """Give the page that a panel belongs to; the overview, which borrows from all, comes last."""
    return next(page for page in (*PAGES[1:], PAGES[0]) if panel in page.panels)
