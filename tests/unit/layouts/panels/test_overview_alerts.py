"""Every kind of exception is a sentence with its figures; nothing off is said calmly."""

from __future__ import annotations

import pytest
from dash import html

from data.queries import overview_alerts as query
from layouts.panels import overview_alerts as panel
from tests.overview_forms import Row, answered, measure, plain, target, with_result
from tests.unit.layouts.trees import addresses, find, text


def unit(name: str, late: int, total: int, overdue: int = 0, kind: str = "xa") -> list[Row]:
    told = {"item": f"{name}@1", "label": name, "detail": kind}
    return [
        measure("feedback", "late", late, total, **told),
        measure("feedback", "open_overdue", overdue, total, **told),
    ]


def ratings(*counts: int) -> list[Row]:
    names = ("satisfied", "accepted", "dissatisfied")
    return [measure("feedback", name, n, 37) for name, n in zip(names, counts, strict=True)]


def score(code: str, value: float, limit: float, rank: int) -> Row:
    return measure("pillars", "score", rank, 11, item=code, label=f"Trụ {code}", value=value, target=limit)


AGENCIES = with_result(target("A", 90), 19.26, result_scope="agencies")
COMMUNES = with_result(target("A", 90), 50.13, result_scope="communes")


def told(rows: list[Row]) -> list[tuple[str, str]]:
    body = panel.draw(answered(query, rows)).body
    found = [find(body, html.P, className=name) for name in ("exception", "exception-detail")]
    return [(plain(text(sentence)), plain(text(detail))) for sentence, detail in zip(*found, strict=True)]


@pytest.mark.parametrize(
    "rows, expected",
    [
        (
            [*unit("Xã Phú", 3, 6), *unit("Xã Dây", 2, 7), *unit("Xã X", 0, 4), *unit("Xã Y", 0, 4)],
            ("2 xã chiếm 5/5 phản ánh xử lý trễ hạn", "Phú 3/6 · Dây 2/7"),
        ),
        (
            [*unit("Xã Phú", 1, 6), *unit("Thị trấn Dây", 1, 7, kind="thi_tran")],
            ("2/13 phản ánh xử lý trễ hạn, rải ở 2 xã, thị trấn", "Dây 1/7 · Phú 1/6"),
        ),
        (
            [*unit("Xã Phú", 0, 6, 2), *unit("Xã Dây", 0, 7)],
            ("2/13 phản ánh quá hạn chưa xử lý xong, ở Xã Phú", "Phú 2/6"),
        ),
        (
            [*unit("Xã Phú", 0, 6), measure("feedback", "missing", item="z@1", label="Xã Hà", detail="xa")],
            ("Xã Hà không có số liệu phản ánh", "Hà"),
        ),
        (
            ratings(4, 4, 3),
            ("Chỉ 11/37 phản ánh được đánh giá", "Hài lòng 4 · chấp nhận 4 · không hài lòng 3"),
        ),
        (
            [measure("dossiers", "on_time", 8, 10)],
            ("2/10 hồ sơ trả kết quả trễ hạn", "Tỷ lệ trễ hạn 20 % (2/10)"),
        ),
        (
            [AGENCIES, COMMUNES],
            (
                "Chỉ tiêu A: còn cách chỉ tiêu 2023 tới 70,74 điểm",
                "Cấp huyện 19,26 % · cấp xã 50,13 % · chỉ tiêu ≥ 90 % · không công bố n và N",
            ),
        ),
        (
            [with_result(target("A", 100), 7, result_measure="count", numerator=7, denominator=80)],
            (
                "Chỉ tiêu A: còn cách 91,25 điểm tới chỉ tiêu 2023",
                "Toàn địa bàn 8,75 % (7/80) · chỉ tiêu ≥ 100 %",
            ),
        ),
        (
            [with_result(target("A", 6, target_measure="count", measure_label="xã"), 5)],
            ("Chỉ tiêu A: còn cách 1 xã tới chỉ tiêu 2023", "Toàn địa bàn 5 xã · chỉ tiêu ≥ 6 xã"),
        ),
        (
            [with_result(target("A", 90), 80, 2023)],
            (
                "Chỉ tiêu A: chưa đạt chỉ tiêu 2023",
                "Toàn địa bàn 80 % · chỉ tiêu ≥ 90 % · không công bố n và N",
            ),
        ),
        (
            [measure("budget", "line", 157_911_606, 223_000_000, item="B004", label="Bộ phận")],
            (
                "Bộ phận: 65,1 triệu đồng không thực hiện",
                "Thực hiện 157,9/223,0 triệu đồng (70,8 %) · 65,1/65,1 triệu đồng còn lại của cả kỳ (100 %)",
            ),
        ),
        (
            [measure("tasks", "due", 2, 57)],
            ("55/57 nhiệm vụ chưa có báo cáo", "Chưa rõ tình hình, không có nghĩa là chậm"),
        ),
        (
            [score("a", 24.61, 90, 9), score("b", 20, 50.61, 5)],
            ("Trụ a: mất 65,39 điểm", "Đạt 24,61/90 điểm · 65,39/96 số điểm mất (68,1 %)"),
        ),
        (
            [score("a", 30, 30, 11), score("b", 50, 50, 1)],
            ("1/2 trụ cột xếp cuối, hạng 11/11", "Trụ a"),
        ),
        (
            [
                measure("pillars", "total", 11, 11, item="table"),
                measure("pillars", "total", 10, 11, item="text"),
            ],
            ("Hạng chung in khác nhau: 11/11 và 10/11", "Bảng in 11/11 · lời văn in 10/11 · giữ cả hai"),
        ),
        (
            [measure("data", "share", 26, 3410, item="a", label="Đất đai", detail="0,7 %", value=0.7)],
            ("1/1 số in không khớp với thành phần của nó", "Đất đai in 0,7 %, 26/3.410 là 0,76 %"),
        ),
        (
            [score("a", 10, 10, 1), measure("pillars", "total", item="table", value=11.0)],
            ("1/1 số in không khớp với thành phần của nó", "Tổng điểm in khác tổng các trụ cột"),
        ),
    ],
)
def test_sentences(rows: list[Row], expected: tuple[str, str]) -> None:
    assert told(rows) == [expected]


def test_of_many_units_the_worst_are_named_and_the_others_counted() -> None:
    rows = [row for at in range(20) for row in unit(f"Xã {at}", 0, 20, overdue=20 - at)]
    ((sentence, detail),) = told(rows)
    assert sentence == "210/400 phản ánh quá hạn chưa xử lý xong, ở 20 xã"
    assert detail.startswith("0 20/20 · 1 19/20 · ")
    assert detail.endswith(" · 7 13/20 và 12 đơn vị khác")


def test_the_headline_counts_and_the_page_is_one_step_away() -> None:
    rows = [*ratings(4, 4, 3), AGENCIES, measure("tasks", "due", 0, 2)]
    drawing = panel.draw(answered(query, rows))
    assert plain(drawing.headline) == "Cần chỉ đạo: 3 việc"
    pages = [address.partition("?")[0] for address in addresses(drawing.body)]
    assert pages == ["/indicators/chi_so_A", "/feedback", "/tasks"]


def test_figures_that_contradict_each_other_lead_to_the_register() -> None:
    printed = measure("data", "share", 26, 3410, item="a", label="Đất đai", detail="0,7 %", value=0.7)
    drawing = panel.draw(answered(query, [printed]))
    assert [address.partition("?")[0] for address in addresses(drawing.body)] == ["/data"]


def test_nothing_off_is_said_calmly_with_what_was_looked_at() -> None:
    drawing = panel.draw(answered(query, [*unit("Xã Phú", 0, 20), measure("tasks", "due", 6, 6)]))
    assert drawing.headline == "Không có việc cần chỉ đạo"
    assert text(drawing.body) == "Không có bất thườngĐã xét phản ánh, nhiệm vụ"


def test_where_there_was_nothing_to_look_at_calm_does_not_pretend() -> None:
    drawing = panel.draw(answered(query, [target("A", 90)]))
    assert "Chưa có số liệu nào để xét" in text(drawing.body)
