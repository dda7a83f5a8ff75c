"""Points, rank and place where they were published; else counts and no verdict."""

from __future__ import annotations

from typing import Any

from dash import html

from data.contracts import Answer
from data.queries import pillar_profile as query
from layouts.panels import pillar_profile as panel
from tests.plan_forms import NBSP, THREE, answered, score
from tests.unit.layouts.trees import addresses, find, text


def of(name: str, *scores: Any, **more: Any) -> Answer:
    heading = {
        "part": "heading",
        "pillar_code": name.replace(" ", "_"),
        "pillar_name": name,
        "name_printed": name,
        "results": 3,
        "targets": 6,
        "tasks": 4,
        "parts": 7,
        "source_section": "II. Hiện trạng",
        "source_line": 42,
        **more,
    }
    return answered(query, [heading, *scores])


def tile_texts(answer: Answer) -> list[str]:
    return [
        text(tile).replace(NBSP, " ") for tile in find(panel.draw(answer).body, html.Div, className="tile")
    ]


def test_the_largest_loss_and_a_first_rank_that_hides_it() -> None:
    said = "Thể chế: mất 30 điểm tuy xếp hạng 1/11, nhiều nhất trong 3 trụ cột"
    assert panel.draw(of("Thể chế", *THREE)).headline == said
    assert panel.draw(of("Hạ tầng", *THREE)).headline == "Hạ tầng: mất 0,50 điểm, nhiều thứ 3 trong 3 trụ cột"


def test_each_percentage_has_its_points_beside_it() -> None:
    assert tile_texts(of("Thể chế", *THREE)) == [
        "Điểm10/4025 % (10/40)",
        "Hạng1/11trong 11 đơn vị được xếp hạng",
        "Điểm mất30 điểm84,5 % số điểm mất (30/35,50), nhiều nhất trong 3 trụ cột",
        "Đã công bố3 kết quảnăm 2022",
        "Đã hứa6 chỉ tiêucòn hiệu lực trong kỳ hoặc sau kỳ",
        "Đã giao4 nhiệm vụvà 7 nội dung",
    ]


def test_the_last_rank_says_so() -> None:
    assert "Hạng11/11xếp cuối" in tile_texts(of("Nhận thức", *THREE))


def test_without_scores_there_is_no_verdict() -> None:
    drawing = panel.draw(of("Xã hội số"))
    assert drawing.headline.replace(NBSP, " ") == (
        "Xã hội số: 3 kết quả năm 2022, 6 chỉ tiêu, 4 nhiệm vụ và 7 nội dung"
    )
    assert drawing.note.endswith("(dòng 42); văn bản không công bố điểm của nhóm này")
    assert len(tile_texts(of("Xã hội số"))) == 3


def test_a_full_score_loses_nothing() -> None:
    assert panel.draw(of("A", score(1, "A", 20, 20, 1))).headline == "A: đạt điểm tối đa"


def test_other_words_in_the_document_are_quoted() -> None:
    assert panel.draw(of("Thể chế số", name_printed="Thẻ chế số")).note.startswith(
        "Văn bản: in là «Thẻ chế số», II. Hiện trạng (dòng 42)"
    )


def test_tasks_lead_to_their_page() -> None:
    assert addresses(panel.draw(of("A")).body) == ["/tasks?locality=tan_chau&period=2022"]
