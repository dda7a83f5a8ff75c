"""Answers of / from the figures of the plans, on both databases: what the chairman of each place sees."""

from __future__ import annotations

import datetime as dt

import pytest
from dash import html

from data.contracts import Ratio, Request
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records
from layouts.views.overview import PANELS as PAGE
from tests.overview_forms import plain
from tests.unit.layouts.trees import find, text

TAN_CHAU = Request("tan_chau", "2022", dt.date(2022, 12, 31))
NEXT_YEAR = Request("tan_chau", "2023", dt.date(2023, 12, 31))
BU_DANG = Request("bu_dang", "2023", dt.date(2023, 12, 31))
TAM_PHUOC = Request("tam_phuoc", "2022", dt.date(2022, 12, 31))
QUANG_XUONG = Request("quang_xuong", "2022", dt.date(2022, 12, 31))
NHON_TRACH = Request("nhon_trach", "2015-2020", dt.date(2020, 12, 31))


def tiles(source: DataSource, request: Request) -> list[str]:
    body = PANELS["overview_tiles"].draw(source.ask("overview_tiles", request)).body
    return [plain(" | ".join(map(text, tile.children))) for tile in find(body, html.Div, className="tile")]


def exceptions(source: DataSource, request: Request) -> list[tuple[str, str]]:
    body = PANELS["overview_alerts"].draw(source.ask("overview_alerts", request)).body
    sentences, details = (find(body, html.P, className=name) for name in ("exception", "exception-detail"))
    return [(plain(text(one)), plain(text(other))) for one, other in zip(sentences, details, strict=True)]


def headline(source: DataSource, name: str, request: Request) -> str:
    return plain(PANELS[name].draw(source.ask(name, request)).headline)


def test_tiles_of_tan_chau(source: DataSource) -> None:
    bare = "không công bố n và N"
    assert tiles(source, TAN_CHAU) == [
        "Phản ánh xử lý đúng hạn | 78,4% | 29/37 · 8 xử lý trễ hạn · chưa có chỉ tiêu",
        (
            "DVC trực tuyến có phát sinh hồ sơ (huyện) | 19,26% | "
            f"Khởi điểm · còn cách 70,74 điểm tới 90 % · {bare}"
        ),
        (
            "DVC trực tuyến có phát sinh hồ sơ (xã) | 50,13% | "
            f"Khởi điểm · còn cách 39,87 điểm tới 90 % · {bare}"
        ),
        (
            "Hộ gia đình có internet cáp quang | 76,01% | "
            f"Khởi điểm · còn cách 8,99 điểm tới mức trên 85 % · {bare}"
        ),
        "Ngân sách thực hiện | 82,8% | 315,7/381,2 triệu đồng · còn 65,4 triệu đồng",
        f"Số hóa hồ sơ trên phần mềm một cửa (xã) | 51,89% | chưa có chỉ tiêu cùng cách tính · {bare}",
    ]


def test_the_five_things_that_tan_chau_has_to_decide(source: DataSource) -> None:
    assert headline(source, "overview_alerts", TAN_CHAU) == "Cần chỉ đạo: 5 việc"
    assert exceptions(source, TAN_CHAU) == [
        ("3 xã chiếm 7/8 phản ánh xử lý trễ hạn", "Tân Phú 3/6 · Suối Dây 2/7 · Tân Hội 2/2"),
        (
            "DVC trực tuyến có phát sinh hồ sơ: còn cách chỉ tiêu 2023 tới 70,74 điểm",
            "Cấp huyện 19,26 % · cấp xã 50,13 % · chỉ tiêu ≥ 90 % · không công bố n và N",
        ),
        (
            "Kinh phí hoạt động của Bộ phận TN&TKQ: 65,1 triệu đồng không thực hiện",
            "Thực hiện 157,9/223,0 triệu đồng (70,8 %) · 65,1/65,4 triệu đồng còn lại của cả kỳ (99,5 %)",
        ),
        ("4 xã, thị trấn không có số liệu phản ánh", "Tân Châu · Tân Đông · Tân Hà · Tân Hiệp"),
        ("Chỉ 11/37 phản ánh được đánh giá", "Hài lòng 4 · chấp nhận 4 · không hài lòng 3"),
    ]


def test_the_other_panels_of_tan_chau(source: DataSource) -> None:
    said = {panel.name: headline(source, panel.name, TAN_CHAU) for panel in PAGE[2:]}
    assert said == {
        "overview_reports": "Chế độ báo cáo: hạn tới trước 15/3/2023",
        "feedback_map": said["feedback_map"],
        "overview_pillars": "Văn bản không công bố điểm trụ cột; xem 10 nhóm nội dung",
        "overview_targets": "2 trong 20 chỉ tiêu 2023 có khởi điểm so sánh được",
        "overview_budget": "Ngân sách năm 2022: thực hiện 82,8 %, còn 65,4 triệu đồng",
        "overview_data": "Số liệu: 52 kết quả, 20 chỉ tiêu, 60 nhiệm vụ",
    }
    assert source.ask("overview_budget", TAN_CHAU).facts["execution"] == Ratio(315_739_306, 381_176_000)
    days = [row["due_on"] for row in records(source.ask("overview_reports", TAN_CHAU)) if row["due_on"]]
    assert [(day.month, day.day) for day in days] == [(3, 15), (6, 15), (9, 15), (12, 15)]


def test_a_year_of_targets_shows_the_baselines_of_the_year_before(source: DataSource) -> None:
    shown = tiles(source, NEXT_YEAR)
    assert "số liệu 2022 · còn cách 70,74 điểm" in shown[0]
    assert "Dự toán được giao | 1,56tỷ đồng | chưa có số thực hiện" in shown
    assert exceptions(source, NEXT_YEAR)[1][0] == "55/57 nhiệm vụ chưa có báo cáo"
    assert headline(source, "overview_reports", NEXT_YEAR).startswith("4 hạn báo cáo năm 2023 đã qua")
    assert source.ask("feedback_map", NEXT_YEAR).is_empty


def test_bu_dang_has_points_a_conflict_of_ranks_and_wide_gaps(source: DataSource) -> None:
    assert tiles(source, BU_DANG)[:2] == [
        "Tổng điểm DTI | 458,73/700 điểm | Số liệu mâu thuẫn · hạng 11/11 và 10/11",
        (
            "Máy trạm cơ quan nhà nước kết nối SOC tỉnh | 8,75% | "
            "Khởi điểm · còn cách 91,25 điểm tới 100 % · 7/80"
        ),
    ]
    assert [sentence for sentence, _ in exceptions(source, BU_DANG)][1:] == [
        "Hoạt động xã hội số: mất 65,39 điểm",
        "6/9 trụ cột xếp cuối, hạng 11/11",
        "Hạng chung in khác nhau: 11/11 và 10/11",
    ]
    pillars = source.ask("overview_pillars", BU_DANG)
    assert list(pillars.frame["lost"])[:3] == [65.39, 49.36, 34.88]
    assert pillars.facts["lost"] == 241.27
    assert source.ask("overview_targets", BU_DANG).facts["compared"] == Ratio(10, 20)
    assert source.ask("overview_budget", BU_DANG).is_empty


def test_tam_phuoc_returned_every_dossier_in_time_and_prints_two_shares_wrongly(source: DataSource) -> None:
    assert tiles(source, TAM_PHUOC)[:3] == [
        "Hồ sơ giải quyết đúng hạn | 100% | 3.408/3.408 · 0 trả trễ hạn · chưa có chỉ tiêu so được",
        "Hồ sơ giải quyết trước hẹn | 93,7% | chưa có chỉ tiêu cùng cách tính · 3.194/3.408",
        "Hồ sơ đã trả kết quả | 99,9% | chưa có chỉ tiêu cùng cách tính · 3.408/3.410",
    ]
    ((sentence, detail),) = exceptions(source, TAM_PHUOC)
    assert sentence == "2/8 số in không khớp với thành phần của nó"
    assert detail.startswith("Tỷ trọng hồ sơ Đất đai in 0,7 %, 26/3.410 là 0,76 %")


def test_quang_xuong_is_one_commune_short_of_its_target(source: DataSource) -> None:
    assert tiles(source, QUANG_XUONG) == [
        "Xã, thị trấn hoàn thành chuyển đổi số | 5xã | Khởi điểm · còn cách 1 xã tới 6 xã · 5/5",
        "Chỉ tiêu có kết quả so sánh được | 1/41 chỉ tiêu | 40 chưa có kết quả cùng cách tính",
        "Nhiệm vụ đã báo cáo hoàn thành | 6/6 nhiệm vụ | tính đến hết kỳ · đủ báo cáo",
    ]


def test_nhon_trach_stands_at_its_targets_and_is_calm(source: DataSource) -> None:
    shown = tiles(source, NHON_TRACH)
    assert len(shown) == 6
    assert all("| 100% |" in tile and "không công bố n và N" in tile for tile in shown)
    assert "đã bằng mức 100 %" in shown[0]
    assert source.ask("overview_alerts", NHON_TRACH).facts["alerts"] == 0


def test_every_panel_of_every_place_and_period_is_drawn_or_empty(source: DataSource) -> None:
    for locality in source.catalogue().localities:
        for period in locality.periods:
            request = Request(locality.slug, period.code, period.last_day)
            for panel in PAGE:
                answer = source.ask(panel.name, request)
                if not answer.is_empty:
                    assert panel.draw(answer).headline


@pytest.mark.parametrize("name", [panel.name for panel in PAGE])
def test_every_answer_of_tan_chau_names_its_plan(source: DataSource, name: str) -> None:
    answer = source.ask(name, TAN_CHAU)
    assert {ref.dated for ref in answer.sources} == {dt.date(2023, 3, 29)}
