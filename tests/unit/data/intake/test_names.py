"""Printed words find the one unit that they mean, or nobody."""

from __future__ import annotations

import unicodedata

import pytest

from data.intake.batch import Ref
from data.intake.names import Names
from data.schema import Unit

UNITS = (
    "Thị trấn Tân Châu",
    "Xã Tân Hòa",
    "UBND huyện Tân Châu",
    "Văn phòng HĐND - UBND huyện",
    "Phòng Văn hóa và Thông tin",
    "Ban Chỉ đạo Chuyển đổi số huyện",
    "Ban Chỉ đạo Chuyển đổi số tỉnh",
    "UBND các xã, thị trấn (12)",
    "Sở Thông tin và Truyền thông tỉnh",
    "Bộ phận Tiếp nhận và Trả kết quả huyện",
    "Tổ công nghệ số cộng đồng (76 tổ)",
)


@pytest.fixture
def names() -> Names:
    made = Names("Huyện Tân Châu")
    for unit in UNITS:
        made.add(unit, Ref(Unit, (unit,)))
    return made


@pytest.mark.parametrize(
    "printed, meant",
    [
        ("Phòng Văn hóa và Thông tin", "Phòng Văn hóa và Thông tin"),
        ("PHÒNG VĂN HOÁ VÀ THÔNG TIN", "Phòng Văn hóa và Thông tin"),
        ("VĂN PHÒNG HĐND-UBND", "Văn phòng HĐND - UBND huyện"),
        ("Văn phòng HĐND & UBND huyện", "Văn phòng HĐND - UBND huyện"),
        ("Văn phòng HĐND \N{EN DASH} UBND huyện Tân Châu", "Văn phòng HĐND - UBND huyện"),
        ("UBND huyện", "UBND huyện Tân Châu"),
        ("Ủy ban nhân dân huyện Tân Châu", "UBND huyện Tân Châu"),
        ("Ban Chỉ đạo CĐS huyện", "Ban Chỉ đạo Chuyển đổi số huyện"),
        ("UBND các xã, thị trấn", "UBND các xã, thị trấn (12)"),
        ("UBND xã Tân Hòa", "Xã Tân Hòa"),
        ("UBND thị trấn Tân Châu", "Thị trấn Tân Châu"),
        ("Thị trấn Tân Châu", "Thị trấn Tân Châu"),
        ("Sở Thông tin và Truyền thông", "Sở Thông tin và Truyền thông tỉnh"),
        ("Bộ phận Tiếp nhận và Trả kết quả", "Bộ phận Tiếp nhận và Trả kết quả huyện"),
        (unicodedata.normalize("NFD", "Tổ công nghệ số cộng đồng"), "Tổ công nghệ số cộng đồng (76 tổ)"),
    ],
)
def test_words_that_mean_a_unit(names: Names, printed: str, meant: str) -> None:
    assert names.find(printed) == Ref(Unit, (meant,))


@pytest.mark.parametrize(
    "printed",
    [
        "Các phòng, ban, ngành huyện",
        "Sở, ngành tỉnh",
        "các đơn vị liên quan",
        "UBND xã Tân Hội",
        "UBND thị trấn",
        "Công an huyện",
        "Ban Chỉ đạo Chuyển đổi số",  # the district's or the province's?
        "",
        "(12)",
    ],
)
def test_groups_strangers_and_words_with_two_meanings_find_nobody(names: Names, printed: str) -> None:
    assert names.find(printed) is None


def test_a_name_that_two_units_have_finds_neither() -> None:
    names = Names("Huyện Tân Châu")
    names.add("Công an huyện", Ref(Unit, ("one",)))
    names.add("Công an Huyện", Ref(Unit, ("two",)))
    assert names.find("Công an huyện") is None
