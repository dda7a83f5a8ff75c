"""Answers of /pillars from the figures of the plans, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, event

from data.contracts import Ratio, Request
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records
from layouts.views.pillars import PANELS as WHOLE_PAGE

NBSP = "\N{NO-BREAK SPACE}"
LAST_DAY = {"2022": dt.date(2022, 12, 31), "2023": dt.date(2023, 12, 31), "2024": dt.date(2024, 12, 31)}
TAN_CHAU = Request("tan_chau", "2022", LAST_DAY["2022"])
BETWEEN_UNITS = frozenset({"unit_ranking", "pillar_against"})
"""Panels that need scores of several units: no plan publishes any (tests/integration/test_unit_scores.py)."""

PAGE = tuple(panel for panel in WHOLE_PAGE if panel.name not in BETWEEN_UNITS)
BU_DANG = Request("bu_dang", "2023", LAST_DAY["2023"])
NHON_TRACH = Request("nhon_trach", "2015-2020", dt.date(2020, 12, 31))


def headline(source: DataSource, name: str, request: Request) -> str:
    return PANELS[name].draw(source.ask(name, request)).headline.replace(NBSP, " ")


# -------------------------------------------------------------------------------------------- Bù Đăng


def test_bu_dang_scores_are_those_of_the_document(source: DataSource) -> None:
    answer = source.ask("pillar_scores", BU_DANG)
    scores = {row["pillar_code"]: (row["score"], row["max_score"], row["rank"]) for row in records(answer)}
    del scores[None]
    assert scores == {
        "nhan_thuc": (39.38, 60, 11),
        "the_che": (25, 30, 11),
        "ha_tang": (37.25, 60, 11),
        "nhan_luc": (62.85, 65, 3),
        "attt": (20.88, 45, 11),
        "chinh_quyen": (115.12, 150, 1),
        "kinh_te": (50.64, 100, 11),
        "xa_hoi": (24.61, 90, 9),
        "trang_ttdt": (83, 100, 11),
    }
    assert answer.facts == {
        "total": 458.73,
        "max_score": 700,
        "max_is_derived": True,
        "pillars": 9,
        "total_agrees": True,
        "ranks_disagree": True,
    }


def test_both_ranks_of_the_total_are_kept_with_their_lines(source: DataSource) -> None:
    totals = [row for row in records(source.ask("pillar_ranks", BU_DANG)) if row["pillar_code"] is None]
    assert [(row["listing"], row["rank"], row["units_ranked"], row["line"]) for row in totals] == [
        ("table", 11, 11, 50),
        ("text", 10, 11, 33),
    ]


def test_bu_dang_loses_most_where_the_plan_says(source: DataSource) -> None:
    answer = source.ask("pillar_losses", BU_DANG)
    assert [(row["pillar_code"], row["lost"]) for row in records(answer)][:3] == [
        ("xa_hoi", 65.39),
        ("kinh_te", 49.36),
        ("chinh_quyen", 34.88),
    ]
    assert answer.facts == {"lost": 241.27, "max_score": 700}


def test_exceptions_of_bu_dang(source: DataSource) -> None:
    rows = records(source.ask("pillar_alerts", BU_DANG))
    assert [(row["kind"], row["gap"]) for row in rows if row["gap"] is not None] == [
        ("most_lost_points", 65.39),
        ("most_lost_points", 49.36),
        ("most_lost_points", 34.88),
        ("baseline_gap", 91.25),
    ]
    counted = {row["kind"]: (row["n"], row["total"]) for row in rows}
    assert counted["bottom_rank"] == (6, 9)
    assert counted["without_result"] == (10, 20)
    assert counted["baseline_gap"] == (7, 80)
    assert [row["rank"] for row in rows if row["kind"] == "rank_conflict"] == [11, 10]


def test_headlines_of_bu_dang(source: DataSource) -> None:
    assert {panel.name: headline(source, panel.name, BU_DANG) for panel in PAGE} == {
        "pillar_alerts": "Đạt 458,73/700 điểm (65,5 %), xếp cuối ở 6/9 trụ cột",
        "pillar_headings": "9 nhóm: 15 kết quả năm 2023, 20 chỉ tiêu, 10/20 có khởi điểm so được",
        "pillar_scores": "Hoạt động xã hội số đạt thấp nhất: 27,3 % (24,61/90)",
        "pillar_losses": "Mất 241,27 điểm; ba trụ cột chiếm 62,0 % (149,63/241,27)",
        "pillar_ranks": "Xếp cuối ở 6/9 trụ cột, đứng đầu ở Hoạt động chính quyền số",
        "pillar_targets": "10/20 chỉ tiêu có kết quả so được, xa nhất còn cách 91,25 điểm",
        "pillar_results": "15 kết quả năm 2023, 6 tỷ lệ không công bố n và N",
    }


def test_a_year_without_scores_has_none_but_keeps_its_targets(source: DataSource) -> None:
    request = Request("bu_dang", "2024", LAST_DAY["2024"])
    empty = {panel.name for panel in PAGE if source.ask(panel.name, request).is_empty}
    assert empty == {"pillar_scores", "pillar_losses", "pillar_ranks", "pillar_results"}
    assert source.ask("pillar_targets", request).facts["baselines"] == Ratio(10, 20)


# ------------------------------------------------------------------------------------------- Tân Châu


def test_tan_chau_has_ten_headings_and_no_scores(source: DataSource) -> None:
    answer = source.ask("pillar_headings", TAN_CHAU)
    counts = {
        row["pillar_code"]: (row["results"], row["targets"], row["baselines"]) for row in records(answer)
    }
    assert counts == {
        "nhan_thuc": (5, 1, 0),
        "the_che": (1, 0, 0),
        "ha_tang": (6, 0, 0),
        "du_lieu": (0, 0, 0),
        "nen_tang": (9, 0, 0),
        "nhan_luc": (3, 1, 0),
        "attt": (4, 0, 0),
        "chinh_quyen": (8, 11, 1),
        "kinh_te": (1, 0, 0),
        "xa_hoi": (15, 7, 1),
    }
    assert answer.facts["results"] == 52
    for name in ("pillar_scores", "pillar_losses", "pillar_ranks"):
        assert source.ask(name, TAN_CHAU).is_empty


def test_tan_chau_baselines_are_baselines(source: DataSource) -> None:
    answer = source.ask("pillar_targets", TAN_CHAU)
    compared = [row for row in records(answer) if row["status"] != "unknown"]
    assert [(row["target_key"], row["result_scope"], row["value"], row["gap"]) for row in compared] == [
        ("T-TC-004", "agencies", 19.26, 70.74),
        ("T-TC-004", "communes", 50.13, 39.87),
        ("T-TC-016", "whole", 76.01, 8.99),
    ]
    assert {row["status"] for row in compared} == {"baseline"}
    assert answer.facts == {"targets": 20, "compared": Ratio(2, 20), "baselines": Ratio(2, 20)}


def test_targets_name_the_lines_of_clause_and_result(source: DataSource) -> None:
    lines = {line for ref in source.ask("pillar_targets", TAN_CHAU).sources for line in ref.lines}
    assert {159, 91, 51} <= lines


def test_a_result_of_another_denominator_is_not_compared(source: DataSource) -> None:
    rows = {row["target_key"]: row for row in records(source.ask("pillar_targets", TAN_CHAU))}
    assert rows["T-TC-015"]["result_key"] is None
    printed = [row["printed"] for row in records(source.ask("pillar_results", TAN_CHAU))]
    assert "61%" in printed


def test_results_of_one_heading(source: DataSource) -> None:
    request = Request("tan_chau", "2022", LAST_DAY["2022"], pillar="xa_hoi")
    answer = source.ask("pillar_results", request)
    assert len(answer.frame) == 15
    assert {row["pillar_code"] for row in records(answer)} == {"xa_hoi"}
    assert headline(source, "pillar_targets", request) == (
        "Xã hội số: 1/7 chỉ tiêu có kết quả so được, xa nhất còn cách 8,99 điểm"
    )


def test_the_year_of_the_targets_shows_the_same_baselines(source: DataSource) -> None:
    request = Request("tan_chau", "2023", LAST_DAY["2023"])
    assert source.ask("pillar_targets", request).facts["baselines"] == Ratio(2, 20)
    assert source.ask("pillar_results", request).is_empty


# ------------------------------------------------------------------------------------- the other three


def test_a_baseline_at_its_target_is_no_verdict(source: DataSource) -> None:
    rows = [row for row in records(source.ask("pillar_targets", NHON_TRACH)) if row["result_key"]]
    assert {(row["status"], row["gap"]) for row in rows} == {("baseline", 0)}
    (alert,) = records(source.ask("pillar_alerts", NHON_TRACH))
    assert (alert["kind"], alert["n"], alert["total"]) == ("without_result", 26, 28)


def test_targets_that_ended_before_the_period_are_left_out(source: DataSource) -> None:
    request = Request("nhon_trach", "2023-2025", dt.date(2025, 12, 31))
    periods = {row["target_period"] for row in records(source.ask("pillar_targets", request))}
    assert periods == {"2021-2025", "2023-2025"}


def test_quang_xuong_misses_one_commune(source: DataSource) -> None:
    request = Request("quang_xuong", "2022", LAST_DAY["2022"])
    assert headline(source, "pillar_targets", request) == (
        "1/41 chỉ tiêu có kết quả so được, xa nhất còn cách 1 xã"
    )


def test_tam_phuoc_prints_two_percentages_that_are_not_their_counts(source: DataSource) -> None:
    request = Request("tam_phuoc", "2022", LAST_DAY["2022"])
    answer = source.ask("pillar_results", request)
    wrong = [(row["printed"], row["numerator"]) for row in records(answer) if row["agrees"] is False]
    assert wrong == [("0,7 %", 26), ("0,4%", 10)]
    assert headline(source, "pillar_alerts", request) == "Cần chỉ đạo: 1 việc"


@pytest.mark.parametrize("panel", sorted(BETWEEN_UNITS))
def test_a_plan_that_scores_one_unit_compares_none(source: DataSource, panel: str) -> None:
    assert source.ask(panel, BU_DANG).is_empty


@pytest.mark.parametrize("panel", [panel.name for panel in PAGE])
def test_every_period_of_every_locality_is_drawn(source: DataSource, panel: str) -> None:
    drawn = 0
    for locality in source.catalogue().localities:
        for period in locality.periods:
            answer = source.ask(panel, Request(locality.slug, period.code, period.last_day))
            if not answer.is_empty:
                assert PANELS[panel].draw(answer).headline
                assert answer.sources
                drawn += 1
    assert drawn


@pytest.mark.parametrize("panel", [panel.name for panel in PAGE])
def test_one_statement_answers(loaded: Engine, panel: str) -> None:
    source = DataSource(loaded)
    source.catalogue()
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "answer" in statement:
            statements.append(statement)

    event.listen(loaded, "before_cursor_execute", note)
    try:
        source.ask(panel, BU_DANG)
    finally:
        event.remove(loaded, "before_cursor_execute", note)
    assert len(statements) == 1
