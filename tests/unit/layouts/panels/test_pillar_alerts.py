"""The pillar page opens with its exceptions, each with its figures and the way to its evidence."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from data.contracts import Answer
from data.queries import pillar_alerts as query
from layouts.panels import pillar_alerts as panel
from layouts.panels import pillar_ranks, pillar_scores, pillar_targets
from tests.plan_forms import NBSP, SCORED, YEAR_2023, answered, result, target
from tests.unit.layouts.trees import find, text

BASELINE = {**target(1, "DVC có hồ sơ"), **result(1, 19.26, result_scope="agencies")}
COUNTED = {
    **target(2, "Kết nối SOC", 100, comparator="=", pillar_code="attt"),
    **result(2, 7, result_measure="count", numerator=7, denominator=80),
}


def of(*rows: Any) -> Answer:
    return answered(query, rows)


def lines(answer: Answer, kind: str) -> list[str]:
    found = find(panel.draw(answer).body, html.P, className=kind)
    return [text(part).replace(NBSP, " ") for part in found]


def test_scores_are_summed_up_in_the_headline() -> None:
    headline = panel.draw(of(*SCORED)).headline.replace(NBSP, " ")
    assert headline == "Đạt 64,50/100 điểm (64,5 %), xếp cuối ở 2/3 trụ cột"


def test_exceptions_of_a_scored_locality_in_words() -> None:
    assert lines(of(*SCORED, COUNTED), "exception") == [
        "Thể chế: mất 30 điểm",
        "Nhận thức: mất 5 điểm",
        "Hạ tầng: mất 0,50 điểm",
        "2/3 trụ cột xếp cuối, hạng 11/11",
        "Hạng chung in hai số: 11/11 và 10/11",
        "Kết nối SOC: còn cách 91,25 điểm tới 100 %",
    ]


def test_every_percentage_says_what_stands_behind_it() -> None:
    assert lines(of(*SCORED, COUNTED), "exception-detail") == [
        "Đạt 10/40 (25 %), tuy xếp hạng 1/11",
        "Đạt 15/20 (75 %), xếp hạng 11/11",
        "Đạt 39,50/40 (98,8 %), xếp hạng 11/11",
        "Nhận thức, Hạ tầng",
        "Bảng (dòng 50) in 11/11 · lời văn (dòng 33) in 10/11; giữ cả hai",
        "Khởi điểm 8,75 % · 7/80",
    ]


def test_without_scores_the_gaps_lead() -> None:
    answer = of(BASELINE, target(3, "Chữ ký số"))
    assert panel.draw(answer).headline == f"Cần chỉ đạo: 2{NBSP}việc"
    assert lines(answer, "exception") == [
        "DVC có hồ sơ (cấp huyện): còn cách 70,74 điểm tới 90 %",
        "1/2 chỉ tiêu chưa có kết quả so được",
    ]
    assert lines(answer, "exception-detail")[0] == "Khởi điểm 19,26 % · không công bố n và N"


def test_more_than_is_said_as_such() -> None:
    row = {**target(1, "Cáp quang", 85, comparator=">"), **result(1, 76.01)}
    assert lines(of(row), "exception") == ["Cáp quang: còn cách 8,99 điểm tới mức trên 85 %"]


def test_a_missed_target_is_said_to_be_missed() -> None:
    answer = of({**target(1, "DVC có hồ sơ"), **result(1, 80, YEAR_2023)})
    assert lines(answer, "exception") == ["DVC có hồ sơ: chưa đạt, còn cách 10 điểm tới 90 %"]
    assert lines(answer, "exception-detail") == ["Kết quả 80 % · không công bố n và N"]


def test_exceptions_lead_to_their_pillar_or_to_a_panel_of_the_page() -> None:
    body = panel.draw(of(*SCORED, COUNTED, target(3, "Chữ ký số"))).body
    assert [link.href for link in find(body, html.A)] == [
        f"#{module.PANEL.name}" for module in (pillar_ranks, pillar_scores, pillar_targets)
    ]
    assert find(body, dcc.Link)[-1].href == "/pillars/attt?locality=tan_chau&period=2022"


def test_nothing_off_is_calm() -> None:
    drawing = panel.draw(of({**target(1, "Mạng", 100), **result(1, 100)}))
    assert drawing.headline == "Không có việc cần chỉ đạo"
    assert "Không có bất thường" in text(drawing.body)
