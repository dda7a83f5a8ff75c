"""The page opens on its exceptions, and every panel has an anchor."""

from __future__ import annotations

from layouts.panels import PANELS as REGISTERED
from layouts.views import budget
from tests.plan_forms import asked

NAMES = ["budget_alerts", "budget_lines", "budget_estimate", "budget_rules"]


def test_exceptions_come_first_and_each_frame_can_be_linked_to() -> None:
    assert [panel.name for panel in budget.PANELS] == NAMES
    assert [frame.id for frame in budget.grid(asked())] == NAMES  # type: ignore[attr-defined]
    assert all(REGISTERED[panel.name] is panel for panel in budget.PANELS)


def test_every_panel_says_what_to_load_and_where_figures_may_be() -> None:
    for panel in budget.PANELS:
        assert panel.subject in {"budget", "budget_rules"}
        assert panel.missing.endswith(".")
