"""Exceptions lead on within the page by anchor, elsewhere through the router, or not at all."""

from __future__ import annotations

from dash import dcc, html

from layouts.shell.findings import Finding, findings
from tests.unit.layouts.trees import find, text

MISSING = Finding("unknown", "Thiếu số liệu", "4/12 xã")


def test_an_exception_says_its_figures() -> None:
    listed = findings([MISSING])
    assert text(find(listed, html.P, className="exception")) == "Thiếu số liệu"
    assert text(find(listed, html.P, className="exception-detail")) == "4/12 xã"


def test_anchors_are_followed_by_the_browser_alone() -> None:
    rows = [
        Finding("unknown", "A", "", "#budget_lines", "Xem"),
        Finding("unknown", "B", "", "/pillars?pillar=attt", "Xem"),
        MISSING,
    ]
    listed = findings(rows)
    assert [link.href for link in find(listed, html.A)] == ["#budget_lines"]
    assert [link.href for link in find(listed, dcc.Link)] == ["/pillars?pillar=attt"]


def test_nothing_off_is_calm() -> None:
    assert text(findings([])) == "Không có bất thường"
