"""Rules in the plan's own words, with what is missing to judge them."""

from __future__ import annotations

from dash import html

from data.queries import budget_rules as query
from layouts.panels import budget_rules as panel
from tests.plan_forms import answered, rule
from tests.unit.layouts.trees import find, text

DRAWING = panel.draw(
    answered(
        query,
        [
            rule(1, "An toàn thông tin", rule_description="Gồm diễn tập", rule_note="Hằng năm"),
            rule(2, "Kinh tế số", "=", 0.25),
        ],
    )
)


def test_none_can_be_judged() -> None:
    assert DRAWING.headline == "2/2 quy định tỷ lệ chi chưa đủ số liệu để kiểm tra"
    assert text(DRAWING.body).count("Chưa đủ số liệu") == 2


def test_words_base_and_source_as_printed() -> None:
    first, second = (text(item) for item in find(DRAWING.body, html.Li))
    assert "Văn bản in tối thiểu 10%; tính trên: tổng chi ngân sách huyện" in first
    assert "Văn bản in 0,25%, không có chữ «tối thiểu»" in second
    assert "Nguồn: III.7, dòng 200" in second
    assert "Ghi chú của bản chép: Hằng năm" in first
    assert "Gồm diễn tập" in first
    assert "Ghi chú" not in second


def test_what_to_load_is_named() -> None:
    assert "Cần nạp: số chi của khoản này và tổng chi ngân sách huyện, kỳ 2024" in text(DRAWING.body)
