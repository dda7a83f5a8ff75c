"""Places side by side: names lead into them, percentages carry n/N, what is missing is said to be missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dash import dcc, html

from data.contracts import Answer
from layouts.panels import locality_board as panel
from tests.board_forms import (
    QUARTER,
    REQUEST,
    Row,
    answered,
    dossiers,
    feedback,
    measure,
    place,
    result,
    score,
)
from tests.overview_forms import plain
from tests.unit.layouts.trees import find, text

LATE_THIRD = (
    *(place(slug, name) for slug, name in (("p1", "Tỉnh A"), ("p2", "Tỉnh B"), ("p3", "Tỉnh C"))),
    feedback("p1", 950, 50, 100, 10),
    feedback("p2", 950, 50, 100, 12),
    feedback("p3", 700, 300, 100, 60),
)


def headings(answer: Answer) -> list[str]:
    return [text(cell) for cell in find(find(panel.draw(answer).body, html.Thead)[0], html.Th)]


def cells(answer: Answer, at: int = 0) -> dict[str, str]:
    """Give the words of a row by heading."""
    row = find(find(panel.draw(answer).body, html.Tbody)[0], html.Tr)[at]
    return dict(zip(headings(answer), (plain(text(cell)) for cell in row.children), strict=True))


def headline(*rows: Row) -> str:
    return plain(panel.draw(answered(rows)).headline)


def test_the_place_with_most_to_decide_on_comes_first_and_is_named() -> None:
    answer = answered(LATE_THIRD)
    assert plain(panel.draw(answer).headline) == "1/3 địa bàn có điểm bất thường quý III/2026: Tỉnh C"
    found = cells(answer)
    assert found["Điểm bất thường"] == "2"
    assert found["Phản ánh xử lý đúng hạn"] == "70 % (700/1.000)thấp hơn hẳn mức chung"
    assert found["Phản ánh đang quá hạn"] == "60/100nhiều hơn hẳn mức chung"


def test_where_some_have_more_to_decide_on_than_others_the_first_are_named_with_how_much() -> None:
    rows = (*LATE_THIRD, measure("p1", "tasks", 1, 4), measure("p2", "tasks", 4, 4))
    assert headline(*rows) == ("2/3 địa bàn có điểm bất thường quý III/2026; nhiều nhất: Tỉnh C (2 điểm)")


def test_calm_and_silence_are_told_apart() -> None:
    calm = (place("p1"), measure("p1", "tasks", 4, 4))
    assert headline(*calm) == "1 địa bàn có số liệu quý III/2026, không có bất thường"
    assert headline(place("p1")) == "Chưa địa bàn nào có số liệu quý III/2026"


def test_a_name_leads_into_the_place_in_a_period_that_it_has() -> None:
    rows = (place("p1", "Tỉnh A", detail="Tỉnh A"), place("p2", "Tỉnh B", is_held=0))
    links = find(panel.draw(answered(rows)).body, dcc.Link)
    assert [(link.children, link.href) for link in links] == [
        ("Tỉnh A", "/?locality=p1&period=2026-Q3"),
        ("Tỉnh B", "/?locality=p2&period=2025"),
    ]


def test_what_a_place_lacks_is_a_dash_and_what_all_lack_takes_no_column() -> None:
    answer = answered((place("p1", "Tỉnh A"), place("p2", "Tỉnh B"), measure("p1", "tasks", 1, 4)))
    assert headings(answer) == ["Địa bàn", "Điểm bất thường", "Nhiệm vụ đến hạn chưa có báo cáo"]
    assert cells(answer, 1) == {
        "Địa bàn": "Tỉnh Bchưa có số liệu quý III/2026",
        "Điểm bất thường": "–",
        "Nhiệm vụ đến hạn chưa có báo cáo": "–",
    }
    note = plain(panel.draw(answer).note)
    assert note.startswith("1 địa bàn chưa có số liệu quý III/2026. Chưa địa bàn nào có số liệu: phản ánh")


def test_of_few_cases_the_counts_stand_alone_without_a_bar() -> None:
    answer = answered((place("p1"), feedback("p1", 3, 3)))
    assert cells(answer)["Phản ánh xử lý đúng hạn"] == "3/6"
    assert find(panel.draw(answer).body, html.Div, className="bar") == []


def test_every_other_measure_carries_what_it_is_of() -> None:
    rows = (
        place("p1"),
        dossiers("p1", 30, 10, 8, 2, received=50, online=25),
        measure("p1", "budget", 315_739_306, 381_176_000),
        measure("p1", "tasks", 2, 57),
        measure("p1", "targets", 1, 20),
        result("p1", 7, 80.0, 2026),
        score("p1", 66.9, 2025, 10),
    )
    found = cells(answered(rows))
    assert found["Hồ sơ giải quyết đúng hạn"] == "75 % (30/40)"
    assert found["Hồ sơ đang quá hạn"] == "2/8"
    assert found["Hồ sơ nộp trực tuyến"] == "50 % (25/50)"
    assert found["Điểm chuyển đổi số"] == "66,90/100hạng 10/34 · số liệu 2025"
    assert found["Ngân sách thực hiện"] == "82,8 %315,7/381,2 triệu đồng"
    assert found["Nhiệm vụ đến hạn chưa có báo cáo"] == "55/57"
    assert found["Chỉ tiêu chưa đạt"] == "1/1có kết quả báo cáo cùng kỳ, trong 20 chỉ tiêu"


def test_an_allocation_alone_is_no_execution_and_a_baseline_no_verdict() -> None:
    rows = (place("p1"), measure("p1", "budget", None, 1_558_506_400), measure("p1", "targets", 0, 20))
    found = cells(answered(rows))
    assert found["Ngân sách thực hiện"] == "chưa có số thực hiệngiao 1,56 tỷ đồng"
    assert found["Chỉ tiêu chưa đạt"] == "chưa có kết quả báo cáo cùng kỳ20 chỉ tiêu"


def test_a_total_printed_with_two_ranks_is_a_conflict() -> None:
    rows = (place("p1"), score("p1", 458.73, 2025, 10, 11), score("p1", None, 2025, 11, 11))
    body = panel.draw(answered(rows)).body
    assert "hạng 10/11 và 11/11" in text(find(body, html.Span, className="status status-conflict"))


def test_a_period_that_goes_on_is_marked() -> None:
    request = replace(REQUEST, as_of=dt.date(2026, 8, 5))
    drawing = panel.draw(answered((place("p1"), feedback("p1", 90, 10)), request, QUARTER))
    assert plain(drawing.note).startswith("Kỳ chưa kết thúc, tính đến 05/8/2026")


def test_the_common_rate_is_said_where_there_is_one() -> None:
    note = plain(panel.draw(answered(LATE_THIRD)).note)
    assert "Mức chung đúng hạn: phản ánh 86,7 % (2.600/3.000)" in note


def test_on_a_phone_every_figure_has_its_heading_beside_it() -> None:
    body = panel.draw(answered((place("p1"), measure("p1", "tasks", 1, 4)))).body
    said = [vars(cell)["data-heading"] for cell in find(find(body, html.Tbody)[0], html.Td)]
    assert said == ["Điểm bất thường", "Nhiệm vụ đến hạn chưa có báo cáo"]


def test_the_list_is_the_table() -> None:
    drawing = panel.draw(answered(LATE_THIRD))
    rows = find(find(drawing.body, html.Tbody)[0], html.Tr)
    assert [text(find(row, dcc.Link)[0]) for row in rows] == ["Tỉnh C", "Tỉnh B", "Tỉnh A"]
    assert drawing.table is None
