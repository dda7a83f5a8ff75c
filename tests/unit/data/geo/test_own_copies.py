"""The project's own copies of outlines and lineage hang together: codes, names, dates, localities."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest

from data.geo import outlines

FOLDER = Path(outlines.__file__).parent
OLD, NEW = outlines.SOURCES
SLUGS = {
    "Tân Châu": "tan_chau",
    "Nhơn Trạch": "nhon_trach",
    "Quảng Xương": "quang_xuong",
    "Bù Đăng": "bu_dang",
    "Tam Phước": "tam_phuoc",
}


def features(name: str) -> list[dict[str, Any]]:
    return list(orjson.loads((FOLDER / name).read_bytes())["features"])


def lineage() -> list[dict[str, str]]:
    with (FOLDER / "lineage_5.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_66_old_communes_and_23_outlines_that_cover_them_since() -> None:
    old, new = features(OLD), features(NEW)
    assert Counter(feature["properties"]["locality"] for feature in old) == {
        "tan_chau": 12,
        "nhon_trach": 12,
        "quang_xuong": 26,
        "bu_dang": 16,
    }
    assert len(old) == 66
    assert len({feature["properties"]["code"] for feature in new}) == 23


def test_addresses_are_code_and_start_and_none_is_used_twice() -> None:
    every = features(OLD) + features(NEW)
    assert len({feature["id"] for feature in every}) == len(every)
    for feature in every:
        properties = feature["properties"]
        assert feature["id"] == f"{properties['code']}@{properties['valid_from']}"


def test_a_code_that_is_used_again_is_another_unit() -> None:
    names = {feature["id"]: feature["properties"]["name"] for feature in features(OLD) + features(NEW)}
    assert names["25534@1900-01-01"] == "Xã Suối Dây"
    assert names["25534@2025-07-01"] == "Xã Tân Thành"


def test_codes_names_and_localities_of_outlines_are_those_of_the_lineage() -> None:
    merged = [row for row in lineage() if row["event_date"] == "2025-07-01"]
    before = {(SLUGS[row["locality"]], row["old_code"], row["old_name"]) for row in merged}
    after = {(SLUGS[row["locality"]], row["new_code"], row["new_name"]) for row in merged}
    for name, known in ((OLD, before), (NEW, after)):
        for feature in features(name):
            properties = feature["properties"]
            if properties["valid_from"] <= "2025-07-01":
                assert (properties["locality"], properties["code"], properties["name"]) in known


def test_a_later_change_closes_one_unit_and_opens_the_next() -> None:
    units = {feature["id"]: feature["properties"] for feature in features(NEW)}
    assert units["26485@2025-07-01"]["valid_to"] == "2026-04-30"
    assert units["26485@2026-04-30"]["name"] == "Phường Nhơn Trạch"
    assert units["26485@2026-04-30"]["valid_to"] is None


@pytest.mark.parametrize("name", [OLD, NEW, "lineage_5.csv"])
def test_texts_are_composed(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)


def test_lineage_holds_all_events_of_the_five_localities() -> None:
    rows = lineage()
    assert len(rows) == 80
    assert {row["event_date"] for row in rows} == {"2025-01-01", "2025-07-01", "2026-04-30"}
    assert {row["locality"] for row in rows} == set(SLUGS)
