"""Answers of /dossiers from the figures of the plans, on both databases: exactly what they print."""

from __future__ import annotations

import datetime as dt

import pytest

from data.contracts import Ratio, Request
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records

TAN_CHAU = Request("tan_chau", "2022", dt.date(2022, 12, 31))
TAM_PHUOC = Request("tam_phuoc", "2022", dt.date(2022, 12, 31))


def headline(source: DataSource, name: str, request: Request) -> str:
    return PANELS[name].draw(source.ask(name, request)).headline.replace("\N{NO-BREAK SPACE}", " ")


def test_five_fields_with_what_is_printed_beside_what_is_computed(source: DataSource) -> None:
    answer = source.ask("dossier_fields", TAM_PHUOC)
    found = {row["field"]: (row["received"], row["closed_early"], row["agrees"]) for row in records(answer)}
    assert found == {
        "Đất đai": (26, 24, False),
        "Chứng thực": (2657, 2556, True),
        "Hộ tịch": (704, 591, True),
        "Bảo trợ xã hội": (10, 10, False),
        "Phổ biến giáo dục pháp luật": (13, None, True),
    }
    assert answer.facts["sum_agrees"] is True
    (evidence,) = answer.sources
    assert evidence.lines == (61, 65, 66, 67, 68, 69)


def test_timeliness_of_tam_phuoc(source: DataSource) -> None:
    facts = source.ask("dossier_timeliness", TAM_PHUOC).facts
    assert (facts["on_time"], facts["early"]) == (Ratio(3408, 3408), Ratio(3194, 3408))
    assert (facts["received"], facts["late"], facts["in_progress"], facts["unclear"]) == (3410, 0, 2, 1)


def test_services_and_dossiers_of_tan_chau_are_two_measures(source: DataSource) -> None:
    answer = source.ask("dossier_online", TAN_CHAU)
    rows = records(answer)
    services = [(row["result_scope"], row["value"], row["status"]) for row in rows if row["gap"] is not None]
    assert services == [("agencies", 19.26, "baseline"), ("communes", 50.13, "baseline")]
    dossiers = [row for row in rows if row["basis"] == "dossiers"]
    assert [(row["comparator"], row["target_value"], row["status"]) for row in dossiers] == [
        (">", 60, "unknown")
    ]
    alone = {row["name"]: row["value"] for row in rows if row["target_key"] is None}
    assert alone == {
        "Số hóa hồ sơ trên phần mềm một cửa (huyện)": 59.89,
        "Số hóa hồ sơ trên phần mềm một cửa (xã)": 51.89,
        "Hồ sơ thanh toán trực tuyến nghĩa vụ đất đai": 627,
        "Hồ sơ thanh toán trực tuyến phí, lệ phí": 690,
    }
    assert answer.facts["compared"] == Ratio(1, 11)


@pytest.mark.parametrize(
    ("request_", "headlines"),
    [
        (
            TAN_CHAU,
            {
                "dossier_alerts": "Cần chỉ đạo: 2 việc",
                "dossier_online": "DVC trực tuyến có phát sinh hồ sơ: cấp huyện 19,26 %, cấp xã 50,13 %; "
                "chỉ tiêu 2023 là ≥ 90 %",
            },
        ),
        (
            TAM_PHUOC,
            {
                "dossier_alerts": "Cần chỉ đạo: 4 việc",
                "dossier_timeliness": "Cả 3.408 hồ sơ đã trả đều trước hoặc đúng hạn",
                "dossier_fields": "Chứng thực chiếm 77,9 % (2.657/3.410) hồ sơ tiếp nhận",
                "dossier_online": "9 chỉ tiêu chưa có kết quả so được; "
                "2 kết quả không có chỉ tiêu cùng cách tính",
            },
        ),
    ],
)
def test_headlines_as_a_leader_reads_them(
    source: DataSource, request_: Request, headlines: dict[str, str]
) -> None:
    assert {name: headline(source, name, request_) for name in headlines} == headlines


def test_a_locality_without_counts_has_no_answer(source: DataSource) -> None:
    assert source.ask("dossier_timeliness", TAN_CHAU).is_empty
    assert source.ask("dossier_fields", TAN_CHAU).is_empty


def test_every_plan_has_something_to_say_of_services_or_none(source: DataSource) -> None:
    period = {"nhon_trach": "2023-2025", "quang_xuong": "2023", "bu_dang": "2024"}
    known = {
        slug: len(source.ask("dossier_online", Request(slug, code, dt.date(2026, 1, 1))).frame)
        for slug, code in period.items()
    }
    assert known == {"nhon_trach": 5, "quang_xuong": 4, "bu_dang": 0}
