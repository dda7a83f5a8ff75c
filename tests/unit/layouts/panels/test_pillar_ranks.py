"""Ranks as printed, both of them where the document prints two."""

from __future__ import annotations

from data.queries import pillar_ranks as query
from layouts.panels import pillar_ranks as panel
from tests.plan_forms import NBSP, SCORED, THREE, answered, score, total
from tests.unit.layouts.trees import text


def test_last_and_first_places_in_the_headline() -> None:
    assert panel.draw(answered(query, SCORED)).headline == "Xếp cuối ở 2/3 trụ cột, đứng đầu ở Thể chế"
    assert panel.draw(answered(query, THREE[1:2])).headline == "Đứng đầu ở Thể chế"
    middle = answered(query, [score(1, "A", 1, 2, 5)])
    assert panel.draw(middle).headline == "Không trụ cột nào xếp cuối"


def test_dots_stand_at_their_rank() -> None:
    figure = panel.draw(answered(query, SCORED)).figure
    assert figure is not None
    assert figure["data"][0]["x"] == [11, 1, 11]
    words = [line.strip(NBSP) for line in figure["layout"]["yaxis2"]["ticktext"]]
    assert words == ["11/11", "1/11", "11/11"]


def test_both_ranks_of_the_whole_with_their_lines() -> None:
    said = text(panel.draw(answered(query, SCORED)).body)
    assert said.startswith("Hạng chung, năm 202211/11Số liệu mâu thuẫn")
    assert said.endswith("bảng (dòng 50); lời văn (dòng 33) in 10/11")


def test_one_rank_is_no_conflict_and_none_is_no_tile() -> None:
    agreed = panel.draw(answered(query, [*THREE, total("table", 64.5, 11, 50)]))
    assert "mâu thuẫn" not in text(agreed.body)
    assert panel.draw(answered(query, THREE)).body is None


def test_the_table_names_the_whole() -> None:
    assert "Hạng chung, lời văn" in text(panel.draw(answered(query, SCORED)).table)


def test_a_rank_from_no_document_names_no_line() -> None:
    entered = [{**row, "source_line": None} for row in (*THREE, total("table", 64.5, 11, 50))]
    assert text(panel.draw(answered(query, entered)).body).endswith("bảng")
