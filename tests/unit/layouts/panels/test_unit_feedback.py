"""One unit's feedback as a leader reads it."""

from __future__ import annotations

from typing import Any

import pytest

from data.queries import unit_feedback as query
from layouts.panels import unit_feedback as panel
from tests.feedback_forms import TAN_CHAU_UNITS, answered, asked, unit
from tests.place_forms import NBSP
from tests.unit.layouts.trees import text

TAN_PHU, TAN_HUNG, OFFICE = "25546@1900-01-01", "25549@1900-01-01", "U-TC-013@1900-01-01"


def drawn(address: str, rows: Any = TAN_CHAU_UNITS) -> Any:
    return panel.draw(answered(query, rows, asked(address)))


def plain(content: Any) -> str:
    return text(content).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("address", "headline"),
    [
        (TAN_PHU, "6 phản ánh: 3/6 xử lý trễ hạn"),
        (TAN_HUNG, "4 phản ánh, không trễ hạn, không quá hạn"),
        (OFFICE, "10 phản ánh, không trễ hạn, không quá hạn"),
    ],
)
def test_headlines(address: str, headline: str) -> None:
    assert drawn(address).headline.replace(NBSP, " ") == headline


def test_few_cases_are_said_by_counts_and_not_ranked_by_rate() -> None:
    drawing = drawn(TAN_PHU)
    assert drawing.note == "Dưới 10 phản ánh đã xử lý: chỉ nêu n/N, không xếp hạng theo tỷ lệ"
    said = plain(drawing.body)
    assert "Xử lý đúng hạn3/63 trễ hạn" in said
    assert "Thứ 1 về số trễ hạn, thứ 2 về số tiếp nhận, trong 8 đơn vị cùng loại có số liệu" in said
    assert "đúng hạn 70,4 % (19/27)" in said
    assert "Hài lòng 1/3 số được đánh giá; được đánh giá 3/6; theo Quyết định 766: 1–3/6" in said


def test_ten_cases_have_a_rate_with_its_counts() -> None:
    drawing = drawn(OFFICE)
    assert drawing.note == ""
    said = plain(drawing.body)
    assert "100%10/10 · 0 trễ hạn" in said
    assert "cùng loại" not in said


def test_open_cases_past_their_day_are_told() -> None:
    row = unit("Xã Tân Hà", 3, 1, 1, 0, 1, 0, 0, 0, code="25519")
    drawing = drawn("25519@1900-01-01", [row])
    assert drawing.headline.replace(NBSP, " ") == "3 phản ánh: 1/3 xử lý trễ hạn, 1 đang quá hạn"
    assert "Chưa ai đánh giá" in plain(drawing.body)


def test_equal_places_are_shared() -> None:
    said = plain(drawn("25534@1900-01-01").body)
    assert "Thứ 2 về số trễ hạn (cùng 1 đơn vị khác)" in said
