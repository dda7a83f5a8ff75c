"""Where figures of a panel do exist: what an empty state offers instead."""

from __future__ import annotations

from data.contracts import Answer, Catalogue
from layouts.drawing import Panel
from layouts.formats import period_label
from layouts.pages import page_of
from layouts.shell.links import href


def places_with_figures(panel: Panel, catalogue: Catalogue) -> list[tuple[str, str]]:
    """List localities and periods that have the panel's subject, as pairs of text and address."""
    return [
        (
            f"{locality.name}, {period_label(period)}",
            href(page_of(panel).view.entry, locality=locality.slug, period=period.code),
        )
        for locality in catalogue.localities
        for period in locality.periods
        if panel.subject in period.subjects
    ]


def subject_name(panel: Panel, answer: Answer) -> str:
    """Name the unit that a page is about, for its empty states; empty on pages about a whole locality."""
    if page_of(panel).view.subject != "unit":
        return ""
    units = answer.locality.units
    return next((unit.name for unit in units if unit.address == answer.request.unit), "")
