"""Where there is something to see: what an empty state, or one beyond the viewer's scope, offers instead."""

from __future__ import annotations

from data.contracts import Answer, LocalityRef, Request
from layouts.drawing import Panel
from layouts.formats import period_label
from layouts.pages import page_of
from layouts.shell.links import href, to_unit

UNITS_OFFERED = 12
"""Links to units of one's own: a subtree may have hundreds, which the search box finds."""


def places_with_figures(panel: Panel, answer: Answer) -> list[tuple[str, str]]:
    """List other periods in which a locality has the panel's subject, as pairs of text and address.

    Of the answer's locality only: the panel's bytes are kept for all who see it, whatever else they may see.
    """
    locality = answer.locality
    return [
        (
            f"{locality.name}, {period_label(period)}",
            href(page_of(panel).view.entry, locality=locality.slug, period=period.code),
        )
        for period in locality.periods
        if panel.subject in period.subjects and period.code != answer.request.period
    ]


def own_units(locality: LocalityRef | None, request: Request) -> list[tuple[str, str]]:
    """List the units of a locality that may be seen, in the period asked for: pairs of name and address."""
    units = locality.units[:UNITS_OFFERED] if locality else ()
    return [(unit.name, to_unit(unit.address, request)) for unit in units]


def subject_name(panel: Panel, answer: Answer) -> str:
    """Name the unit that a page is about, for its empty states; empty on pages about a whole locality."""
    if page_of(panel).view.subject != "unit":
        return ""
    units = answer.locality.units
    return next((unit.name for unit in units if unit.address == answer.request.unit), "")
