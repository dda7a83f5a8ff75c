"""The files of the plans are what their README says they are."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from data.plans.files import COLUMNS, DATASETS, PLANS_FOLDER, paths
from data.schema import DATASETS as PUBLISHED
from tests.unit.data.plans.plan_files import original

README = (PLANS_FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COLUMNS)
def test_a_file_has_its_columns_and_no_quotes(name: str) -> None:
    assert list(original(name)[0]) == list(COLUMNS[name])
    assert "quote" not in COLUMNS[name]


@pytest.mark.parametrize("name", COLUMNS)
def test_text_is_in_nfc_on_one_line_without_spaces_around_it(name: str) -> None:
    for row in original(name):
        for cell in row.values():
            assert cell == unicodedata.normalize("NFC", cell).strip()
            assert "\n" not in cell


@pytest.mark.parametrize("name", [name for name in COLUMNS if "note" in COLUMNS[name]])
def test_a_note_sends_nobody_to_files_and_scripts(name: str) -> None:
    """Notes stand in templates and on pages."""
    named = re.compile(r"\.(csv|py|txt|json)\b|[a-z]+_[a-z]+|\b(seed|dataset|parser)\b", re.IGNORECASE)
    assert [row["note"] for row in original(name) if named.search(row["note"])] == []


def test_every_file_of_the_folder_is_loaded() -> None:
    found = {path.stem for path in PLANS_FOLDER.glob("*.csv")}
    assert found | {"lineage_5"} == COLUMNS.keys()
    assert paths(Path("x"), Path("y/lineage_5.csv"))["tasks"] == Path("x/tasks.csv")


def test_the_readme_counts_the_rows() -> None:
    told: dict[str, int] = {}
    for names, counts in re.findall(r"^\| ([^|]+\.csv) \| ([0-9, ]+) \|", README, flags=re.MULTILINE):
        for name, count in zip(names.split(", "), counts.split(", "), strict=True):
            told[Path(name).stem] = int(count)
    assert told == {name: len(original(name)) for name in COLUMNS}


def test_every_data_set_but_the_computed_one_comes_from_the_plans() -> None:
    assert {*DATASETS, "rollups"} == set(PUBLISHED)


def headings(slug: str) -> list[str]:
    return [row["name"] for row in original("pillars") if row["locality_code"] == slug]


def test_tan_chau_has_the_ten_headings_of_part_two_in_printed_order() -> None:
    assert headings("tan_chau") == [
        "Nhận thức số",
        "Thể chế số",
        "Hạ tầng số",
        "Dữ liệu số",
        "Nền tảng số",
        "Nhân lực số",
        "An toàn thông tin mạng",
        "Chính quyền số",
        "Kinh tế số",
        "Xã hội số",
    ]


def test_bu_dang_has_nine_pillars_with_the_maxima_of_its_score_table() -> None:
    scored = [row for row in original("dti_scores") if row["row_type"] == "chi_so_chinh"]
    pillars = [row for row in original("pillars") if row["locality_code"] == "bu_dang"]
    for column, other in (("pillar", "pillar"), ("name", "criterion"), ("max_score", "max_score")):
        assert [row[column] for row in pillars] == [row[other] for row in scored]
    assert [row["name_raw"] for row in pillars] == [row["criterion_raw"] for row in scored]
    assert sum(int(row["max_score"]) for row in pillars) == 700


def test_headings_are_numbered_in_the_order_of_their_lines() -> None:
    for slug in ("tan_chau", "nhon_trach", "quang_xuong", "tam_phuoc", "bu_dang"):
        rows = [row for row in original("pillars") if row["locality_code"] == slug]
        assert [int(row["position"]) for row in rows] == list(range(1, len(rows) + 1))
        lines = [int(row["line"]) for row in rows]
        assert lines == sorted(lines)
