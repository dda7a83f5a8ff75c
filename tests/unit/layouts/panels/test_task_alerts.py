"""Sentences about tasks: counts, no verdict, and the way to the list."""

from __future__ import annotations

import datetime as dt

from data.queries import task_alerts as query
from layouts.panels import task_alerts as panel
from layouts.shell.marks import WORDS
from tests.unit.layouts.trees import addresses, text
from tests.work_forms import NBSP, UNITS, answered, task, tasks

OFFICE_NAME, *_ = UNITS.values()
ROWS = tasks(
    task(1, lead=OFFICE_NAME, due_on=dt.date(2023, 10, 31), due_basis="printed"),
    task(2, lead="Các phòng"),
    task(3),
    task(4, parent_id=3),
    task(5, lead=OFFICE_NAME, due_on=None, due_printed="theo lộ trình"),
)


def test_exceptions_are_counted_and_each_leads_to_its_list() -> None:
    drawing = panel.draw(answered(query, ROWS))
    said = text(drawing.body)
    assert drawing.headline == f"Cần chỉ đạo: 6{NBSP}việc"
    assert "1/5 nhiệm vụ, nội dung đã qua hạn in trong văn bản, chưa có báo cáo kết quả" in said
    assert "Việc 1 (31/10/2023)" in said
    assert "3/5 nhiệm vụ, nội dung đến hạn trong 30 ngày tới3 hạn 31/12/2023" in said
    assert "1/4 nhiệm vụ không ghi đơn vị chủ trì" in said
    assert "Văn bản in: «theo lộ trình»" in said
    assert addresses(drawing.body)[0] == "/tasks?locality=tan_chau&period=2023&measure=past"
    assert len(addresses(drawing.body)) == 6


def test_nothing_unreported_is_called_late() -> None:
    drawing = panel.draw(answered(query, ROWS))
    said = f"{text(drawing.body)} {drawing.note}"
    assert "không có nghĩa là trễ hạn" in said
    assert "trễ hạn" not in said.replace("không có nghĩa là trễ hạn", "")
    assert WORDS["off_target"] not in said


def test_a_plan_without_parts_has_tasks_only() -> None:
    assert "1/1 nhiệm vụ chưa có báo cáo" in text(panel.draw(answered(query, task(1))).body)


def test_calm_says_what_was_looked_at() -> None:
    drawing = panel.draw(answered(query, task(1, lead=OFFICE_NAME, status="done")))
    assert drawing.headline == "Không có nhiệm vụ cần chỉ đạo"
    assert f"Đã xét 1{NBSP}nhiệm vụ" in text(drawing.body)
