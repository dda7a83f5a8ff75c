"""How fresh figures are, and what is expected next."""

from __future__ import annotations

import datetime as dt

from data.queries import data_freshness as query
from layouts.panels import data_freshness as panel
from tests.unit.layouts.trees import addresses, text
from tests.work_forms import NBSP, Row, answered, asked, duty


def period(code: str, year: int, subjects: str) -> Row:
    return {
        "part": "period",
        "subjects": subjects,
        "period_code": code,
        "period_starts": dt.date(year, 1, 1),
        "period_ends": dt.date(year + 1, 1, 1),
    }


def test_results_come_before_promises_with_their_periods() -> None:
    rows = [period("2023", 2023, "targets,feedback"), period("2022", 2022, "feedback")]
    drawing = panel.draw(answered(query, rows, asked(dt.date(2023, 1, 10))))
    said = text(drawing.body)
    assert drawing.headline == "Số liệu mới đến 31/12/2022, văn bản không in hạn báo cáo"
    assert f"Phản ánh, kiến nghịNăm 2023, 2022đến 31/12/202210{NBSP}ngày trước" in said
    assert said.index("Kết quả") < said.index("Kế hoạch đặt ra")
    assert "Chỉ tiêuNăm 2023kỳ chưa kết thúc" in said
    assert addresses(drawing.body)[0] == "/feedback?locality=tan_chau&period=2023"


def test_the_next_report_stands_in_headline_and_note() -> None:
    reports = [{**duty(n, month, 15), "part": "duty"} for n, month in enumerate((3, 6), 1)]
    rows = [period("2022", 2022, "scores"), *reports]
    drawing = panel.draw(answered(query, rows, asked(dt.date(2023, 4, 1))))
    assert drawing.headline == "Số liệu mới đến 31/12/2022, hạn báo cáo tới trước 15/6/2023"
    assert "sắp phải có: Báo cáo kết quả" in drawing.note
    assert "1/2 hạn trong năm đã qua, chưa có báo cáo không có nghĩa là trễ hạn" in drawing.note


def test_after_the_last_day_none_is_left() -> None:
    rows = [period("2022", 2022, "scores"), {**duty(1, 3, 15), "part": "duty"}]
    drawing = panel.draw(answered(query, rows, asked(dt.date(2023, 12, 31))))
    assert drawing.headline.endswith("không còn hạn báo cáo nào in sẵn")


def test_no_finished_period_is_said() -> None:
    drawing = panel.draw(answered(query, [period("2023", 2023, "tasks")], asked(dt.date(2023, 4, 1))))
    assert drawing.headline == "Chưa có kỳ số liệu nào kết thúc"


def test_a_subject_of_others_is_listed_by_its_name() -> None:
    drawing = panel.draw(answered(query, [period("2022", 2022, "cases")]))
    assert "Kháccases" in text(drawing.body).replace("Lĩnh vựcCác kỳ đã cóKỳ mới nhất đã hết", "")
