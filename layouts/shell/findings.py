"""An exception in the list of what needs direction, with or without a way on."""

from __future__ import annotations

from dataclasses import dataclass

from dash.development.base_component import Component

from layouts import elements as html
from layouts.drawing import Status
from layouts.shell.marks import calm, shape


@dataclass(frozen=True, slots=True)
class Finding:
    """What is off, and the figures behind it; `address` leads to the evidence, "#name" on the same page."""

    status: Status
    sentence: str
    detail: str
    address: str = ""
    words: str = ""


def findings(rows: list[Finding]) -> Component:
    """List exceptions in the order given; without any, say calmly that nothing is off."""
    return html.Ul([_item(row) for row in rows], className="exceptions") if rows else calm()


def _item(row: Finding) -> Component:
    text = [html.P(row.sentence, className="exception"), html.P(row.detail, className="exception-detail")]
    return html.Li([shape(row.status), html.Div(text), *_onward(row)], className="exception-row")


def _onward(row: Finding) -> list[Component]:
    """An anchor on the page is followed by the browser alone; the router is not asked."""
    if not row.address:
        return []
    link = html.A if row.address.startswith("#") else html.Link
    return [link(row.words, href=row.address, className="onward")]
