"""Answers of /budget from the figures of the plans, on both databases: Phụ lục 03 and 04 to the đồng."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, update

from data.contracts import Ratio, Request
from data.engine import writing
from data.schema import BudgetLine
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records
from layouts.views.budget import PANELS as PAGE

NBSP = "\N{NO-BREAK SPACE}"
TAN_CHAU = Request("tan_chau", "2022", dt.date(2022, 12, 31))
TAN_CHAU_2023 = Request("tan_chau", "2023", dt.date(2023, 12, 31))
BU_DANG = Request("bu_dang", "2023", dt.date(2023, 12, 31))
EXECUTED = Ratio(315_739_306, 381_176_000)


def headline(source: DataSource, name: str, request: Request) -> str:
    return PANELS[name].draw(source.ask(name, request)).headline.replace(NBSP, " ")


def test_lines_of_2022_as_printed(source: DataSource) -> None:
    answer = source.ask("budget_lines", TAN_CHAU)
    amounts = {
        row["line_code"]: (row["executed"], row["allocated"], row["remaining"]) for row in records(answer)
    }
    assert amounts == {
        "1": (112_176_000, 112_176_000, 0),
        "2": (23_668_000, 24_000_000, 332_000),
        "3": (9_983_700, 10_000_000, 16_300),
        "4": (157_911_606, 223_000_000, 65_088_394),
        "5": (12_000_000, 12_000_000, 0),
        "TONG": (315_739_306, 381_176_000, 65_436_694),
        "II.11": (315_739_306, None, None),
    }
    assert answer.facts == {
        "allocated": 381_176_000,
        "execution": EXECUTED,
        "remaining": 65_436_694,
        "parts": 5,
        "printed": EXECUTED,
        "mismatches": (),
        "unbalanced": (),
    }


def test_the_estimate_of_2023_is_shown_from_2022_on(source: DataSource) -> None:
    answers = [source.ask("budget_estimate", request) for request in (TAN_CHAU, TAN_CHAU_2023)]
    for answer in answers:
        assert (answer.facts["period"], answer.facts["allocated"]) == ("2023", 1_558_506_400)
        assert [(row["line_code"], row["depth"], row["allocated"]) for row in records(answer)] == [
            ("I", 0, 1_558_506_400),
            ("1", 1, 649_000_000),
            ("2", 1, 909_506_400),
            ("2.1", 2, 328_495_200),
            ("2.2", 2, 52_800_000),
            ("2.3", 2, 39_600_000),
            ("2.4", 2, 385_915_200),
            ("2.5", 2, 102_696_000),
            ("IV", 0, 1_558_506_400),
        ]


def test_an_estimate_names_its_own_lines_only(source: DataSource) -> None:
    sections = {ref.section for ref in source.ask("budget_estimate", TAN_CHAU).sources}
    assert sections == {"Phụ lục 04", "IV. Kinh phí thực hiện"}


def test_the_largest_rest_is_the_one_stop_shop(source: DataSource) -> None:
    unspent, agreed = records(source.ask("budget_alerts", TAN_CHAU))
    assert (unspent["kind"], unspent["amount"], unspent["of_whole"]) == (
        "budget_unspent",
        65_088_394,
        65_436_694,
    )
    assert unspent["name"] == "Kinh phí hoạt động của Bộ phận TN&TKQ"
    assert (agreed["kind"], agreed["n"]) == ("sums_agree", 1)


def test_headlines_as_a_leader_reads_them(source: DataSource) -> None:
    assert {
        name: headline(source, name, TAN_CHAU)
        for name in ("budget_alerts", "budget_lines", "budget_estimate")
    } == {
        "budget_alerts": "Một khoản chiếm 99,5 % số còn lại (65,1/65,4 triệu đồng)",
        "budget_lines": "Năm 2022: thực hiện 82,8 % dự toán, còn 65,4 triệu đồng",
        "budget_estimate": (
            "Dự toán 2023: 1,56 tỷ đồng, Hệ thống phần mềm chiếm 58,4 % (909,5/1.558,5 triệu đồng)"
        ),
    }
    assert (
        headline(source, "budget_lines", TAN_CHAU_2023)
        == "Năm 2023: dự toán 1,56 tỷ đồng, chưa có số thực hiện"
    )


def test_rules_are_shown_before_their_period_and_cannot_be_judged(source: DataSource) -> None:
    answer = source.ask("budget_rules", BU_DANG)
    rules = [(row["rule_key"], row["comparator"], row["percent_printed"]) for row in records(answer)]
    assert rules == [("B019", ">=", "10%"), ("B020", "=", "0,25%"), ("B021", ">=", "1%")]
    assert answer.facts["judged"] == Ratio(0, 3)
    assert headline(source, "budget_rules", BU_DANG) == "3/3 quy định tỷ lệ chi chưa đủ số liệu để kiểm tra"
    (alert,) = records(source.ask("budget_alerts", BU_DANG))
    assert (alert["kind"], alert["n"]) == ("rules_unjudged", 3)


@pytest.mark.parametrize(("slug", "period"), [("quang_xuong", "2022"), ("tam_phuoc", "2022")])
def test_localities_without_a_budget_have_no_answer(source: DataSource, slug: str, period: str) -> None:
    request = Request(slug, period, dt.date(2022, 12, 31))
    assert all(source.ask(panel.name, request).is_empty for panel in PAGE)


def test_a_printed_total_that_is_not_the_sum_is_found(writable: Engine) -> None:
    with writing(writable) as connection:
        connection.execute(update(BudgetLine).where(BudgetLine.key == "B006").values(allocated=381_176_001))
    source = DataSource(writable)
    answer = source.ask("budget_lines", TAN_CHAU)
    assert answer.facts["execution"] == EXECUTED
    assert answer.facts["printed"] == Ratio(315_739_306, 381_176_001)
    assert answer.facts["mismatches"] == ("Tổng",)
    kinds = [row["kind"] for row in records(source.ask("budget_alerts", TAN_CHAU))]
    assert kinds == ["budget_unspent", "sum_conflict"]


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
