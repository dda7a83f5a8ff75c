"""Three figures always together, the one of Quyết định 766 as an interval with its reason."""

from __future__ import annotations

from dash import html

from data.queries import feedback_satisfaction as query
from layouts.panels import feedback_satisfaction as panel
from tests.feedback_forms import TAN_CHAU_UNITS, answered, unit
from tests.unit.layouts.trees import find, text

NBSP = "\N{NO-BREAK SPACE}"


def test_figures_of_the_plan() -> None:
    drawing = panel.draw(answered(query, TAN_CHAU_UNITS))
    assert drawing.headline == "4/11 đánh giá là hài lòng; 26 phản ánh chưa được đánh giá"
    assert drawing.note == "Hài lòng 4 · chấp nhận 4 · không hài lòng 3 · chưa đánh giá 26"
    written = str(drawing.figure).replace("\\xa0", NBSP)
    for figure in (f"36,4{NBSP}%", f"29,7{NBSP}%", f"70,3–78,4{NBSP}%"):
        assert figure in written
    for counts in ("4/11", "11/37", "26–29/37"):
        assert counts in written


def test_the_reason_for_the_interval_is_one_sentence() -> None:
    said = text(find(panel.draw(answered(query, TAN_CHAU_UNITS)).body, html.P))
    assert said.startswith("Quyết định 766/QĐ-TTg trừ phản ánh trễ hạn hoặc bị đánh giá không hài lòng;")
    assert "8 phản ánh trễ hạn và 3 phản ánh không hài lòng" in said
    assert said.endswith(f"một khoảng: 70,3–78,4{NBSP}% (26–29/37).")
    assert said.count(".") == 1


def test_no_interval_needs_no_reason() -> None:
    rows = [unit("Xã A", 20, 0, 0, 20, 0, 10, 0, 0)]
    assert "một khoảng" not in text(panel.draw(answered(query, rows)).body)


def test_nobody_rated_has_no_share_of_nothing() -> None:
    drawing = panel.draw(answered(query, [unit("Xã A", 20, 0, 0, 20, 0, 0, 0, 0)]))
    assert drawing.headline == "Chưa phản ánh nào được đánh giá"
    assert drawing.figure is not None
    assert "Hài lòng trong số" not in str(drawing.figure)
    assert find(drawing.body, html.Table) == []


def test_small_numbers_are_counts_without_percentage() -> None:
    drawing = panel.draw(answered(query, [unit("Xã A", 6, 0, 0, 3, 3, 1, 0, 2)]))
    assert "%" not in text([drawing.headline, drawing.note, drawing.body, drawing.table])
    assert "1–3/6" in text(drawing.table)


def test_units_in_the_body_are_those_that_were_rated_and_the_table_has_all() -> None:
    drawing = panel.draw(answered(query, TAN_CHAU_UNITS))
    rated = {text(row.children[0]): text(row.children[1:]) for row in find(drawing.body, html.Tr)[1:]}
    assert [(name, said.replace(NBSP, " ")) for name, said in rated.items()] == [
        ("Xã Tân Phú", "3/6: không hài lòng 2 · hài lòng 1"),
        ("Xã Suối Dây", "3/7: không hài lòng 1 · chấp nhận 2"),
        ("UBND huyện Tân Châu", "2/10: hài lòng 2"),
        ("Xã Tân Hưng", "1/4: hài lòng 1"),
        ("Xã Thạnh Đông", "2/2: chấp nhận 2"),
    ]
    every = {text(row.children[0]): text(row.children[1:]) for row in find(drawing.table, html.Tr)[1:]}
    assert len(every) == 13
    assert every["Xã Tân Hà"] == "––––––"
    assert every["Xã Tân Phú"] == "631021–3/6"
