"""The budget page opens with what is left and what cannot be told; sums that agree are said calmly."""

from __future__ import annotations

from typing import Any

from dash import html

from data.contracts import Answer, Request
from data.queries import budget_alerts as query
from layouts.panels import budget_alerts as panel
from tests.plan_forms import NBSP, PHU_LUC_03, PHU_LUC_04, YEAR_2023, answered, asked, line, rule
from tests.unit.layouts.trees import find, text


def of(*rows: Any, request: Request | None = None) -> Answer:
    return answered(query, rows, request)


def said(answer: Answer) -> str:
    return text(panel.draw(answer).body).replace(NBSP, " ")


def test_the_largest_rest_in_words() -> None:
    drawing = panel.draw(of(*PHU_LUC_03))
    assert drawing.headline.replace(NBSP, " ") == "Một khoản chiếm 99,5 % số còn lại (65,1/65,4 triệu đồng)"
    (sentence,) = find(drawing.body, html.P, className="exception")
    assert text(sentence).replace(NBSP, " ") == "Bộ phận TN&TKQ: 65,1 triệu đồng không thực hiện"
    (detail,) = find(drawing.body, html.P, className="exception-detail")
    assert text(detail).replace(NBSP, " ") == (
        "Thực hiện 157,9/223,0 triệu đồng (70,8 %); chiếm 99,5 % số còn lại của cả năm (65,1/65,4 triệu đồng)"
    )


def test_the_execution_rate_is_large_with_its_amounts() -> None:
    assert said(of(*PHU_LUC_03)).startswith(
        "Thực hiện dự toán năm 202282,8%315,7/381,2 triệu đồng · còn 65,4 triệu đồng"
    )


def test_sums_that_agree_are_calm() -> None:
    assert "Các tổng in trong văn bản khớp tổng các dòngĐã đối chiếu 1/1 dòng tổng" in said(of(*PHU_LUC_03))


def test_a_contradicting_sum_keeps_both_figures() -> None:
    rows = [line(1, "A", 100, 100, parent_key="B9"), line(9, "Tổng", 110, 100, kind="total")]
    assert "Tổng: tổng in khác tổng các dòngIn 110 đồng, cộng được 100 đồng; giữ cả hai" in said(of(*rows))
    assert panel.draw(of(*rows)).headline == f"Cần chỉ đạo: 1{NBSP}việc"


def test_an_estimate_is_not_zero_executed() -> None:
    words = said(of(*PHU_LUC_04, request=asked(YEAR_2023)))
    assert words.startswith("Dự toán năm 20231,56tỷ đồng")
    assert "1,56 tỷ đồng dự toán chưa có số thực hiện6/6 khoản chưa có báo cáo thực hiện" in words


def test_rules_alone_have_no_figure_to_show_large() -> None:
    words = said(of(rule(1, "Kinh tế số"), rule(2, "Xã hội số")))
    assert words.startswith("2/2 quy định tỷ lệ chi chưa kiểm tra được")
    assert "Chưa đủ số liệu: Kinh tế số; Xã hội số" in words


def test_calm_where_all_was_spent_and_adds_up() -> None:
    rows = [line(1, "A", 100, 100, parent_key="B9"), line(9, "Tổng", 100, 100, kind="total")]
    drawing = panel.draw(of(*rows))
    assert drawing.headline == "Không có việc cần chỉ đạo"
    assert find(drawing.body, html.P, className="exception") == []
