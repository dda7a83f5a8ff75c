"""Headings as links that narrow the page, and the way back."""

from __future__ import annotations

from data.queries import task_pillars as query
from layouts.panels import task_pillars as panel
from tests.unit.layouts.trees import addresses, text
from tests.work_forms import NBSP, answered, asked, task, tasks

ROWS = tasks(
    task(1, status="done"),
    task(2),
    task(3, pillar_code="attt", pillar_name="An toàn thông tin", pillar_position=2),
    task(4, pillar_code="kinh_te", pillar_name=None, pillar_position=None),
)
HERE = "/tasks?locality=tan_chau&period=2023"


def test_headline_names_the_largest_heading() -> None:
    headline = panel.draw(answered(query, ROWS)).headline
    assert headline == f"4{NBSP}nhiệm vụ, nhiều nhất ở nhóm Thể chế số (2/4)"
    assert panel.draw(answered(query, task(1))).headline == f"1{NBSP}nhiệm vụ thuộc nhóm Thể chế số"


def test_a_heading_leads_to_its_tasks_and_one_that_is_not_printed_leads_nowhere() -> None:
    drawing = panel.draw(answered(query, ROWS))
    assert addresses(drawing.body) == [f"{HERE}&pillar=the_che", f"{HERE}&pillar=attt"]
    assert "Kinh tế số (không có đề mục riêng)" in text(drawing.body)


def test_the_chosen_heading_leads_back_and_keeps_the_rest() -> None:
    request = asked(pillar="attt", measure="done")
    drawing = panel.draw(answered(query, ROWS, request))
    assert "An toàn thông tin · bỏ chọn" in text(drawing.body)
    assert addresses(drawing.body)[1] == f"{HERE}&measure=done"
