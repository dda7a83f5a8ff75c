"""Whom printed words name."""

from __future__ import annotations

import pytest

from data.rules.naming import names_body, names_territory

DISTRICT = "Huyện Tân Châu"


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("Phòng Nội vụ", "Phòng Nội vụ"),
        ("phong noi vu", "Phòng Nội vụ"),
        ("UBND huyện", "UBND huyện Tân Châu"),
        ("Văn phòng HĐND & UBND huyện", "Văn phòng HĐND - UBND huyện"),
        ("Các phòng, ban, ngành huyện; UBND các xã, thị trấn", "UBND các xã, thị trấn (12)"),
        ("UBND huyện, Chủ tịch UBND huyện", "UBND huyện Tân Châu"),
        ("CBCC chuyên môn, các ấp", "Các ấp"),
    ],
)
def test_words_that_name_a_body(printed: str, body: str) -> None:
    assert names_body(printed, body, DISTRICT)


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("Các phòng, ban, ngành huyện", "Phòng Nội vụ"),
        ("UBND tỉnh", "UBND tỉnh Tây Ninh"),
        ("UBND huyện", "Huyện ủy"),
        ("", "Phòng Nội vụ"),
    ],
)
def test_words_that_do_not(printed: str, body: str) -> None:
    assert not names_body(printed, body, DISTRICT)


def test_a_territory_is_named_by_itself_or_its_committee() -> None:
    assert names_territory("UBND xã Tân Phú; UBND xã Tân Hà", "Xã Tân Phú")
    assert names_territory("Xã Tân Phú", "Xã Tân Phú")


def test_a_kind_is_no_name_of_a_territory() -> None:
    assert not names_territory("UBND các xã, thị trấn", "Thị trấn Tân Châu")
    assert not names_territory("thị trấn", "Thị trấn Tân Châu")
