"""Drawings of single cases: sentences with n/N, no verdict for few cases, no change against a part."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dash import html

from data.queries import (
    dossier_league,
    feedback_ages,
    feedback_coming,
    feedback_compare,
    feedback_league,
    feedback_matrix,
    feedback_months,
)
from layouts.cases import ages, coming, compare, league, matrix, months
from layouts.panels import PANELS
from tests.case_answers import address, answered, asked, month, unit
from tests.unit.data.rollups.test_case_shapes import ages as waiting
from tests.unit.data.rollups.test_case_shapes import cell, code, period
from tests.unit.data.rollups.test_case_shapes import coming as soon
from tests.unit.layouts.trees import addresses, find, text

NBSP = "\N{NO-BREAK SPACE}"
UNITS = [unit("Xã A", 95, 5), unit("Xã B", 40, 60), unit("Xã C", 0, 3), unit("Xã D", 96, 4)]
SHARED = {
    "ages": ages,
    "coming": coming,
    "compare": compare,
    "league": league,
    "matrix": matrix,
    "months": months,
}


def plain(content: Any) -> str:
    return text(content).replace(NBSP, " ")


def rows_of(content: Any) -> list[str]:
    return [plain(row) for row in find(find(content, html.Tbody)[0], html.Tr)]


def test_both_kinds_are_drawn_by_the_same_module() -> None:
    for stem, module in SHARED.items():
        for kind in ("feedback", "dossier"):
            panel = PANELS[f"{kind}_{stem}"]
            assert panel.draw is module.draw
            assert bool(panel.alt) == panel.has_graph
            assert "không nạp nội dung, tên" in panel.missing


def test_the_league_names_who_is_surely_below_and_ranks_no_few() -> None:
    drawing = league.draw(answered(feedback_league, UNITS))
    assert drawing.headline.replace(NBSP, " ") == (
        "1/3 đơn vị có tỷ lệ đúng hạn thấp hơn mức chung 76,2 % (231/303)"
    )
    found = rows_of(drawing.body)
    assert found[0].startswith("Xã Bnhóm 340 % (40/100)thấp hơn hẳn mức chungngẫu nhiên: ")
    assert found[3] == "Xã C–0/3ít vụ việc, không xếp0"
    assert f"/feedback?locality=noi_1&period=2025&unit={address('Xã B')}" in addresses(drawing.body)
    assert "/dossiers?" in addresses(league.draw(answered(dossier_league, UNITS)).body)[0]


def test_units_that_chance_explains_are_called_alike() -> None:
    drawing = league.draw(answered(feedback_league, [unit("Xã A", 18, 2), unit("Xã B", 17, 3)]))
    assert (
        drawing.headline.replace(NBSP, " ")
        == "87,5 % (35/40) đúng hạn; 2 đơn vị không khác nhau quá ngẫu nhiên"
    )
    few = league.draw(answered(feedback_league, [unit("Xã A", 2, 1)])).headline
    assert few == "2/3 đúng hạn; chưa đơn vị nào đủ số để xếp"
    none = league.draw(answered(feedback_league, [unit("Xã A", received=4, open_in_time=4)])).headline
    assert none == "Chưa phản ánh nào được xử lý xong"


def test_a_chosen_unit_is_named_and_leads_back() -> None:
    request = asked(unit_address=address("Xã A"))
    drawing = league.draw(answered(feedback_league, UNITS, request))
    assert drawing.headline.replace(NBSP, " ") == (
        "Xã A: 95 % (95/100) đúng hạn, cao hơn hẳn mức chung 76,2 % (231/303)"
    )
    assert "/feedback?locality=noi_1&period=2025" in addresses(drawing.body)
    few = league.draw(answered(feedback_league, UNITS, asked(unit_address=address("Xã C"))))
    assert few.headline == "Xã C: 0/3 đúng hạn, ít vụ việc, không xếp"


def test_cells_of_few_cases_are_not_coloured() -> None:
    rows = [cell("Xã B", "Rác", 8, 1), cell("Xã B", "Đường", 5, 5), cell("Xã A", "Rác", 20, 0)]
    drawing = matrix.draw(answered(feedback_matrix, rows))
    assert drawing.headline == "Xã B, Đường: nhiều nhất, 5/6 phản ánh trễ hạn"
    table = find(drawing.body, html.Table)[0]
    kinds = [(plain(td), td.className) for td in find(table, html.Td)]
    assert kinds == [
        ("5/10", "digits heat-4"),
        ("1/9", "digits heat-few"),
        ("", "digits heat-none"),
        ("0/20", "digits heat-0"),
    ]
    calm = matrix.draw(answered(feedback_matrix, [cell("Xã A", "Rác", 20, 0)]))
    assert calm.headline == "Không phản ánh nào trễ hạn trong kỳ"


def test_months_say_the_signal_and_hollow_the_partial_one() -> None:
    rows = [month(2025, number, 95 + number % 2, 5 - number % 2) for number in range(1, 12)]
    answer = answered(feedback_months, [*rows, month(2025, 12, 1, 9)], asked(dt.date(2025, 12, 20)))
    drawing = months.draw(answer)
    assert drawing.headline.replace(NBSP, " ") == "Tháng 11/2025: 96 % (96/100) đúng hạn, biến động thường"
    assert drawing.note.endswith("tháng 12/2025 chưa hết, điểm rỗng, chưa nhận định")
    assert drawing.figure is not None
    (line,) = drawing.figure["data"]
    assert line["marker"]["color"][-2:] == ["token:accent", "token:surface"]
    assert len(drawing.figure["layout"]["shapes"]) == 3


def test_few_months_have_no_limits() -> None:
    drawing = months.draw(answered(feedback_months, [month(2025, 1, 9, 1), month(2025, 2, 8, 2)]))
    assert drawing.headline.replace(NBSP, " ") == "Tháng 2/2025: 80 % (8/10) đúng hạn, giảm"
    assert "2 điểm, chưa đủ 10" in drawing.note
    assert drawing.figure is not None
    assert drawing.figure["layout"]["shapes"] == []


def test_the_ladder_says_who_waits_long() -> None:
    drawing = ages.draw(answered(feedback_ages, waiting({0: 4, 8: 3, 16: 2, 31: 1}, {16: 1, 31: 1})))
    assert drawing.headline.replace(NBSP, " ") == (
        "3/10 phản ánh còn mở đã chờ hơn 15 ngày, 20 % (2/10) đã quá hạn"
    )
    assert drawing.figure is not None
    assert drawing.figure["layout"]["yaxis"]["categoryarray"][0] == "31"
    none = ages.draw(answered(feedback_ages, waiting({0: 12}, {}))).headline.replace(NBSP, " ")
    assert none == "12 phản ánh còn mở, không việc nào chờ quá 15 ngày, 0 % (0/12) đã quá hạn"


def test_coming_goes_down_to_case_codes() -> None:
    codes = [code("Xã B", "m2", 2), code("Xã B", "m1", 3)]
    drawing = coming.draw(answered(feedback_coming, [soon("Xã B", 2, 2), soon("Xã C", 0, 9), *codes]))
    assert drawing.headline.replace(NBSP, " ") == (
        "2/11 phản ánh đang mở sẽ quá hạn trước phiên họp 05/01/2026, ở 1 đơn vị"
    )
    assert rows_of(drawing.body) == ["Xã B2/2m2 (hạn 02/01) · m1 (hạn 03/01)"]
    assert rows_of(drawing.table) == ["m2Xã BRácthường02/01/2026", "m1Xã BRácthường03/01/2026"]


def test_coming_without_a_meeting_says_how_far_it_looks() -> None:
    rows = [{**soon("Xã B", 1, 2), "is_meeting": False}]
    drawing = coming.draw(answered(feedback_coming, rows))
    assert "trước ngày 05/01/2026" in drawing.headline
    assert drawing.note.endswith("chưa có lịch họp, tính trong 7 ngày")
    calm = coming.draw(answered(feedback_coming, [soon("Xã C", 0, 9)]))
    assert calm.headline == "Không phản ánh nào sẽ quá hạn trước phiên họp 05/01/2026"
    assert plain(calm.body) == "Không việc nào sắp quá hạn"


def test_changes_are_told_with_their_counts() -> None:
    drawing = compare.draw(answered(feedback_compare, [period("now", 30, 8, 2), period("before", 20, 9, 1)]))
    assert drawing.headline.replace(NBSP, " ") == (
        "30 phản ánh tiếp nhận, tăng 50 % (10/20) so với cùng kỳ; đúng hạn 80 % (8/10), giảm 10,0 điểm"
    )
    few = compare.draw(answered(feedback_compare, [period("now", 3, 2, 1), period("before", 5, 3, 2)]))
    assert few.headline.replace(NBSP, " ") == (
        "3 phản ánh tiếp nhận, giảm 2 so với cùng kỳ; đúng hạn 2/3, ít vụ việc nên không so"
    )


def test_a_partial_period_has_no_change() -> None:
    rows = [period("now", 30, 8, 2), period("before", 20, 9, 1)]
    drawing = compare.draw(answered(feedback_compare, rows, asked(dt.date(2025, 12, 30))))
    assert drawing.headline.replace(NBSP, " ") == "30 phản ánh tiếp nhận, 80 % (8/10) đúng hạn"
    assert drawing.note == "Kỳ chưa kết thúc: không tính tăng, giảm so với cả kỳ năm trước"
