"""Bodies with what they lead, each with the way to its page."""

from __future__ import annotations

from dash import html

from data.queries import map_bodies as query
from layouts.panels import map_bodies as panel
from tests.place_forms import BODIES, NBSP, answered
from tests.unit.layouts.trees import addresses, find, text


def test_the_one_with_most_tasks_leads_the_list() -> None:
    drawing = panel.draw(answered(query, BODIES))
    assert drawing.headline.replace(NBSP, " ") == "Chi cục chủ trì nhiều nhất: 2 nhiệm vụ, 1 chỉ tiêu"
    lines = [text(line).replace(NBSP, " ") for line in find(drawing.body, html.Li)]
    assert lines[0] == "Chi cục2 nhiệm vụ1 chỉ tiêu"
    assert lines[-1] == "Phòng Y tế"


def test_every_body_is_linked_once_in_the_list() -> None:
    found = addresses(panel.draw(answered(query, BODIES)).body)
    assert len(found) == len(set(found)) == 4


def test_a_plan_that_gives_nobody_the_lead_says_so() -> None:
    idle = [{**body, "tasks_led": 0, "targets_led": 0} for body in BODIES]
    drawing = panel.draw(answered(query, idle))
    assert drawing.headline.replace(NBSP, " ") == "Kế hoạch nêu tên 4 cơ quan, đơn vị, chưa giao chủ trì"
