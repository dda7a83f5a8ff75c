"""A unit's own figures under their headings."""

from __future__ import annotations

from typing import Any

from data.queries import unit_figures as query
from layouts.panels import unit_figures as panel
from tests.place_forms import NBSP, Row, answered
from tests.unit.layouts.trees import addresses, text
from tests.unit_forms import score, value


def drawn(*rows: Row) -> Any:
    return panel.draw(answered(query, rows))


def plain(*rows: Row) -> str:
    return text(drawn(*rows).body).replace(NBSP, " ")


def test_headline_counts_each_kind() -> None:
    drawing = drawn(
        score(1, 11, label="Thể chế số"), value(2, "7"), value(3, "9"), value(4, "26", part="dossiers")
    )
    assert (
        drawing.headline.replace(NBSP, " ") == "Số liệu của riêng đơn vị: 1 điểm, 2 kết quả và 1 dòng hồ sơ"
    )


def test_every_percentage_has_its_counts_or_says_that_none_are_published() -> None:
    percent = {"measure": "percent", "measure_label": "%"}
    bare = value(1, "", value=90.0, **percent)
    counted = value(2, "", value=99.9, numerator=3408, denominator=3410, **percent)
    said = plain(bare, counted)
    assert "90 %không công bố n và N" in said.replace("n/N, hạng: ", "").replace("Giá trị: ", "")
    assert "3.408/3.410" in said


def test_a_count_that_is_a_part_has_its_share() -> None:
    assert "8,8 % (7/80)" in plain(value(1, "7", numerator=7, denominator=80))


def test_scores_have_their_maximum_and_rank_and_disputed_ranks_are_marked() -> None:
    said = plain(
        score(1, 11, value=458.73),
        score(2, 10, listing="text"),
        score(3, 3, label="Thể chế số", value=25.0, max_score=30.0),
    )
    assert "Tổng điểm, in trong bảng" in said
    assert "hạng 11/11, in khác nhau" in said
    assert "25/30" in said
    assert "hạng 3/11, in" not in said


def test_circles_are_told_only_where_they_differ() -> None:
    assert "cấp xã" not in plain(value(1, "7"), value(2, "9"))
    assert "toàn địa bàn" in plain(value(1, "7"), value(2, "9", scope="whole"))


def test_each_result_leads_to_its_indicator() -> None:
    assert addresses(drawn(value(1, "7")).body) == ["/indicators/chi_so_1?locality=tan_chau&period=2022"]
