"""The page registry: path, title, panels, and how they are laid out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from data.contracts import Catalogue, LocalityRef, Request
from layouts.drawing import Panel
from layouts.shell.links import address
from layouts.shell.page import PageLink, ViewInfo, page
from layouts.views import (
    budget,
    data_page,
    documents,
    dossier_case,
    dossiers,
    feedback,
    feedback_case,
    indicator,
    localities,
    map_page,
    overview,
    pillar,
    pillars,
    reports,
    tasks,
    unit_profile,
)

UNITS_LISTED = 8
"""Units that the navigation lists in place of pages: as many fit where the pages would stand."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the product; `grid` lays its panel frames out on twelve columns.

    `cases` lays out those that follow about single cases, of which not every locality has any.
    """

    name: str
    view: ViewInfo
    panels: tuple[Panel, ...]
    grid: Callable[[Request], Sequence[Component]]
    cases: Callable[[Request, LocalityRef], Component] | None = None

    @property
    def path(self) -> str:
        """Address of the page without its query, with places such as <unit>."""
        return self.view.path

    def places(self, path: str) -> dict[str, str] | None:
        """Read the places of the path from an address; None where the address is not of this page."""
        pattern = re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", self.path)
        match = re.fullmatch(pattern, path)
        return match.groupdict() if match else None

    @property
    def title(self) -> str:
        """Vietnamese title."""
        return self.view.title

    def layout(self, request: Request, catalogue: Catalogue) -> Component:
        """Draw the skeleton of the page: frames that wait for their figures."""
        locality = next(ref for ref in catalogue.localities if ref.slug == request.locality)
        pages = page_links(locality, catalogue)
        cases = [self.cases(request, locality)] if self.cases else []
        return page(self.view, request, locality, catalogue, pages, [*self.grid(request), *cases])


PAGES: tuple[Page, ...] = (
    Page("overview", overview.VIEW, overview.PANELS, overview.grid),
    Page("localities", localities.VIEW, localities.PANELS, localities.grid),
    Page("pillars", pillars.VIEW, pillars.PANELS, pillars.grid),
    Page("pillar", pillar.VIEW, pillar.PANELS, pillar.grid),
    Page("indicator", indicator.VIEW, indicator.PANELS, indicator.grid),
    Page("map", map_page.VIEW, map_page.PANELS, map_page.grid),
    Page("feedback", feedback.VIEW, feedback.PANELS, feedback.grid, feedback.cases),
    Page("dossiers", dossiers.VIEW, dossiers.PANELS, dossiers.grid, dossiers.cases),
    Page("budget", budget.VIEW, budget.PANELS, budget.grid),
    Page("tasks", tasks.VIEW, tasks.PANELS, tasks.grid),
    Page("reports", reports.VIEW, reports.PANELS, reports.grid),
    Page("documents", documents.VIEW, documents.PANELS, documents.grid),
    Page("data", data_page.VIEW, data_page.PANELS, data_page.grid),
    Page("feedback_case", feedback_case.VIEW, feedback_case.PANELS, feedback_case.grid),
    Page("dossier_case", dossier_case.VIEW, dossier_case.PANELS, dossier_case.grid),
    Page("unit", unit_profile.VIEW, unit_profile.PANELS, unit_profile.grid),
)


def page_links(
    locality: LocalityRef | None = None, catalogue: Catalogue | None = None
) -> tuple[PageLink, ...]:
    """Pages as the navigation lists them: those that need no subject.

    Of a locality that is seen in part these are the pages of the units seen. Wide ones are listed where the
    viewer's catalogue has more than one locality to set side by side.
    """
    if locality is not None and not locality.is_whole:
        units = locality.units[:UNITS_LISTED]
        path = unit_profile.VIEW.path
        return tuple(ViewInfo(address(path, {"unit": unit.address}), unit.name) for unit in units)
    is_alone = locality is None or catalogue is None or not catalogue.beside(locality.slug)
    return tuple(page.view for page in PAGES if not (page.view.subject or (page.view.is_wide and is_alone)))


def page_of(panel: Panel) -> Page:
    """Give the page that a panel belongs to; the overview, which borrows from all, comes last."""
    entries = [page for page in PAGES if not page.view.subject]
    order = [*entries[1:], *(page for page in PAGES if page.view.subject), entries[0]]
    return next(page for page in order if panel in page.panels)
