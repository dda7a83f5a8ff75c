"""The page opens with its exceptions: sentence, figures, and a link that leads to the evidence."""

from __future__ import annotations

from dash import html

from data.contracts import Answer
from data.queries import feedback_alerts as query
from layouts.panels import feedback_alerts as panel
from layouts.panels import feedback_by_unit, feedback_map, feedback_satisfaction
from tests.feedback_forms import TAN_CHAU, TAN_CHAU_UNITS, answered, total, unit
from tests.unit.layouts.trees import addresses, find, text


def sentences(answer: Answer) -> list[str]:
    return [text(part) for part in find(panel.draw(answer).body, html.P, className="exception")]


def details(answer: Answer) -> list[str]:
    return [text(part) for part in find(panel.draw(answer).body, html.P, className="exception-detail")]


def test_exceptions_of_the_plan_in_words() -> None:
    answer = answered(query, TAN_CHAU)
    assert panel.draw(answer).headline == "Cần chỉ đạo: 3\N{NO-BREAK SPACE}việc"
    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in sentences(answer)] == [
        "3 xã chiếm 7/8 phản ánh xử lý trễ hạn",
        "4 xã, thị trấn chưa có số liệu phản ánh",
        "Chỉ 11/37 phản ánh được đánh giá",
    ]
    assert details(answer) == [
        "Tân Phú 3/6 · Suối Dây 2/7 · Tân Hội 2/2",
        "Tân Châu · Tân Đông · Tân Hà · Tân Hiệp",
        "Hài lòng 4 · chấp nhận 4 · không hài lòng 3",
    ]


def test_links_lead_to_panels_of_the_page() -> None:
    links = find(panel.draw(answered(query, TAN_CHAU)).body, html.A)
    panels = (feedback_by_unit, feedback_map, feedback_satisfaction)
    assert [link.href for link in links] == [f"#{module.PANEL.name}" for module in panels]


def test_units_lead_to_their_own_view() -> None:
    found = addresses(panel.draw(answered(query, TAN_CHAU)).body)
    assert found[0] == "/feedback?locality=tan_chau&period=2022&unit=25546@1900-01-01"
    assert len(found) == 3 + 4


def test_overdue_is_said_of_open_cases_only() -> None:
    answer = answered(query, [unit("Xã A", 4, 0, 2, 1, 1, 4, 0, 0), unit("Xã B", 4, 0, 0, 4, 0, 4, 0, 0)])
    assert sentences(answer)[0] == "2/8 phản ánh quá hạn chưa xử lý xong, ở Xã A"
    assert "quá hạn" not in " ".join(sentences(answer)[1:])


def test_late_everywhere_is_not_called_concentrated() -> None:
    rows = [unit(f"Xã {letter}", 4, 0, 0, 3, 1, 4, 0, 0) for letter in "ABC"]
    assert sentences(answered(query, rows)) == ["3/12 phản ánh xử lý trễ hạn, rải ở 3\N{NO-BREAK SPACE}xã"]


def test_a_contradicting_total_is_named() -> None:
    answer = answered(query, [*TAN_CHAU_UNITS, total(38, 0, 0, 29, 9, 4, 4, 3)])
    at = sentences(answer).index("Dòng tổng in sẵn khác tổng các đơn vị ở 2/8 mục")
    assert details(answer)[at] == "Tổng số · xử lý trễ hạn"


def test_nothing_off_is_calm() -> None:
    drawing = panel.draw(answered(query, [unit("Xã A", 4, 0, 0, 4, 0, 4, 0, 0)]))
    assert drawing.headline == "Phản ánh: không có việc cần chỉ đạo"
    assert "Không có bất thường" in text(drawing.body)
    assert "1/1 đơn vị" in text(drawing.body)
