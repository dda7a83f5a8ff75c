"""A unit's reporting duties in the words of the plan."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.queries import unit_reports as query
from layouts.panels import unit_reports as panel
from tests.place_forms import NBSP, Row, answered, asked
from tests.unit.layouts.trees import addresses, text
from tests.unit_forms import duty, named

OFFICE = "Phòng Nội vụ"
WHO = [named("who", OFFICE), named("body", "Huyện ủy")]


def drawn(*rows: Row, **more: Any) -> Any:
    return panel.draw(answered(query, [*WHO, *rows], asked(**more)))


@pytest.mark.parametrize(
    ("rows", "more", "headline"),
    [
        (
            [duty(1, OFFICE, "Huyện ủy", due_month=3, due_day=15)],
            {},
            "1 chế độ báo cáo phải thực hiện, hạn tới 15/3/2023",
        ),
        (
            [duty(1, OFFICE, "Huyện ủy", due_month=3, due_day=15)],
            {"as_of": dt.date(2023, 12, 31)},
            "1 chế độ báo cáo phải thực hiện, các ngày hạn đã qua",
        ),
        ([duty(1, OFFICE, "Huyện ủy")], {}, "1 chế độ báo cáo phải thực hiện, văn bản không in ngày hạn"),
        ([duty(1, "Huyện ủy", OFFICE)], {}, "Nhận 1 chế độ báo cáo"),
    ],
)
def test_headlines(rows: list[Row], more: dict[str, Any], headline: str) -> None:
    assert drawn(*rows, **more).headline.replace(NBSP, " ") == headline


def test_silence_after_a_day_is_no_verdict() -> None:
    drawing = drawn(duty(1, OFFICE, "Huyện ủy", due_month=3, due_day=15), as_of=dt.date(2023, 6, 1))
    assert "trước 15/03/2023 chưa có báo cáo" in text(drawing.body)
    assert "không có nghĩa là trễ hạn" in drawing.note


def test_whom_it_goes_to_is_linked_where_the_words_are_a_body() -> None:
    drawing = drawn(duty(1, OFFICE, "Huyện ủy"), duty(2, OFFICE, "Sở Nội vụ"), duty(3, OFFICE, ""))
    assert len(addresses(drawing.body)) == 1
    assert "Sở Nội vụ" in text(drawing.body)


def test_words_that_mean_the_unit_as_one_of_many_are_told() -> None:
    rows = [named("who", "UBND các xã", is_direct=False), duty(1, "UBND các xã", "Huyện ủy")]
    assert drawn(*rows).note.startswith("Kế hoạch giao cho UBND các xã · tính đến 31/12/2022")
