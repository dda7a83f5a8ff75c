"""What needs direction at one unit, as sentences with their figures and the way on."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from data.queries import unit_alerts as query
from layouts.panels import unit_alerts as panel
from tests.place_forms import NBSP, Row, address, answered, asked, feedback
from tests.unit.layouts.trees import find, text
from tests.unit_forms import DAY, target

UNIT = address("Tân Phú")


def cases(name: str, on_time: int, late: int, **more: Any) -> Row:
    return {**feedback(name, on_time, late), "is_commune": True, **more}


def owed(number: int) -> Row:
    return {"part": "task", "task_key": f"K{number}", "task_due_on": DAY, "reported_status": None}


def drawn(*rows: Row) -> Any:
    return panel.draw(answered(query, rows, asked(unit=UNIT)))


def sentences(drawing: Any) -> list[str]:
    return [text(line).replace(NBSP, " ") for line in find(drawing.body, html.P, className="exception")]


def test_exceptions_are_sentences_with_counts() -> None:
    led = {**target(1, 8.75, numerator=7, denominator=80), "part": "target"}
    drawing = drawn(cases("Tân Phú", 3, 3, open_overdue=1), owed(1), owed(2), led)
    assert drawing.headline == f"Cần chỉ đạo: 4{NBSP}việc"
    assert sentences(drawing) == [
        "1/6 phản ánh quá hạn chưa xử lý xong",
        "3/6 phản ánh xử lý trễ hạn",
        "2/2 nhiệm vụ đã đến hạn, chưa có báo cáo",
        "Chỉ tiêu 1: còn cách 81,25 điểm tới chỉ tiêu 2023",
    ]
    assert "Kết quả 8,75 % · 7/80 · mức đề ra ≥ 90 %" in text(drawing.body).replace(NBSP, " ")


def test_evidence_stands_on_the_same_page() -> None:
    links = find(drawn(cases("Tân Phú", 3, 3), owed(1)).body, html.A)
    assert [link.href for link in links] == ["#unit_feedback", "#unit_tasks"]


def test_a_commune_without_a_figure_leads_to_those_that_have_one() -> None:
    drawing = drawn(cases("Tân Phú", 0, 0, received=None), cases("Suối Dây", 5, 2))
    assert sentences(drawing) == ["Chưa có số liệu phản ánh của đơn vị này"]
    (link,) = find(drawing.body, dcc.Link)
    assert link.href == "/feedback?locality=tan_chau&period=2022"


def test_calm_says_what_was_looked_at() -> None:
    drawing = drawn(cases("Tân Phú", 3, 0))
    assert drawing.headline == "Không có việc cần chỉ đạo"
    assert f"Đã xét 3{NBSP}phản ánh" in text(drawing.body)
