"""Headings lead to their own pages, and back."""

from __future__ import annotations

from dash import dcc, html

from data.queries import pillar_headings as query
from layouts.panels import pillar_headings as panel
from tests.plan_forms import answered, asked
from tests.unit.layouts.trees import find, text

ROWS = [
    {
        "framework_name": "Hai nhóm",
        "pillar_code": code,
        "pillar_name": name,
        "ordinal": position,
        "results": results,
        "targets": targets,
        "baselines": baselines,
    }
    for position, (code, name, results, targets, baselines) in enumerate(
        [("du_lieu", "Dữ liệu số", 0, 0, 0), ("xa_hoi", "Xã hội số", 15, 7, 1)]
    )
]


def test_counts_in_the_headline() -> None:
    drawing = panel.draw(answered(query, ROWS))
    assert drawing.headline == "2 nhóm: 15 kết quả năm 2022, 7 chỉ tiêu, 1/7 có khởi điểm so được"
    without = panel.draw(answered(query, ROWS[:1]))
    assert without.headline == "1 nhóm: 0 kết quả năm 2022, 0 chỉ tiêu"


def test_a_heading_without_targets_has_nothing_to_compare() -> None:
    rows = find(panel.draw(answered(query, ROWS)).body, html.Tr)
    assert [text(cell) for cell in find(rows[1], html.Td)] == ["0", "0", "–"]
    assert [text(cell) for cell in find(rows[2], html.Td)] == ["15", "7", "1/7"]
    assert [text(cell) for cell in find(rows[3], html.Td)] == ["15", "7", "1/7"]


def test_each_heading_leads_to_its_page() -> None:
    links = find(panel.draw(answered(query, ROWS)).body, dcc.Link)
    assert [link.href for link in links] == [
        f"/pillars/{code}?locality=tan_chau&period=2022" for code in ("du_lieu", "xa_hoi")
    ]


def test_the_chosen_heading_leads_back() -> None:
    body = panel.draw(answered(query, ROWS, asked(pillar="xa_hoi"))).body
    chosen = find(body, dcc.Link)[1]
    assert (chosen.href, text(chosen)) == ("/pillars?locality=tan_chau&period=2022", "Xã hội số (bỏ chọn)")
    bold, *_ = find(body, html.Tr, className="total")
    assert text(bold).startswith("Xã hội số")
