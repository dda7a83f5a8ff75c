"""Days on which tasks are due, in words without verdicts."""

from __future__ import annotations

import datetime as dt

from dash import html

from data.queries import task_dues as query
from layouts.panels import task_dues as panel
from tests.unit.layouts.trees import find, text
from tests.work_forms import answered, task, tasks

ROWS = tasks(
    task(1),
    task(2, status="done"),
    task(3, due_on=dt.date(2023, 10, 31), due_basis="printed"),
    task(4, due_on=dt.date(2022, 12, 31), status="done"),
    task(5, due_on=None, is_standing=True),
)


def test_headline_names_what_was_reported_and_the_fullest_day() -> None:
    assert panel.draw(answered(query, ROWS)).headline == "2/5 đã hoàn thành; 2/5 có hạn 31/12/2023"
    assert panel.draw(answered(query, task(1))).headline == "Chưa việc nào có báo cáo; 1/1 có hạn 31/12/2023"
    standing = task(1, due_on=None, is_standing=True)
    assert panel.draw(answered(query, standing)).headline == "Chưa việc nào có báo cáo"


def test_lines_say_what_is_known() -> None:
    lines = [text(line) for line in find(panel.draw(answered(query, ROWS)).body, html.Li)]
    assert lines == [
        "31/12/20221đã hoàn thành",
        "31/10/20231qua hạn, chưa có báo cáo",
        "31/12/202321 hoàn thành, 1 chưa có báo cáo",
        "Thường xuyên1chưa có báo cáo",
    ]


def test_the_table_sets_printed_days_apart() -> None:
    rows = [text(row) for row in find(panel.draw(answered(query, ROWS)).table, html.Tr)]
    assert rows[2] == "31/10/20231101"
