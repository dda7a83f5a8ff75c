"""Leading units as links that narrow the page; groups stay words."""

from __future__ import annotations

from dash import html

from data.queries import task_units as query
from layouts.panels import task_units as panel
from tests.unit.layouts.trees import addresses, find, text
from tests.work_forms import FINANCE, NBSP, OFFICE, UNITS, answered, asked, task, tasks

OFFICE_NAME, FINANCE_NAME, _ = UNITS.values()
ROWS = tasks(
    task(1, lead=f"{OFFICE_NAME}; {FINANCE_NAME}"),
    task(2, lead=FINANCE_NAME),
    task(3, lead="Các phòng"),
    task(4),
    task(5, parent_id=2, lead=FINANCE_NAME),
)
HERE = "/tasks?locality=tan_chau&period=2023"


def test_headline_names_the_first_and_how_many_tasks_name_nobody() -> None:
    headline = panel.draw(answered(query, ROWS)).headline
    assert headline == (
        f"{FINANCE_NAME} chủ trì nhiều nhất: 2{NBSP}nhiệm vụ và 1{NBSP}nội dung; "
        "1/4 nhiệm vụ không ghi chủ trì"
    )


def test_units_lead_to_their_tasks_and_in_the_table_to_their_page() -> None:
    drawing = panel.draw(answered(query, ROWS))
    assert addresses(drawing.body) == [f"{HERE}&unit={FINANCE}", f"{HERE}&unit={OFFICE}"]
    assert addresses(drawing.table) == [
        f"/units/{FINANCE}?locality=tan_chau&period=2023",
        f"/units/{OFFICE}?locality=tan_chau&period=2023",
    ]
    assert "Các phòng" in text(drawing.body)


def test_the_chosen_unit_is_answered_for_and_leads_back() -> None:
    drawing = panel.draw(answered(query, ROWS, asked(unit=OFFICE)))
    assert drawing.headline == f"{OFFICE_NAME} chủ trì 1{NBSP}nhiệm vụ"
    assert f"{OFFICE_NAME} · bỏ chọn" in text(drawing.body)
    assert HERE in addresses(drawing.body)


def test_beyond_the_first_units_the_rest_is_folded_but_not_the_chosen_one() -> None:
    groups = tasks(*(task(number, lead=f"Nhóm {number:02}") for number in range(1, panel.TOP + 2)))
    rows = tasks(groups, task(90, lead=OFFICE_NAME))
    (fold,) = find(panel.draw(answered(query, rows, asked(unit=OFFICE))).body, html.Details)
    assert text(fold).startswith(f"Còn 1{NBSP}đơn vị, nhóm đơn vị")
    assert OFFICE_NAME not in text(fold)
