"""The map page's picture and league: headlines, colours, links, what is said where there is nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from dash import dcc, html

from data.queries import map_communes as query
from layouts.panels import map_communes as panel
from tests.place_forms import NBSP, Row, answered, asked, commune, feedback, result, task
from tests.unit.layouts.trees import find, text

COMMUNES = [commune(name) for name in ("Tân Hà", "Tân Hội", "Suối Dây", "Tân Phú")]
FEEDBACK = [*COMMUNES, feedback("Tân Phú", 3, 3), feedback("Suối Dây", 5, 2), feedback("Tân Hội", 12, 0)]


def drawn(rows: list[Row], **more: Any) -> Any:
    return panel.draw(answered(query, rows, asked(**more)))


def headline(rows: list[Row], **more: Any) -> str:
    return str(drawn(rows, **more).headline).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "5 phản ánh xử lý trễ hạn ở 2 xã, nhiều nhất Tân Phú (3)"),
        ({"measure": "received"}, "25 phản ánh ở 3 xã, nhiều nhất Tân Hội (12)"),
        ({"measure": "open_overdue"}, "Không có phản ánh đang quá hạn ở 3 xã có số liệu"),
        ({"measure": "on_time"}, "Tỷ lệ đúng hạn 80 % (20/25); thấp nhất Tân Hội 12/12"),
    ],
)
def test_headlines_answer_by_the_measure(more: dict[str, str], said: str) -> None:
    assert headline(FEEDBACK, **more) == said


def test_rates_of_few_cases_are_not_compared() -> None:
    rows = [*COMMUNES, feedback("Tân Phú", 3, 3)]
    drawing = drawn(rows, measure="on_time")
    assert drawing.headline.replace(NBSP, " ") == (
        "Tỷ lệ đúng hạn 3/6; chưa xã nào đủ 10 trường hợp để so sánh tỷ lệ"
    )
    assert "không tô màu, không xếp hạng" in drawing.note
    (coloured,) = [trace for trace in drawing.figure["data"] if "Tân Phú" in str(trace.get("text", ""))][:1]
    assert coloured["colorscale"][0][1] == "token:track"


def test_without_any_figure_the_communes_are_still_there() -> None:
    drawing = drawn(COMMUNES)
    assert drawing.headline == f"4{NBSP}xã, chưa có số liệu theo từng nơi"
    assert text(drawing.body).count("chưa có số liệu") == 4
    assert "trễ hạn" not in text(drawing.body)


def test_one_commune_is_not_compared_with_itself() -> None:
    rows = [commune("Tân Phú"), feedback("Tân Phú", 3, 3)]
    assert headline(rows) == "Xã Tân Phú: 3/6 phản ánh xử lý trễ hạn"


def test_tasks_with_the_same_count_are_named_together() -> None:
    rows = [*COMMUNES, task("Tân Phú", "K1"), task("Tân Hà", "K2"), task("Tân Hội", "K3", status="done")]
    assert headline(rows) == "2 nhiệm vụ nêu đích danh chưa có báo cáo ở 2 xã, mỗi nơi 1"


def league(drawing: Any) -> list[Any]:
    (table,) = find(find(drawing.body, html.Div, className="league")[0], html.Table)
    return find(table, html.Tr)[1:]


def test_every_row_leads_to_the_page_of_its_commune() -> None:
    rows = league(drawn(FEEDBACK))
    (link,) = find(rows[0], dcc.Link)
    assert link.href == "/units/25546@1900-01-01?locality=tan_chau&period=2022"
    assert [text(row) for row in rows] == [
        "Xã Tân Phú3/6",
        "Xã Suối Dây2/7",
        "Xã Tân Hội0/12",
        "Xã Tân Hàchưa có số liệu",
    ]


def test_bars_are_of_what_may_be_compared() -> None:
    rows = league(drawn(FEEDBACK))
    fills = [[bar.style["width"] for bar in find(row, html.Div, className="bar-fill")] for row in rows]
    assert fills == [["100%"], ["66.67%"], ["0%"], []]


def test_counts_are_coloured_and_unknown_communes_hatched() -> None:
    traces: list[Mapping[str, Any]] = [
        trace for trace in drawn(FEEDBACK).figure["data"] if trace["type"] == "choropleth"
    ]
    assert [trace["locations"] for trace in traces] == [
        ["25519@1900-01-01"],
        ["hatch:25519@1900-01-01"],
        ["25546@1900-01-01", "25534@1900-01-01", "25525@1900-01-01"],
    ]
    assert drawn(FEEDBACK).figure["layout"]["meta"]["height"] > 20


def test_rates_have_classes_in_words() -> None:
    words = [note["text"] for note in drawn(FEEDBACK, measure="on_time").figure["layout"]["annotations"]]
    assert words[:6] == ["Tỷ lệ đúng hạn", "100 %", "từ 90 %", "từ 70 %", "từ 50 %", "dưới 50 %"]
    assert "không tô màu" in words
    assert "Sơ đồ minh họa, không phải địa giới hành chính" in " ".join(words)


def test_without_outlines_the_league_stands_under_the_reason() -> None:
    drawing = drawn(FEEDBACK, locality="tam_phuoc")
    assert drawing.figure is None
    assert "Xã Tam Phước không có vị trí riêng" in text(drawing.body)
    assert len(league(drawing)) == 4


def test_a_later_day_is_named_and_an_unknown_measure_too() -> None:
    assert "Xã theo ngày 31/12/2022" in drawn(FEEDBACK).note
    assert drawn(FEEDBACK, measure="gold").note.startswith("Không có số đo «gold»")


def test_the_table_keeps_n_and_total_apart() -> None:
    headings = [text(cell) for cell in find(drawn(FEEDBACK).table, html.Th, scope="col")]
    assert headings == ["Xã, phường, thị trấn", "Trễ hạn", "Tổng số"]


def test_an_indicator_is_shown_as_its_source_prints_it() -> None:
    rows = [*COMMUNES, result("Tân Phú"), result("Tân Hà", printed="chín", value=9.0)]
    drawing = drawn(rows, indicator="ho_so")
    assert drawing.headline == "Hồ sơ trực tuyến: 2/4 nơi có số liệu"
    assert "chín" in text(drawing.body)
