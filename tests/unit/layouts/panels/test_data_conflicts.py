"""The register as leaders read it: both figures, where they stand, what was decided."""

from __future__ import annotations

from dash import html

from data.queries import data_conflicts as query
from layouts.panels import data_conflicts as panel
from tests.conflict_forms import both_sides, checked, settled
from tests.unit.layouts.trees import addresses, find, text
from tests.work_forms import NBSP, answered


def test_both_figures_stand_with_their_sections_and_lines() -> None:
    drawing = panel.draw(answered(query, [checked(24), *both_sides("a")]))
    said = text(drawing.body)
    assert drawing.headline == "1/24 chỗ đối chiếu mâu thuẫn, chưa chỗ nào được giải trình"
    assert "Hồ sơ đất đaiTỷ lệ in khác n/N · năm 2023" in said
    assert "«0,7 %»Phần I, dòng 65" in said
    assert f"26/3.410 = 0,76{NBSP}%Phần I, dòng 65" in said
    assert f"0,06{NBSP}điểm phần trăm" in said
    assert "Chưa giải trình: 1" in said


def test_the_name_leads_to_the_figures_and_the_row_can_be_linked_to() -> None:
    body = panel.draw(answered(query, [checked(1), *both_sides("percentage-tan_chau-a")])).body
    assert addresses(body) == ["/indicators/dat_dai?locality=tan_chau&period=2023"]
    assert find(body, html.Div, id="percentage-tan_chau-a")


def test_a_period_that_the_locality_lacks_is_not_led_to() -> None:
    body = panel.draw(answered(query, [checked(1), *both_sides("a", period="1999")])).body
    assert addresses(body) == ["/indicators/dat_dai?locality=tan_chau&period=2023"]


def test_what_was_decided_is_said_with_name_and_reason() -> None:
    drawing = panel.draw(answered(query, [checked(9), *settled("a"), *both_sides("b", 1)]))
    said = text(drawing.body)
    assert drawing.headline == f"2/9 chỗ đối chiếu mâu thuẫn, còn 1{NBSP}chỗ chưa giải trình"
    assert "Đã chốtLấy số ở bảngVăn phòng, 21/11/2026" in said


def test_all_decided_is_said_in_the_headline() -> None:
    drawing = panel.draw(answered(query, [checked(9), *settled("a")]))
    assert drawing.headline == "1/9 chỗ đối chiếu mâu thuẫn, đều đã giải trình"


def test_another_document_is_named() -> None:
    rows = both_sides("a")
    other = [checked(1), rows[0], {**rows[1], "source_document": "Báo cáo 399"}]
    assert "Báo cáo 399, Phần I, dòng 65" in text(panel.draw(answered(query, other)).body)


def test_agreement_is_calm() -> None:
    drawing = panel.draw(answered(query, [checked(32)]))
    assert drawing.headline == "32 chỗ đối chiếu được đều khớp"
    assert "Không có số liệu mâu thuẫn" in text(drawing.body)
