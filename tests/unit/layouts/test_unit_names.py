"""Names of units in sentences."""

from __future__ import annotations

import pytest

from layouts.unit_names import communes_noun, noun, short
from tests.feedback_forms import TAN_CHAU_UNITS, YEAR, locality


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Xã Tân Phú", "Tân Phú"),
        ("Thị trấn Tân Châu", "Tân Châu"),
        ("Phường 1", "1"),
        ("UBND huyện Tân Châu", "UBND huyện Tân Châu"),
        ("Xãhội", "Xãhội"),
    ],
)
def test_short_leaves_the_kind_out(name: str, expected: str) -> None:
    assert short(name) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Xã A", "Xã B"], "xã"),
        (["Thị trấn A", "Xã B"], "xã, thị trấn"),
        (["Xã A", "Phòng Nội vụ"], "đơn vị"),
        ([], "đơn vị"),
    ],
)
def test_noun_covers_all_of_them(names: list[str], expected: str) -> None:
    assert noun(names) == expected


def test_communes_of_a_locality_are_called_by_their_kinds() -> None:
    assert communes_noun(locality(TAN_CHAU_UNITS, "tan_chau"), YEAR) == "xã, thị trấn"
