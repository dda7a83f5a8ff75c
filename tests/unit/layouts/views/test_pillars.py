"""The page opens on its exceptions; a chosen pillar brings its targets and results forward."""

from __future__ import annotations

from dash import dcc, html

from layouts.panels import PANELS as REGISTERED
from layouts.views import pillars
from tests.plan_forms import asked
from tests.unit.layouts.trees import find

LEADING = ["pillar_alerts", "pillar_headings"]
SCORES = ["pillar_scores", "pillar_losses", "pillar_ranks", "unit_ranking", "pillar_against"]
FIGURES = ["pillar_targets", "pillar_results"]


def names(pillar: str = "") -> list[str]:
    grid = html.Div(list(pillars.grid(asked(pillar=pillar))))
    return [frame.id for frame in find(grid, html.Section)]


def test_exceptions_first_then_scores_then_the_long_lists() -> None:
    assert [panel.name for panel in pillars.PANELS] == LEADING + SCORES + FIGURES == names()
    assert all(REGISTERED[panel.name] is panel for panel in pillars.PANELS)


def test_a_chosen_pillar_comes_before_the_scores_of_all() -> None:
    assert names("xa_hoi") == LEADING + FIGURES + SCORES


def test_comparisons_of_units_leave_no_empty_frame_behind() -> None:
    """Their class hides what has no figures: a place without scores of units is told so by others."""
    (known,) = find(html.Div(list(pillars.grid(asked()))), html.Div, className="if-known")
    assert [frame.id for frame in find(known, html.Section)] == SCORES[3:]


def test_every_frame_knows_the_chosen_pillar() -> None:
    stores = [find(frame, dcc.Store)[0] for frame in pillars.grid(asked(pillar="xa_hoi"))]
    assert {store.data["pillar"] for store in stores} == {"xa_hoi"}


def test_every_panel_says_what_to_load_and_where_figures_may_be() -> None:
    for panel in pillars.PANELS:
        assert panel.subject in {"scores", "targets", "indicators"}
        assert panel.missing.endswith(".")
        assert bool(panel.alt) == panel.has_graph
