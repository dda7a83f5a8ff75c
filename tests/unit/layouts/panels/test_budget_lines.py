"""Each line with its amounts in full; printed, stated and computed sums are compared aloud."""

from __future__ import annotations

from typing import Any

from dash import html

from data.contracts import Answer
from data.queries import budget_lines as query
from layouts.panels import budget_lines as panel
from tests.plan_forms import NBSP, PHU_LUC_03, PHU_LUC_04, YEAR_2023, answered, asked, line
from tests.unit.data.queries.test_budget_lines import booked
from tests.unit.layouts.trees import find, text


def said(answer: Answer) -> str:
    return text(panel.draw(answer).body).replace(NBSP, " ")


def cells(answer: Answer) -> list[list[str]]:
    (body,) = find(panel.draw(answer).body, html.Tbody)
    return [[text(cell).replace(NBSP, " ") for cell in row.children] for row in find(body, html.Tr)]


def test_the_rate_and_the_rest_in_the_headline_amounts_in_full_under_it() -> None:
    drawing = panel.draw(answered(query, PHU_LUC_03))
    assert drawing.headline.replace(NBSP, " ") == ("Năm 2022: thực hiện 82,8 % dự toán, còn 65,4 triệu đồng")
    assert drawing.note.replace(NBSP, " ") == "315.739.306 / 381.176.000 đồng, 5 khoản"


def test_lines_as_printed_with_rate_and_rest() -> None:
    rows = cells(answered(query, PHU_LUC_03))
    assert rows[3] == ["Bộ phận TN&TKQ", "70,8 %", "", "157.911.606", "223.000.000", "65.088.394"]
    assert rows[5] == ["Tổng", "82,8 %", "", "315.739.306", "381.176.000", "65.436.694"]
    assert len(rows) == 6


def test_bars_are_as_long_as_their_rate() -> None:
    fills = find(panel.draw(answered(query, PHU_LUC_03)).body, html.Div, className="bar-fill")
    assert [fill.style["width"] for fill in fills][3:] == ["70.81%", "100%", "82.83%"]


def test_sums_that_agree_are_said_with_both_figures() -> None:
    words = said(answered(query, PHU_LUC_03))
    assert "Tổng in trong bảng khớp tổng các dòngIn 315.739.306 / 381.176.000 đồng; tính 315.739.306" in words
    assert "Số trong lời văn khớp bảngMục II.11 (dòng 113) in 315.739.306 đồng" in words


def test_sums_that_disagree_are_a_conflict_and_both_are_kept() -> None:
    rows: list[Any] = [
        line(1, "A", 100, 50, parent_key="B9"),
        line(9, "Tổng", 110, 50, kind="total"),
        line(10, "Lời văn", None, 60, kind="stated", line_code="II", source_line=7),
    ]
    words = said(answered(query, rows))
    assert "Tổng in khác tổng các dòng: Tổng; giữ cả hai" in words
    assert "Lời văn khác bảng: Mục II (dòng 7) in 60 đồng, bảng 50 đồng" in words
    assert "khớp" not in words


def test_before_anything_is_executed_there_are_no_empty_columns() -> None:
    answer = answered(query, PHU_LUC_04, asked(YEAR_2023))
    assert panel.draw(answer).headline.replace(NBSP, " ") == (
        "Năm 2023: dự toán 1,56 tỷ đồng, chưa có số thực hiện"
    )
    assert cells(answer)[0] == ["IOC", "1.558.506.400"]
    assert "Số trong lời văn khớp bảngMục IV (dòng 287) in 1.558.506.400 đồng" in said(answer)


def test_a_missing_amount_is_a_dash_not_zero() -> None:
    rows: list[Any] = [line(1, "A", 100, 50), line(2, "B", 100, 50), line(3, "C", None, None, kind="group")]
    answer = answered(
        query, [*rows[:2], {**rows[2], "line_note": "Không in số"}, line(4, "D", 1, 1, parent_key="B3")]
    )
    assert cells(answer)[2] == ["CKhông in số", "–", "", "–", "–", "–"]


def test_a_ledger_folds_under_its_line_and_says_what_it_adds_up_to() -> None:
    rows = [line(1, "A", 100_000, 60_000), booked(1, 3, 61_000, entries=2), booked(1, 12, -1_000, -500)]
    found = said(answered(query, rows))
    assert "Sổ chi tiết: 2 tháng, 3 chứng từ" in found
    assert "03/2022: chi 61.000 đồng (2 chứng từ)" in found
    assert "12/2022: chi −1.000 đồng, điều chỉnh −500 đồng (1 chứng từ)" in found
    assert "Cộng chi 60.000 đồng" in found
    assert "mâu thuẫn" not in found
    assert "khác số thực hiện" not in found


def test_a_ledger_of_another_sum_is_marked_and_both_are_kept() -> None:
    rows = [line(1, "A", 100_000, 60_000), booked(1, 3, 59_000)]
    found = said(answered(query, rows))
    assert "Cộng chi 59.000 đồng, khác số thực hiện của dòng; giữ cả hai" in found
    assert "Sổ chi tiết khác số thực hiện: A; giữ cả hai" in found


def test_lines_without_a_ledger_have_no_fold() -> None:
    assert find(panel.draw(answered(query, PHU_LUC_03)).body, html.Details) == []
