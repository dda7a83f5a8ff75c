"""The page opens on its exceptions; a list that was asked for comes first."""

from __future__ import annotations

from typing import Any

import pytest
from dash import html

from layouts.panels import PANELS as REGISTERED
from layouts.views import tasks
from tests.unit.layouts.trees import find
from tests.work_forms import OFFICE, asked

NAMES = ["task_alerts", "task_dues", "task_units", "task_pillars", "task_tree"]


def order(**request: Any) -> list[str]:
    return [frame.id for frame in find(tasks.grid(asked(**request)), html.Section)]


def test_exceptions_come_first_and_each_frame_can_be_linked_to() -> None:
    assert [panel.name for panel in tasks.PANELS] == order() == NAMES
    assert all(REGISTERED[panel.name] is panel for panel in tasks.PANELS)


@pytest.mark.parametrize("narrowed", [{"pillar": "the_che"}, {"unit": OFFICE}, {"measure": "past"}])
def test_a_list_that_was_asked_for_comes_first(narrowed: dict[str, str]) -> None:
    assert order(**narrowed)[0] == "task_tree"


def test_every_panel_says_what_is_missing_and_where_tasks_may_be() -> None:
    for panel in tasks.PANELS:
        assert panel.subject == "tasks"
        assert panel.missing.startswith("Kế hoạch không")
