"""Lost points in order; without points all headings of the framework, in few words."""

from __future__ import annotations

from dash import html

from data.queries import overview_pillars as query
from layouts.panels import overview_pillars as panel
from tests.overview_forms import Row, answered, measure, plain
from tests.unit.layouts.trees import addresses, find, text


def scored(code: str, value: float, limit: float, rank: int | None, at: int) -> Row:
    told = {"item": code, "label": f"Trụ {code}", "position": at, "value": value, "target": limit}
    return measure("pillars", "score", rank, 11 if rank else None, **told)


def test_points_lost_come_first_with_score_and_rank() -> None:
    drawing = panel.draw(answered(query, [scored("a", 25, 30, 11, 1), scored("b", 24.61, 90, None, 2)]))
    assert drawing.headline == "Mất 70,39 điểm, nhiều nhất ở Trụ b (65,39)"
    lines = [plain(text(line)) for line in find(drawing.body, html.Li)]
    assert lines == ["Trụ bmất 65,3924,61/90", "Trụ amất 525/3011/11"]
    shares = [bar.style["width"] for bar in find(drawing.body, html.Div, className="bar-fill")]
    assert shares == ["27.34%", "83.33%"]
    assert len(find(drawing.table, html.Tr)) == 3


def test_without_points_every_heading_leads_to_its_results_and_targets() -> None:
    known = measure("pillars", "results", 8, item="chinh_quyen", label="Chính quyền số", position=1)
    drawing = panel.draw(answered(query, [known]))
    assert plain(drawing.headline) == "Văn bản không công bố điểm trụ cột; xem 2 nhóm nội dung"
    assert [plain(text(item)) for item in find(drawing.body, html.Li)] == [
        "Chính quyền số 8/0",
        "Xã hội số 0/0",
    ]
    assert addresses(drawing.body)[1] == "/pillars?locality=tan_chau&period=2022&pillar=xa_hoi"
    assert not find(drawing.body, html.Div, className="bar")
