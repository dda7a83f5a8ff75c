"""Gap or verdict as the rules allow; level, deadline and units in the document's words, with the clause."""

from __future__ import annotations

from typing import Any

from dash import html

from data.queries import indicator_targets as query
from layouts.drawing import Drawing
from layouts.panels import indicator_targets as panel
from tests.plan_forms import NBSP, YEAR_2023, answered, result
from tests.subject_forms import LED, of_indicator, promised
from tests.unit.layouts.trees import addresses, find, text

BASELINE = {**promised(1), **result(1, 19.26, result_scope="agencies")}


def drawn(*rows: dict[str, Any]) -> Drawing:
    return panel.draw(answered(query, rows, of_indicator()))


def headline(*rows: dict[str, Any]) -> str:
    return drawn(*rows).headline.replace(NBSP, " ")


def cells(*rows: dict[str, Any]) -> list[str]:
    return [text(cell).replace(NBSP, " ") for cell in find(drawn(*rows).body, html.Td)]


def test_a_baseline_has_a_gap_and_no_verdict() -> None:
    assert headline(BASELINE) == "Khởi điểm còn cách 70,74 điểm tới 90 % của chỉ tiêu 2023 (cấp huyện)"
    (bullet,) = find(drawn(BASELINE).body, html.Li, className="bullet")
    assert text(bullet).replace(NBSP, " ") == (
        "Chỉ tiêu 1 (cấp huyện)Khởi điểm 19,26 %còn cách 70,74 điểm tới 90 % · không công bố n và N"
    )


def test_a_verdict_from_its_own_period() -> None:
    assert headline({**promised(1), **result(1, 95, YEAR_2023)}) == "Đạt chỉ tiêu 2023 (≥ 90 %)"
    missed = {**promised(1), **result(1, 89.5, YEAR_2023)}
    assert headline(missed) == "Chưa đạt chỉ tiêu 2023: còn cách 0,5 điểm tới 90 %"


def test_without_a_result_it_says_so() -> None:
    assert headline(promised(1)) == "Chỉ tiêu 2023 là ≥ 90 %: chưa có kết quả so được"
    assert headline(promised(1), promised(2)) == "2 chỉ tiêu, chưa chỉ tiêu nào có kết quả so được"
    assert "chưa có kết quả so được" in text(drawn(promised(1)).body)


def test_level_and_deadline_in_the_words_of_the_document() -> None:
    row = promised(1, comparator_printed="tối thiểu", target_printed="90%", due_printed="Năm 2023")
    assert cells(row) == [
        "≥ 90 %như in: «tối thiểu 90%»",
        "31/12/2023như in: «Năm 2023»",
        "không ghi đơn vị chủ trì",
        "dòng 159III.2.2 Mục tiêu cụ thể",
    ]
    assert cells(promised(1, is_standing=True, due_on=None))[1] == "Thường xuyên"
    assert cells(promised(1, due_on=None))[1] == "Không in hạn"


def test_units_as_printed_lead_to_their_pages() -> None:
    words = {"lead_units": "Công an huyện; các xã", "coordinating_units": "Đoàn thể", "lead_line": 160}
    row = promised(1, **words, role="lead", unit_name="Công an huyện", unit_address=LED)
    assert cells(row)[2] == "Công an huyện; các xã (dòng 160)phối hợp: Đoàn thể"
    assert addresses(drawn(row).body) == [f"/units/{LED}?locality=tan_chau&period=2022"]


def test_a_target_with_two_results_has_two_bullets_and_one_row() -> None:
    other = {**promised(1), **result(2, 50.13, result_scope="communes")}
    body = drawn(BASELINE, other).body
    assert len(find(body, html.Li, className="bullet")) == 2
    assert len(find(find(body, html.Tbody)[0], html.Tr)) == 1
