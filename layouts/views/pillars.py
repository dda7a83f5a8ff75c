"""Page /pillars: where points are lost, and how far targets are."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from data.contracts import Request
from layouts import elements as html
from layouts.drawing import Panel
from layouts.panels import (
    pillar_against,
    pillar_alerts,
    pillar_headings,
    pillar_losses,
    pillar_ranks,
    pillar_results,
    pillar_scores,
    pillar_targets,
    unit_ranking,
)
from layouts.shell.frame import frame
from layouts.shell.page import ViewInfo

VIEW = ViewInfo("/pillars", "Trụ cột")

_LEADING: tuple[tuple[Panel, int], ...] = ((pillar_alerts.PANEL, 5), (pillar_headings.PANEL, 7))
_SCORES: tuple[tuple[Panel, int], ...] = (
    (pillar_scores.PANEL, 4),
    (pillar_losses.PANEL, 4),
    (pillar_ranks.PANEL, 4),
)
"""What only a scored locality has stands in one row: pictures of equal height where there are scores, three
short notes where there are none."""

_UNITS: tuple[tuple[Panel, int], ...] = ((unit_ranking.PANEL, 6), (pillar_against.PANEL, 6))
"""What only a locality whose units are scored has: no frame stands where there are no such points."""

_FIGURES: tuple[tuple[Panel, int], ...] = ((pillar_targets.PANEL, 12), (pillar_results.PANEL, 12))
"""Panels with how many of twelve columns each takes."""

PANELS: tuple[Panel, ...] = tuple(panel for panel, _ in (*_LEADING, *_SCORES, *_UNITS, *_FIGURES))


def grid(request: Request) -> Sequence[Component]:
    """Lay the frames out on twelve columns, each with its name as its anchor on the page.

    Where a pillar is chosen its targets and results come before the scores of all pillars.
    """
    units = html.Div(_frames(_UNITS, request), className="if-known")
    scores = [*_frames(_SCORES, request), units]
    figures = _frames(_FIGURES, request)
    rest = (*figures, *scores) if request.pillar else (*scores, *figures)
    return [*_frames(_LEADING, request), *rest]


def _frames(panels: Sequence[tuple[Panel, int]], request: Request) -> list[Component]:
    return [frame(panel, request, columns=columns) for panel, columns in panels]
