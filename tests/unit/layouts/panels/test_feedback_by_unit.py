"""Units with their counts: order, the chosen one, small numbers, the printed total."""

from __future__ import annotations

from typing import Any

from dash import html

from data.contracts import Answer
from data.queries import feedback_by_unit as query
from layouts.panels import feedback_by_unit as panel
from tests.feedback_forms import TAN_CHAU, TAN_CHAU_UNITS, answered, asked, total, unit
from tests.unit.layouts.trees import addresses, find, text

NBSP = "\N{NO-BREAK SPACE}"
TAN_PHU, TAN_HA = "25546@1900-01-01", "25519@1900-01-01"


def bars(answer: Answer) -> list[dict[str, Any]]:
    figure = panel.draw(answer).figure
    assert figure is not None
    return [trace for trace in figure["data"] if trace["type"] == "bar"]


def rows(answer: Answer) -> dict[str, str]:
    lines = find(panel.draw(answer).table, html.Tr)[1:]
    return {text(line.children[0]): text(line.children[1:]) for line in lines}


def test_headline_counts_units_of_those_with_figures() -> None:
    headline = panel.draw(answered(query, TAN_CHAU)).headline
    assert headline == f"4/9 đơn vị có phản ánh xử lý trễ hạn, 5{NBSP}đơn vị không có"


def test_nobody_late_and_everybody_late() -> None:
    nobody = answered(query, [unit("Xã A", 4, 0, 0, 4, 0, 0, 0, 0)])
    assert panel.draw(nobody).headline == f"Không đơn vị nào trong 1{NBSP}đơn vị xử lý trễ hạn"
    everybody = answered(query, [unit("Xã A", 4, 0, 0, 3, 1, 0, 0, 0)])
    assert panel.draw(everybody).headline == "1/1 đơn vị có phản ánh xử lý trễ hạn"


def test_the_chosen_unit_is_named_and_stands_out() -> None:
    answer = answered(query, TAN_CHAU, asked(TAN_PHU))
    drawing = panel.draw(answer)
    assert drawing.headline == "Xã Tân Phú: 3/6 phản ánh xử lý trễ hạn"
    assert "<b>Tân Phú</b>" in str(drawing.figure)
    assert "<b>Suối Dây</b>" not in str(drawing.figure)
    assert addresses(drawing.body) == ["/feedback?locality=tan_chau&period=2022"]
    bold = [text(row.children[0]) for row in find(drawing.table, html.Tr, className="total")]
    assert bold == ["Xã Tân Phú", "TỔNG CỘNG"]


def test_a_chosen_unit_without_a_figure_is_not_zero() -> None:
    drawing = panel.draw(answered(query, TAN_CHAU, asked(TAN_HA)))
    assert drawing.headline == "Xã Tân Hà: chưa có số liệu phản ánh"


def test_bars_count_cases_and_leave_the_unknown_empty() -> None:
    on_time, late = bars(answered(query, TAN_CHAU))
    assert on_time["y"][0] == TAN_PHU
    assert (on_time["x"][0], late["x"][0]) == (3, 3)
    assert sum(value or 0 for value in on_time["x"]) == 29
    assert sum(value or 0 for value in late["x"]) == 8
    assert late["x"][on_time["y"].index(TAN_HA)] is None
    assert len(on_time["y"]) == 13


def test_rates_below_ten_cases_are_counts() -> None:
    found = rows(answered(query, TAN_CHAU))
    assert found["Xã Tân Phú"] == "600333/6"
    assert found["UBND huyện Tân Châu"] == f"1000100100{NBSP}% (10/10)"
    assert found["TỔNG CỘNG"] == f"370029878,4{NBSP}% (29/37)"
    assert found["Xã Tân Hà"] == "–––––chưa có số liệu"


def test_names_in_the_table_lead_to_the_unit() -> None:
    found = addresses(panel.draw(answered(query, TAN_CHAU)).table)
    assert found[0] == f"/feedback?locality=tan_chau&period=2022&unit={TAN_PHU}"
    assert len(found) == 13


def test_a_total_that_agrees_is_said() -> None:
    assert "Khớp dòng tổng của Phụ lục 02" in text(panel.draw(answered(query, TAN_CHAU)).body)


def test_a_total_that_does_not_agree_is_a_conflict_with_both_figures() -> None:
    answer = answered(query, [*TAN_CHAU_UNITS, total(38, 0, 0, 29, 8, 4, 4, 2)])
    said = text(panel.draw(answer).body)
    assert said.startswith("Số liệu mâu thuẫn Dòng tổng của Phụ lục 02: ")
    assert "Tổng số phản ánh in 38, cộng các đơn vị 37" in said
    assert "Không hài lòng in 2, cộng các đơn vị 3" in said
    assert "Khớp" not in said


def test_without_a_printed_total_nothing_is_claimed() -> None:
    assert "tổng" not in text(panel.draw(answered(query, TAN_CHAU_UNITS)).body)
