"""The tree as a person reads it: who, when, what is known, and the line."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from dash import html

from data.contracts import Answer
from data.queries import task_tree as query
from layouts.panels import task_tree as panel
from tests.unit.layouts.trees import addresses, find, text
from tests.work_forms import FINANCE, NBSP, OFFICE, UNITS, Row, answered, asked, task, tasks

OFFICE_NAME, FINANCE_NAME, COMMUNES_NAME = UNITS.values()
HERE = "/tasks?locality=tan_chau&period=2023"


def cells(answer: Answer) -> list[list[str]]:
    """Texts of each row's cells."""
    rows = find(panel.draw(answer).body, html.Tbody)
    return [[text(cell) for cell in row.children] for body in rows for row in body.children]


def only(rows: list[Row]) -> list[str]:
    (found,) = cells(answered(query, rows))
    return found


def test_a_row_says_who_when_what_is_known_and_where() -> None:
    rows = task(
        1, lead=OFFICE_NAME, helps=f"{FINANCE_NAME}; Các phòng", quantity=">= 1 lần/tuần", note="Chung."
    )
    assert only(rows) == [
        "Việc 1Mức: ≥ 1 lần/tuần · Chung.",
        OFFICE_NAME,
        f"{FINANCE_NAME}; Các phòng",
        "31/12/2023 theo kỳ kế hoạch",
        "chưa có báo cáo",
        "101",
    ]


def test_units_lead_to_their_pages_and_other_words_stay_words() -> None:
    rows = task(1, lead=f"Các phòng; {FINANCE_NAME}", helps=OFFICE_NAME)
    found = addresses(panel.draw(answered(query, rows)).body)
    assert found == [f"/units/{unit}?locality=tan_chau&period=2023" for unit in (FINANCE, OFFICE)]


def test_a_task_without_a_lead_says_so_and_a_part_has_that_of_its_task() -> None:
    rows = tasks(task(1), task(2, parent_id=1, subject=FINANCE_NAME))
    assert [row[1] for row in cells(answered(query, rows))] == [
        "không ghi",
        f"như nhiệm vụtại {FINANCE_NAME}",
    ]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ({"due_on": None, "is_standing": True, "due_printed": "hàng năm", "due_basis": "printed"},
         "Thường xuyên «hàng năm»"),
        ({"due_on": None, "is_standing": True, "due_printed": "Thường xuyên", "due_basis": "printed"},
         "Thường xuyên"),
        ({"due_on": None, "is_standing": True, "due_basis": "wording"}, "Thường xuyên theo lời văn"),
        ({"due_on": None, "due_printed": "theo lộ trình", "due_basis": "none"},
         "Chưa xác định «theo lộ trình»"),
        ({"due_on": None, "due_basis": "none"}, "Chưa xác định"),
        ({"due_printed": "năm 2023", "due_basis": "printed"}, "31/12/2023 «năm 2023»"),
    ],
)  # fmt: skip
def test_due_dates_say_what_they_rest_on(due: dict[str, Any], expected: str) -> None:
    assert only(task(1, **due))[3] == expected


def test_what_has_passed_is_said_without_a_verdict() -> None:
    past: dict[str, Any] = {"due_on": dt.date(2023, 5, 31)}
    assert only(task(1, **past, due_basis="printed"))[4] == "chưa có báo cáođã qua hạn in"
    assert only(task(1, **past))[4] == "chưa có báo cáođã hết kỳ kế hoạch"
    assert only(task(1, **past, status="done"))[4] == "Hoàn thành"


def test_headline_counts_tasks_parts_and_reports() -> None:
    rows = tasks(task(1, status="done"), task(2), task(3, parent_id=2))
    assert panel.draw(answered(query, rows)).headline == (
        f"2{NBSP}nhiệm vụ và 1{NBSP}nội dung: 1/3 hoàn thành, 2 chưa có báo cáo"
    )
    assert panel.draw(answered(query, task(1))).headline == f"1{NBSP}nhiệm vụ, chưa có báo cáo nào"
    assert panel.draw(answered(query, task(1, status="done"))).headline == (
        f"1{NBSP}nhiệm vụ: 1/1 hoàn thành, đủ báo cáo"
    )


def test_long_headings_are_folded_until_something_narrows_the_list() -> None:
    rows = tasks(*(task(number) for number in range(1, 11)))
    (fold,) = find(panel.draw(answered(query, rows)).body, html.Details)
    assert text(fold).startswith(f"Còn 4{NBSP}nhiệm vụ")
    assert find(panel.draw(answered(query, rows, asked(pillar="the_che"))).body, html.Details) == []


def test_what_narrows_the_list_can_be_taken_back() -> None:
    request = asked(pillar="the_che", unit=OFFICE, measure="unreported")
    drawing = panel.draw(answered(query, task(1, lead=OFFICE_NAME), request))
    assert drawing.headline == f"1{NBSP}nhiệm vụ chưa có báo cáo"
    (narrowed,) = find(drawing.body, html.Ul, className="narrowed")
    assert text(narrowed) == (
        f"Nhóm: Thể chế số bỏ lọcĐơn vị: {OFFICE_NAME} bỏ lọcChỉ nhiệm vụ: chưa có báo cáo bỏ lọc"
    )
    assert addresses(narrowed) == [
        f"{HERE}&unit={OFFICE}&measure=unreported",
        f"{HERE}&pillar=the_che&measure=unreported",
        f"{HERE}&unit={OFFICE}&pillar=the_che",
    ]


def test_a_heading_that_the_plan_does_not_print_says_so() -> None:
    rows = task(1, pillar_code="kinh_te", pillar_name=None, pillar_position=None)
    (caption,) = find(panel.draw(answered(query, rows)).body, html.Caption)
    assert caption.children == f"Kinh tế số (không có đề mục riêng): 1{NBSP}nhiệm vụ"
