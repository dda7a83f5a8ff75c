"""A task without a report is not late; what stands under no heading says where it is printed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dash import html

from data.contracts import Answer
from data.queries import pillar_tasks as query
from layouts.drawing import Drawing
from layouts.panels import pillar_tasks as panel
from tests.plan_forms import NBSP, answered, asked
from tests.subject_forms import LED, OWN, task
from tests.unit.layouts.trees import addresses, find, text


def answer_of(*rows: dict[str, Any]) -> Answer:
    return answered(query, rows, asked(pillar=OWN))


def drawn(*rows: dict[str, Any]) -> Drawing:
    return panel.draw(answer_of(*rows))


def cells(row: dict[str, Any]) -> list[str]:
    return [text(cell).replace(NBSP, " ") for cell in find(drawn(row).body, html.Td)]


def test_the_headline_counts_reports() -> None:
    part = task(2, "Phần", level="content", parent_id=1)
    assert drawn(task(1, "Việc"), part).headline.replace(NBSP, " ") == (
        "1 nhiệm vụ và 1 nội dung, chưa có báo cáo nào"
    )
    mixed = drawn(task(1, "Việc", status="done"), part)
    assert mixed.headline.replace(NBSP, " ").endswith(": 1/2 hoàn thành, 1 chưa có báo cáo")
    assert drawn(task(1, "Việc", status="done")).headline.endswith(": 1/1 hoàn thành, đủ báo cáo")


def test_who_leads_until_when_and_where_it_is_printed() -> None:
    lead = {"lead_units": "Công an huyện", "role": "lead", "unit_name": "Công an huyện", "unit_address": LED}
    row = task(1, "Việc", **lead, due_printed="năm 2023", due_basis="printed")
    assert cells(row) == [
        "Công an huyện",
        "31/12/2023 «năm 2023»",
        "chưa có báo cáo",
        "dòng 101 II.10 Xã hội số",
    ]
    assert addresses(drawn(row).body) == [f"/units/{LED}?locality=tan_chau&period=2022"]


def test_a_day_that_has_gone_by_is_not_called_late() -> None:
    said = cells(task(1, "Việc", due_on=dt.date(2022, 5, 31), due_basis="printed"))[2]
    assert said == "chưa có báo cáođã qua hạn in"
    assert "trễ" not in said


def test_standing_undated_and_done() -> None:
    assert cells(task(1, "Việc", due_on=None, is_standing=True))[1] == "Thường xuyên"
    assert cells(task(1, "Việc", due_on=None))[1] == "Chưa xác định"
    assert cells(task(1, "Việc", status="done"))[2] == "Hoàn thành"


def test_tasks_under_no_heading_are_told_with_their_section() -> None:
    other = task(2, "IOC", pillar_code="do_thi_thong_minh", pillar_name=None, source_section="Phụ lục 04")
    said = text(drawn(task(1, "Việc"), other).body).replace(NBSP, " ")
    assert "1 việc khác của kế hoạch không thuộc nhóm nào của khung, in ở «Phụ lục 04»." in said
    assert addresses(drawn(task(1, "Việc"), other).body) == ["/tasks?locality=tan_chau&period=2022"]
    assert "việc khác" not in text(drawn(task(1, "Việc")).body)


def test_a_long_list_is_folded() -> None:
    rows = [task(key, f"Việc {key}") for key in range(1, 21)]
    (fold,) = find(drawn(*rows).body, html.Details)
    assert text(fold.children[0]).replace(NBSP, " ") == "Còn 8 nhiệm vụ"
