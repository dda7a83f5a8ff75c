"""Points against their maximum, the total large, and every rank that is printed for it."""

from __future__ import annotations

from dash import html

from data.contracts import Answer
from data.queries import pillar_scores as query
from layouts.panels import pillar_scores as panel
from tests.plan_forms import NBSP, SCORED, THREE, answered, score, total
from tests.unit.layouts.trees import find, text

ANSWER = answered(query, SCORED)


def words(answer: Answer) -> list[str]:
    figure = panel.draw(answer).figure
    assert figure is not None
    return [line.replace(NBSP, " ").strip() for line in figure["layout"]["yaxis2"]["ticktext"]]


def test_the_headline_names_the_lowest_share() -> None:
    assert panel.draw(ANSWER).headline.replace(NBSP, " ").strip() == "Thể chế đạt thấp nhất: 25 % (10/40)"


def test_bars_are_shares_of_their_own_maximum_with_points_beside() -> None:
    figure = panel.draw(ANSWER).figure
    assert figure is not None
    assert figure["data"][1]["x"] == [0.75, 0.25, 0.9875]
    assert words(ANSWER) == ["15/20 · 75 %", "10/40 · 25 %", "39,50/40 · 98,8 %"]


def test_the_total_is_large_and_in_conflict() -> None:
    said = text(panel.draw(ANSWER).body).replace(NBSP, " ")
    assert said.startswith("Tổng điểm, năm 202264,50/100Số liệu mâu thuẫn")
    assert said.endswith("64,5 % · hạng 11/11 (bảng) và 10/11 (lời văn)")


def test_a_maximum_that_is_ours_says_so() -> None:
    assert panel.draw(ANSWER).note.endswith("; 100 là tổng 3 mức tối đa, văn bản không in")
    printed = [{**row, "max_score_is_derived": False} for row in SCORED]
    assert "văn bản không in" not in panel.draw(answered(query, printed)).note


def test_ranks_that_agree_are_no_conflict() -> None:
    answer = answered(query, [*THREE, total("table", 64.5, 11, 50)])
    assert "mâu thuẫn" not in text(panel.draw(answer).body)


def test_the_table_keeps_both_totals_and_says_whether_they_add_up() -> None:
    made = panel.draw(ANSWER).table
    assert len(find(made, html.Tr, className="total")) == 2
    assert "Tổng theo bảng" in text(made)
    assert "Tổng theo lời văn" in text(made)
    assert "khớp tổng các trụ cột" in text(find(made, html.Caption))
    wrong = panel.draw(answered(query, [*THREE, total("table", 65, 11, 50)])).table
    assert "khác tổng các trụ cột" in text(find(wrong, html.Caption))


def test_a_pillar_without_a_score_has_no_bar() -> None:
    answer = answered(query, [score(1, "Nhận thức", None, 20, None)])
    assert words(answer) == ["chưa có số liệu"]
    assert panel.draw(answer).body is None
    assert panel.draw(answer).headline == "Chưa có điểm của trụ cột nào"
