"""Baselines beside their targets, and the targets that nothing may judge by name."""

from __future__ import annotations

import pytest
from dash import html

from data.queries import overview_targets as query
from layouts.drawing import Drawing
from layouts.panels import overview_targets as panel
from tests.overview_forms import Row, answered, plain, target, with_cases, with_result
from tests.unit.layouts.trees import addresses, find, text


def drawn(*rows: Row) -> Drawing:
    return panel.draw(answered(query, rows))


def bullets(drawing: Drawing) -> list[str]:
    return [plain(text(part)) for part in find(drawing.body, html.Li, className="bullet")]


BASELINE = with_result(target("A", 90), 19.26)


@pytest.mark.parametrize(
    "rows, headline",
    [
        ([BASELINE, target("B", 50, at=2)], "1 trong 2 chỉ tiêu 2023 có khởi điểm so sánh được"),
        (
            [BASELINE, target("B", 50, at=2, target_period="2025")],
            "1 trong 2 chỉ tiêu có khởi điểm so sánh được",
        ),
        ([with_result(target("A", 90), 80, 2023)], "1 trong 1 chỉ tiêu 2023 có kết quả so sánh được"),
        ([target("A", 90)], "1 chỉ tiêu 2023, chưa chỉ tiêu nào có kết quả so sánh được"),
    ],
)
def test_headline_counts_targets(rows: list[Row], headline: str) -> None:
    assert drawn(*rows).headline == headline


def test_a_bullet_has_value_target_gap_and_the_want_of_counts() -> None:
    assert bullets(drawn(BASELINE)) == [
        "Kết quả A19,26 % · chỉ tiêu ≥ 90 %còn cách 70,74 điểm · không công bố n và N"
    ]
    bar = find(drawn(BASELINE).body, html.Div, className="bar-target")[0]
    assert bar.style == {"left": "90%"}


def test_counts_stand_beside_a_percentage_that_has_them() -> None:
    row = with_result(target("A", 80), 34.92, numerator=51_068, denominator=146_233)
    assert bullets(drawn(row)) == ["Kết quả A34,92 % · chỉ tiêu ≥ 80 %còn cách 45,08 điểm · 51.068/146.233"]


def test_a_baseline_at_its_target_is_no_verdict() -> None:
    row = with_result(target("A", 100, comparator="="), 100)
    assert "đã bằng mức chỉ tiêu" in bullets(drawn(row))[0]
    assert "Đạt" not in text(drawn(row).body)


def test_a_count_is_drawn_on_a_scale_to_its_target() -> None:
    row = with_result(target("A", 6, target_measure="count", measure_label="xã"), 3)
    bar = find(drawn(row).body, html.Div, className="bar-fill bar-fill-neutral")[0]
    assert bar.style == {"width": "50%"}
    assert bullets(drawn(row)) == ["Kết quả A3 xã · chỉ tiêu ≥ 6 xãcòn cách 3 xã"]


def test_the_panel_stays_short_and_leads_to_the_rest() -> None:
    compared = [with_result(target(f"A{at}", 90, at=at), at) for at in range(7)]
    others = [target(f"B{at}", 90, at=at) for at in range(10, 20)]
    drawing = drawn(*compared, *others)
    assert len(bullets(drawing)) == panel.COMPARED
    assert len(find(drawing.body, html.Li)) == panel.ROWS
    assert "10 chỉ tiêu chưa có kết quả cùng cách tính, trong đó" in plain(text(drawing.body))
    *names, onward = addresses(drawing.body)
    assert names[0] == "/indicators/chi_so_A0?locality=tan_chau&period=2022"
    assert len(names) == panel.ROWS
    assert onward == "/pillars?locality=tan_chau&period=2022"
    assert plain(text(drawing.body)).endswith("Xem 2 nhóm nội dung, 17 chỉ tiêu")
    assert len(find(drawing.table, html.Tr)) == 1 + 17


def test_the_table_says_what_is_not_known() -> None:
    rows = [plain(text(row)) for row in find(drawn(BASELINE, target("B", 50, at=2)).table, html.Tr)]
    assert (
        rows[1] == "Chỉ tiêu A≥ 90 % (2023)Kết quả A: 19,26 %2022 · không công bố n và Ncòn cách 70,74 điểm"
    )
    assert rows[2] == "Chỉ tiêu B≥ 50 % (2023)chưa có số liệu–"


def test_what_cases_tell_says_so_and_leads_to_their_page() -> None:
    drawing = drawn(with_cases(target("A", 60), "dossier", 70, 100, 2022))
    assert bullets(drawing) == [
        "Chỉ tiêu A70 % · chỉ tiêu ≥ 60 %đã bằng mức chỉ tiêu · 70/100 · đếm từng hồ sơ năm 2022"
    ]
    assert "/dossiers?locality=tan_chau&period=2022" in addresses(drawing.body)
    assert "đếm từng hồ sơ năm 2022 · 70/100" in plain(text(drawing.table))
