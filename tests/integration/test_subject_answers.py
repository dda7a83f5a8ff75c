"""Answers of /pillars/<pillar> and /indicators/<indicator> from the plans, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, event

from data.contracts import Ratio, Request
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records
from layouts.views import indicator, pillar

NBSP = "\N{NO-BREAK SPACE}"
LAST_DAY = {"2022": dt.date(2022, 12, 31), "2023": dt.date(2023, 12, 31)}


def of_pillar(locality: str, period: str, code: str) -> Request:
    return Request(locality, period, LAST_DAY[period], pillar=code)


def of_indicator(locality: str, period: str, code: str) -> Request:
    return Request(locality, period, LAST_DAY[period], indicator=code)


def headline(source: DataSource, name: str, request: Request) -> str:
    return PANELS[name].draw(source.ask(name, request)).headline.replace(NBSP, " ")


# ------------------------------------------------------------------------------------------ one pillar


def test_the_pillars_of_bu_dang_have_their_places_in_the_ladder(source: DataSource) -> None:
    locality = next(ref for ref in source.catalogue().localities if ref.slug == "bu_dang")
    rows = {}
    for ref in locality.pillars:
        (rows[ref.code],) = records(source.ask("pillar_profile", of_pillar("bu_dang", "2023", ref.code)))
    ladder = sorted(rows, key=lambda code: rows[code]["place"])
    assert ladder[:3] == ["xa_hoi", "kinh_te", "chinh_quyen"]
    assert [rows[code]["lost"] for code in ladder[:3]] == [65.39, 49.36, 34.88]
    assert [rows[code]["place"] for code in ladder] == list(range(1, 10))
    assert sum(row["results"] for row in rows.values()) == 15
    assert sum(row["targets"] for row in rows.values()) == 20


def test_the_profile_says_what_the_plan_prints(source: DataSource) -> None:
    request = of_pillar("bu_dang", "2023", "chinh_quyen")
    assert headline(source, "pillar_profile", request) == (
        "Hoạt động chính quyền số: mất 34,88 điểm tuy xếp hạng 1/11, nhiều thứ 3 trong 9 trụ cột"
    )
    (row,) = records(source.ask("pillar_profile", of_pillar("bu_dang", "2023", "the_che")))
    assert (row["name_printed"], row["line"]) == ("Thẻ chế số", 42)


def test_a_heading_without_scores_has_counts_only(source: DataSource) -> None:
    (row,) = records(source.ask("pillar_profile", of_pillar("tan_chau", "2022", "xa_hoi")))
    assert (row["results"], row["targets"], row["score"], row["place"]) == (15, 7, None, None)


def test_tasks_of_all_pillars_and_those_of_none_are_all_tasks(source: DataSource) -> None:
    for locality in source.catalogue().localities:
        day = locality.periods[-1].last_day
        asked = [
            Request(locality.slug, locality.default_period, day, pillar=ref.code) for ref in locality.pillars
        ]
        answers = [source.ask("pillar_tasks", request) for request in asked]
        whole = source.ask("task_tree", Request(locality.slug, locality.default_period, day))
        (elsewhere,) = {answer.facts["elsewhere"] for answer in answers}
        assert sum(len(answer.frame) for answer in answers) + elsewhere == len(whole.frame)  # type: ignore[operator]


def test_what_stands_under_no_heading_names_its_printed_section(source: DataSource) -> None:
    facts = source.ask("pillar_tasks", of_pillar("tan_chau", "2022", "xa_hoi")).facts
    assert (facts["elsewhere"], facts["sections"]) == (7, ("Phụ lục 04",))


# --------------------------------------------------------------------------------------- one indicator


def test_a_baseline_of_two_scopes_against_its_target(source: DataSource) -> None:
    request = of_indicator("tan_chau", "2022", "ty_le_dvctt_phat_sinh_ho_so")
    answer = source.ask("indicator_targets", request)
    assert [(row["status"], row["value"], row["gap"], row["line"]) for row in records(answer)] == [
        ("baseline", 19.26, 70.74, 159),
        ("baseline", 50.13, 39.87, 159),
    ]
    assert answer.facts == {"targets": 1, "compared": Ratio(1, 1)}
    assert headline(source, "indicator_results", request) == (
        "Năm 2022: cấp huyện 19,26 %, cấp xã 50,13 %; không công bố n và N"
    )


def test_the_source_rows_of_an_indicator(source: DataSource) -> None:
    request = of_indicator("tan_chau", "2022", "ty_le_dvctt_phat_sinh_ho_so")
    rows = records(source.ask("indicator_sources", request))
    assert [(row["kind"], row["key"], row["line"], row["file"], row["row"]) for row in rows] == [
        ("results", "A-TC-029", 91, "indicators_actual.csv", 30),
        ("results", "A-TC-030", 91, "indicators_actual.csv", 31),
        ("targets", "T-TC-004", 159, "targets.csv", 5),
    ]


def test_counts_out_of_a_total_with_the_units_that_answer(source: DataSource) -> None:
    request = of_indicator("bu_dang", "2023", "ty_le_may_tram_ket_noi_soc")
    (row,) = records(source.ask("indicator_targets", request))
    assert (row["value"], row["numerator"], row["denominator"], row["line"]) == (8.75, 7, 80, 160)
    assert row["lead_units"] == "Phòng Văn hóa và Thông tin"
    assert "@" in row["lead_addresses"]


def test_both_ranks_of_bu_dang_are_marked(source: DataSource) -> None:
    answer = source.ask("indicator_results", of_indicator("bu_dang", "2023", "dti_hang"))
    found = [(row["printed"], row["line"], row["is_contradicted"]) for row in records(answer)]
    assert found == [("10/11", 33, True), ("11/11", 50, True)]


def test_the_history_does_not_depend_on_the_period_shown(source: DataSource) -> None:
    code = "ty_le_ho_cap_quang"
    first, second = (of_indicator("tan_chau", period, code) for period in ("2022", "2023"))
    keys = [list(source.ask("indicator_results", request).frame["result_key"]) for request in (first, second)]
    assert keys[0] == keys[1] != []
    assert headline(source, "indicator_results", second) == "Năm 2023: chưa có số liệu, có ở 1 kỳ khác"


def test_an_indicator_of_another_locality_has_nothing_here(source: DataSource) -> None:
    request = of_indicator("tan_chau", "2022", "dti_hang")
    assert all(source.ask(panel.name, request).is_empty for panel in indicator.PANELS)


# ------------------------------------------------------------------------------------------- everywhere


@pytest.mark.parametrize("panel", [panel.name for panel in indicator.PANELS])
def test_every_indicator_of_every_locality_is_drawn(source: DataSource, panel: str) -> None:
    drawn = 0
    for locality in source.catalogue().localities:
        period = next(found for found in locality.periods if found.code == locality.default_period)
        for ref in locality.indicators:
            request = Request(locality.slug, period.code, period.last_day, indicator=ref.code)
            answer = source.ask(panel, request)
            if not answer.is_empty:
                assert PANELS[panel].draw(answer).headline
                assert any(found.lines for found in answer.sources)
                drawn += 1
    assert drawn


def test_every_indicator_has_a_source_line(source: DataSource) -> None:
    for locality in source.catalogue().localities:
        for ref in locality.indicators:
            request = Request(
                locality.slug, locality.default_period, locality.periods[-1].last_day, indicator=ref.code
            )
            rows = records(source.ask("indicator_sources", request))
            assert rows
            assert all(row["document"] and row["row"] for row in rows)


@pytest.mark.parametrize(
    "panel", ["pillar_profile", "pillar_tasks", *[each.name for each in indicator.PANELS]]
)
def test_one_statement_answers(loaded: Engine, panel: str) -> None:
    source = DataSource(loaded)
    source.catalogue()
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "answer" in statement:
            statements.append(statement)

    event.listen(loaded, "before_cursor_execute", note)
    try:
        source.ask(
            panel, Request("tan_chau", "2022", LAST_DAY["2022"], pillar="xa_hoi", indicator="dti_hang")
        )
    finally:
        event.remove(loaded, "before_cursor_execute", note)
    assert len(statements) == 1


def test_every_period_of_every_pillar_is_drawn(source: DataSource) -> None:
    for locality in source.catalogue().localities:
        for period in locality.periods:
            for ref in locality.pillars:
                request = Request(locality.slug, period.code, period.last_day, pillar=ref.code)
                for panel in pillar.PANELS:
                    answer = source.ask(panel.name, request)
                    assert answer.is_empty or panel.draw(answer).headline
