"""The ladder of losses: where most can be won comes first."""

from __future__ import annotations

from data.contracts import Answer
from data.queries import pillar_losses as query
from layouts.panels import pillar_losses as panel
from tests.plan_forms import NBSP, THREE, answered, score
from tests.unit.layouts.trees import text

FOUR = (*THREE, score(4, "Nhân lực", 10, 12, 2))
ANSWER = answered(query, FOUR)


def words(answer: Answer) -> list[str]:
    figure = panel.draw(answer).figure
    assert figure is not None
    return [line.replace(NBSP, " ").strip() for line in figure["layout"]["yaxis2"]["ticktext"]]


def test_the_headline_sums_up_the_largest_three() -> None:
    """30 + 5 + 2 of 37,5 points lost are 98,7 %."""
    headline = panel.draw(ANSWER).headline.replace(NBSP, " ")
    assert headline == "Mất 37,50 điểm; ba trụ cột chiếm 98,7 % (37/37,50)"


def test_losses_fall_and_a_first_place_says_so() -> None:
    figure = panel.draw(ANSWER).figure
    assert figure is not None
    assert figure["data"][0]["x"] == [30, 5, 2, 0.5]
    assert words(ANSWER) == ["30 · hạng 1", "5", "2", "0,50"]


def test_the_whole_is_large_with_its_share_of_all_points() -> None:
    said = text(panel.draw(ANSWER).body).replace(NBSP, " ")
    assert said == "Điểm mất, năm 202237,50/11233,5 % số điểm tối đa"


def test_one_loss_makes_up_nothing_but_itself() -> None:
    assert panel.draw(answered(query, THREE[:1])).headline == "Mất 5 điểm"


def test_nothing_lost_and_nothing_known() -> None:
    assert panel.draw(answered(query, [score(1, "A", 20, 20, 1)])).headline == "Không mất điểm nào"
    unknown = panel.draw(answered(query, [score(1, "A", None, 20, None)]))
    assert unknown.body is None
    assert words(answered(query, [score(1, "A", None, 20, None)])) == ["chưa có số liệu"]
