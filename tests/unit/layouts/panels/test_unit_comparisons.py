"""Panels that set units beside each other: pillars against the province, and the order of totals."""

from __future__ import annotations

import pytest

from data.queries import pillar_against as against_query
from data.queries import unit_ranking as ranking_query
from layouts.panels import pillar_against, unit_ranking
from tests.plan_forms import NBSP, answered
from tests.unit.data.queries.test_pillar_against import UNIT, pillar
from tests.unit.data.queries.test_unit_ranking import THREE, total
from tests.unit.layouts.trees import text

PEERS = [pillar(1, "10;4;16", 4.0), pillar(2, "12;13;14", 14.0), pillar(None, "22;17;30", 18.0)]


def test_the_pillar_furthest_behind_is_the_headline() -> None:
    drawing = pillar_against.draw(answered(against_query, PEERS, UNIT))
    assert (
        drawing.headline == "Huyện Tân Châu kém trung vị ở 1/2 trụ cột, xa nhất là Trụ cột 1: 4 so với 10/20"
    )
    said = text(drawing.body).replace(NBSP, " ")
    assert "4/20kém trung vị 6 điểm" in said
    assert "14/20hơn trung vị 1 điểm" in said
    assert "4–16" in said
    assert "3 đơn vị" in drawing.note.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([pillar(1, "10;4;16", 16.0)], "Huyện Tân Châu không kém trung vị ở trụ cột nào (0/1)"),
        ([pillar(1, "10", 10.0)], "Huyện Tân Châu: chưa có đơn vị cùng bộ chỉ số để so sánh"),
    ],
)
def test_nothing_behind_and_nobody_beside(rows: list[dict[str, object]], said: str) -> None:
    assert pillar_against.draw(answered(against_query, rows, UNIT)).headline == said


def test_without_a_unit_the_widest_difference_leads() -> None:
    drawing = pillar_against.draw(answered(against_query, [pillar(1, "10;4;16"), pillar(2, "12;13")]))
    assert drawing.headline == "Các đơn vị chênh nhau nhiều nhất ở Trụ cột 1: 4–16/20 điểm"
    assert "Hạng" not in text(drawing.body)


def test_units_that_fell_and_the_last_one_lead() -> None:
    drawing = unit_ranking.draw(answered(ranking_query, THREE))
    assert drawing.headline == "1/3 đơn vị giảm điểm so với năm 2021; ít điểm nhất: B 60,50/100 điểm"
    said = text(drawing.body)
    assert "tăng 10,50 điểmkỳ trước 50, hạng 1/3" in said
    assert "không đổi" in said
    assert "giảm 0,80 điểm" in said


def test_without_a_period_before_there_is_no_column_of_change() -> None:
    drawing = unit_ranking.draw(
        answered(ranking_query, [total("A", 70, 2), total("B", 60, 1), total("C", 5, 3)])
    )
    assert drawing.headline == "Ít điểm nhất: C 5/100 điểm"
    assert "So với" not in text(drawing.body)
    assert "công bố hạng 2/3" in text(drawing.body)


def test_the_note_says_why_nothing_is_compared() -> None:
    rows = [total("A", 70, 1, 300.0, is_same_scoring=False), total("D", 50, 1, framework_code="khac")]
    note = unit_ranking.draw(answered(ranking_query, rows)).note
    assert "bộ chỉ số khác nhau nên không xếp chung" in note
    assert "kỳ trước chấm theo bộ chỉ số khác nên không so sánh" in note
