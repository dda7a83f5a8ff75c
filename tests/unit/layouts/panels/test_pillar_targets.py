"""Baselines as baselines; targets without a result say so; no verdict without the right to judge."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from dash import dcc, html

from data.contracts import Answer, PillarRef
from data.queries import pillar_targets as query
from layouts.panels import pillar_targets as panel
from tests.plan_forms import NBSP, YEAR_2023, answered, asked, result, target, told
from tests.unit.layouts.trees import addresses, find, text

AGENCIES = {
    **target(1, "DVC có hồ sơ", comparator_printed="đạt", target_printed="90%"),
    **result(1, 19.26, result_scope="agencies"),
}
COMMUNES = {**AGENCIES, **result(2, 50.13, result_scope="communes")}
WAITING = target(2, "Chữ ký số", 20, comparator=">")
COUNTED = {
    **target(3, "Xã hoàn thành", 6, target_measure="count", measure_label="xã"),
    **result(3, 5, result_measure="count"),
}


def of(*rows: Any, **more: Any) -> Answer:
    return answered(query, rows, **more)


def bullet_texts(answer: Answer) -> list[str]:
    found = find(panel.draw(answer).body, html.Li, className="bullet")
    return [text(part).replace(NBSP, " ") for part in found]


def rows_of(answer: Answer) -> list[str]:
    bodies = find(panel.draw(answer).body, html.Tbody)
    return [text(row).replace(NBSP, " ") for body in bodies for row in find(body, html.Tr)]


def test_the_widest_gap_in_the_headline() -> None:
    assert panel.draw(of(COMMUNES, AGENCIES, WAITING)).headline == (
        "1/2 chỉ tiêu có kết quả so được, xa nhất còn cách 70,74 điểm"
    )
    assert panel.draw(of(COUNTED)).headline == "1/1 chỉ tiêu có kết quả so được, xa nhất còn cách 1 xã"
    waiting = panel.draw(of(WAITING)).headline.replace(NBSP, " ")
    assert waiting == "1 chỉ tiêu, chưa chỉ tiêu nào có kết quả so được"


def test_bullets_come_widest_first_with_whom_they_cover() -> None:
    assert bullet_texts(of(COUNTED, COMMUNES, AGENCIES, WAITING)) == [
        "DVC có hồ sơ (cấp huyện)Khởi điểm 19,26 %còn cách 70,74 điểm tới 90 % · không công bố n và N",
        "DVC có hồ sơ (cấp xã)Khởi điểm 50,13 %còn cách 39,87 điểm tới 90 % · không công bố n và N",
        "Xã hoàn thànhKhởi điểm 5 xãcòn cách 1 xã tới 6 xã",
    ]


def test_bars_reach_as_far_as_the_baseline_and_tick_at_the_target() -> None:
    body = panel.draw(of(AGENCIES, COUNTED)).body
    fills = find(body, html.Div, className="bar-fill bar-fill-neutral")
    ticks = find(body, html.Div, className="bar-target")
    assert [fill.style["width"] for fill in fills] == ["19.26%", "83.33%"]
    assert [tick.style["left"] for tick in ticks] == ["90%", "100%"]


def test_a_verdict_only_from_its_own_period() -> None:
    judged = {**target(1, "DVC có hồ sơ"), **result(1, 95, YEAR_2023)}
    assert bullet_texts(of(judged)) == ["DVC có hồ sơĐạt 95 %đạt mức 90 % · không công bố n và N"]
    assert "Khởi điểm" not in text(panel.draw(of(judged)).body)


def test_every_target_has_one_row_with_its_results() -> None:
    first, second = rows_of(of(AGENCIES, COMMUNES, WAITING))
    assert first.startswith("DVC có hồ sơ≥ 90 % «đạt 90%»Khởi điểm 19,26 % (cấp huyện)")
    assert "Khởi điểm 50,13 % (cấp xã)" in first
    assert second == "Chữ ký số> 20 % chưa có kết quả"


def test_a_deadline_that_most_have_is_said_once() -> None:
    other = target(4, "Sớm", due_on=dt.date(2023, 5, 31))
    standing = target(5, "Thường xuyên", is_standing=True, lead_units="Công an")
    nothing = target(6, "Không hạn", due_on=None)
    most = [target(key, f"Khác {key}") for key in range(10, 15)]
    answer = of(other, standing, nothing, *most)
    assert panel.draw(answer).note.endswith("; hạn 31/12/2023 nếu dòng không ghi khác")
    assert [row for row in rows_of(answer) if "Khác" not in row] == [
        "Sớmhạn 31/05/2023≥ 90 % chưa có kết quả",
        "Thường xuyênthường xuyên · chủ trì: Công an≥ 90 % chưa có kết quả",
        "Không hạnkhông in hạn≥ 90 % chưa có kết quả",
    ]


def test_without_a_common_deadline_each_says_its_own() -> None:
    answer = of(WAITING, target(4, "Sớm", due_on=dt.date(2023, 5, 31)))
    assert "nếu dòng không ghi khác" not in panel.draw(answer).note
    assert rows_of(answer)[0] == "Chữ ký sốhạn 31/12/2023> 20 % chưa có kết quả"


def test_a_chosen_heading_leads_back_to_all() -> None:
    request = asked(pillar="xa_hoi")
    drawing = panel.draw(of(WAITING, request=request, pillars=[PillarRef("xa_hoi", "Xã hội số")]))
    assert drawing.headline.startswith("Xã hội số: ")
    assert find(drawing.body, dcc.Link)[0].href == "/pillars?locality=tan_chau&period=2022"
    (name,) = find(panel.draw(of(WAITING)).body, dcc.Link)
    assert name.href == "/indicators/I2?locality=tan_chau&period=2022"


def test_a_bullet_leads_to_its_indicator() -> None:
    links = find(panel.draw(of(AGENCIES)).body, dcc.Link)
    assert {link.href for link in links} == {"/indicators/I1?locality=tan_chau&period=2022"}
    assert len(links) == 2


def test_what_cases_tell_is_a_verdict_with_its_day_and_the_way_to_its_page() -> None:
    on_time = target(4, "Phản ánh đúng hạn", 95)
    request = replace(asked(YEAR_2023), as_of=dt.date(2023, 9, 14))
    answer = of(on_time, {**on_time, **told("feedback", 4, 180, 200)}, request=request)
    said = "Chưa đạt 90 %còn cách 5 điểm tới 95 % · 180/200 · đếm từng phản ánh năm 2023, tính đến 14/9/2023"
    assert bullet_texts(answer) == [f"Phản ánh đúng hạn{said}"]
    assert said.replace("%còn", "% còn") in rows_of(answer)[0]
    assert "/feedback?locality=tan_chau&period=2023" in addresses(panel.draw(answer).body)
