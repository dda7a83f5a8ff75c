"""The figures of the plans in the database: feedback, dossiers, scores, results, targets, budget, periods."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, aliased

from data.schema import (
    BudgetLine,
    BudgetRule,
    DossierCount,
    FeedbackCount,
    Framework,
    Indicator,
    IndicatorValue,
    Locality,
    LocalityPeriod,
    OfficialScore,
    Period,
    Pillar,
    Target,
    TargetResult,
    Unit,
)
from tests.unit.data.plans.plan_files import original


@pytest.fixture
def session(loaded: Engine) -> Any:
    with Session(loaded) as opened:
        yield opened


# --------------------------------------------------------------------------------- feedback, dossiers


def test_feedback_of_tan_chau_is_phu_luc_02(session: Session) -> None:
    rows = session.execute(
        select(FeedbackCount, Unit).join(Unit, Unit.id == FeedbackCount.unit_id).order_by(FeedbackCount.id)
    ).all()
    assert [
        (counts.received, counts.closed_on_time, counts.closed_late, counts.satisfied, counts.accepted)
        for counts, _ in rows
    ] == [
        tuple(int(row[name]) for name in ("total", "done_on_time", "done_overdue", "satisfied", "accepted"))
        for row in original("feedback_2022_tan_chau")
    ]
    assert [(unit.code, counts.is_total) for counts, unit in rows[:3]] == [
        ("706", True),
        ("U-TC-013", False),
        ("25534", False),
    ]


def test_parts_add_up_to_the_printed_total(session: Session) -> None:
    total = session.scalars(select(FeedbackCount).where(FeedbackCount.is_total)).one()
    for name in ("received", "closed_on_time", "closed_late", "satisfied", "accepted", "dissatisfied"):
        column = getattr(FeedbackCount, name)
        parts = session.scalar(select(func.sum(column)).where(FeedbackCount.is_total.is_(False)))
        assert getattr(total, name) == parts
    assert (total.received, total.closed_on_time, total.closed_late) == (37, 29, 8)


def test_communes_without_a_row_have_no_figure(session: Session) -> None:
    with_row = set(session.scalars(select(FeedbackCount.unit_id)))
    district = session.scalars(select(Locality.unit_id).where(Locality.slug == "tan_chau")).one()
    without = [
        unit.name
        for unit in session.scalars(select(Unit).where(Unit.parent_id == district, Unit.code_system == "gso"))
        if unit.id not in with_row
    ]
    assert sorted(without) == ["Thị trấn Tân Châu", "Xã Tân Hiệp", "Xã Tân Hà", "Xã Tân Đông"]


def test_dossiers_print_what_they_print_and_nothing_else(session: Session) -> None:
    found = {row.field: row for row in session.scalars(select(DossierCount))}
    assert found["Tổng cộng"].is_total
    assert (found["Tổng cộng"].received, found["Tổng cộng"].returned) == (3410, 3408)
    assert found["Tổng cộng"].in_progress_printed == "11 02"
    assert found["Phổ biến giáo dục pháp luật"].closed_early is None
    assert found["Đất đai"].share_percent == pytest.approx(0.7)
    parts = sum(row.received or 0 for row in found.values() if not row.is_total)
    assert parts == found["Tổng cộng"].received


# --------------------------------------------------------------------------- scores, results, targets


def test_bu_dang_has_nine_scores_and_its_total_twice(session: Session) -> None:
    rows = session.execute(
        select(OfficialScore, Pillar.code, Framework)
        .join(Framework, Framework.id == OfficialScore.framework_id)
        .outerjoin(Pillar, Pillar.id == OfficialScore.pillar_id)
        .order_by(OfficialScore.id)
    ).all()
    pillars = {code: score for score, code, _ in rows if score.pillar_id}
    assert len(pillars) == 9
    best = pillars["chinh_quyen"]
    assert (best.score, best.max_score, best.rank) == (115.12, 150, 1)
    assert sum(found.score or 0.0 for found in pillars.values()) == pytest.approx(458.73)
    totals = [score for score, _, _ in rows if score.pillar_id is None]
    assert [(row.listing, row.score, row.rank, row.units_ranked) for row in totals] == [
        ("table", 458.73, 11, 11),
        ("text", None, 10, 11),
    ]
    framework = rows[0][2]
    assert (framework.max_score, framework.max_score_is_derived) == (700, True)


def test_results_and_targets_stand_under_a_heading_of_their_locality(session: Session) -> None:
    for model, name in ((IndicatorValue, "indicators_actual"), (Target, "targets")):
        rows = session.execute(
            select(model.key, Locality.slug, Pillar.code, Framework.locality_id, model.locality_id)
            .join(Pillar, Pillar.id == model.pillar_id)
            .join(Framework, Framework.id == Pillar.framework_id)
            .join(Locality, Locality.id == model.locality_id)
        ).all()
        printed = {row["id"]: row["pillar"] for row in original(name)}
        assert len(rows) == len(printed)
        for key, _, code, of_framework, own in rows:
            assert of_framework == own
            assert code == printed[key] or printed[key] == "trang_ttdt", key


def test_the_portal_of_tan_chau_stands_under_awareness(session: Session) -> None:
    code = session.scalar(
        select(Pillar.code)
        .join(IndicatorValue, IndicatorValue.pillar_id == Pillar.id)
        .where(IndicatorValue.key == "A-TC-005")
    )
    assert code == "nhan_thuc"


def test_results_keep_numerator_denominator_and_print(session: Session) -> None:
    found = {row.key: row for row in session.scalars(select(IndicatorValue))}
    for row in original("indicators_actual"):
        value = found[row["id"]]
        assert value.printed == row["value_raw"]
        assert value.value == (pytest.approx(float(row["value"])) if row["value"] else None)
        assert value.denominator == (int(row["denominator"]) if row["denominator"] else None)
    layers = found["A-NT-024"]  # two layers of four: the count is the numerator
    assert (layers.numerator, layers.denominator, layers.status) == (2, 4, "derived")


def test_results_are_of_the_localitys_unit(session: Session) -> None:
    rows = session.execute(
        select(IndicatorValue.unit_id, Locality.unit_id).join(
            Locality, Locality.id == IndicatorValue.locality_id
        )
    )
    assert all(own == home for own, home in rows)


def test_targets_have_their_comparable_results(session: Session) -> None:
    rows = session.execute(
        select(Target.key, IndicatorValue.key)
        .join(TargetResult, TargetResult.target_id == Target.id)
        .join(IndicatorValue, IndicatorValue.id == TargetResult.indicator_value_id)
    )
    expected = {
        (row["id"], key) for row in original("targets") for key in row["actual_ids"].split(";") if key
    }
    assert {tuple(row) for row in rows} == expected
    assert len({target for target, _ in expected}) == 15


def test_a_code_is_one_indicator_in_one_locality(session: Session) -> None:
    codes = {
        (row["locality_code"], row["indicator_code"])
        for name in ("indicators_actual", "targets")
        for row in original(name)
    }
    assert session.scalar(select(func.count()).select_from(Indicator)) == len(codes)


# --------------------------------------------------------------------------------------------- budget


def test_the_budget_is_a_tree(session: Session) -> None:
    parent = aliased(BudgetLine)
    rows = session.execute(
        select(BudgetLine.key, parent.key)
        .join(parent, parent.id == BudgetLine.parent_id)
        .order_by(BudgetLine.key)
    )
    assert [tuple(row) for row in rows] == [
        *((f"B00{number}", "B006") for number in range(1, 6)),
        ("B009", "B008"),
        ("B010", "B008"),
        *((f"B0{number}", "B010") for number in range(11, 16)),
    ]


def test_printed_parents_are_the_sum_of_their_children(session: Session) -> None:
    child = aliased(BudgetLine)
    rows = session.execute(
        select(BudgetLine.allocated, func.sum(child.allocated), BudgetLine.executed, func.sum(child.executed))
        .join(child, child.parent_id == BudgetLine.id)
        .group_by(BudgetLine.id)
        .order_by(BudgetLine.allocated)
    ).all()
    assert [tuple(row) for row in rows] == [
        (381_176_000, 381_176_000, 315_739_306, 315_739_306),
        (909_506_400, 909_506_400, None, None),
        (1_558_506_400, 1_558_506_400, None, None),
    ]


def test_spending_rules_are_rules_and_no_lines(session: Session) -> None:
    rows = session.execute(
        select(BudgetRule.comparator, BudgetRule.percent, Period.code)
        .join(Period, Period.id == BudgetRule.period_id)
        .order_by(BudgetRule.key)
    )
    assert [tuple(row) for row in rows] == [
        (">=", 10, "2021-2025"),
        (">=", 10, "2021-2025"),
        (">=", 10, "2024"),
        ("=", 0.25, "2024"),
        (">=", 1, "2024"),
    ]


# -------------------------------------------------------------------------------------------- periods


def test_a_locality_says_what_it_has_in_which_period(session: Session) -> None:
    rows = session.execute(
        select(Locality.slug, Period.code, LocalityPeriod.subjects)
        .join(Locality, Locality.id == LocalityPeriod.locality_id)
        .join(Period, Period.id == LocalityPeriod.period_id)
    )
    found = {(slug, code): subjects for slug, code, subjects in rows}
    assert found["tan_chau", "2022"] == "indicators,feedback,budget"
    assert found["tan_chau", "2023"] == "targets,budget,tasks,reporting"
    assert found["bu_dang", "2023"] == "scores,indicators"
    assert found["bu_dang", "2024"] == "targets,budget_rules,tasks,reporting"
    assert found["tam_phuoc", "2022"] == "indicators,dossiers"
    assert {code for slug, code in found if slug == "nhon_trach"} == {
        "2015-2020",
        "2016-2020",
        "2019-2020",
        "2020-2022",
        "2021-2025",
        "2023-2025",
    }


def test_the_default_period_is_the_one_assessed(session: Session) -> None:
    rows = session.execute(
        select(Locality.slug, Period.code).join(Period, Period.id == Locality.assessed_period_id)
    )
    assert {row[0]: row[1] for row in rows} == {
        "tan_chau": "2022",
        "nhon_trach": "2015-2020",
        "quang_xuong": "2022",
        "tam_phuoc": "2022",
        "bu_dang": "2023",
    }


def test_a_plan_without_an_end_stands_at_its_first_year(session: Session) -> None:
    locality = session.scalars(select(Locality).where(Locality.slug == "bu_dang")).one()
    assert session.get_one(Period, locality.covered_period_id).code == "2024"
    assert locality.covered_printed == "Năm 2024 và các năm tiếp theo"
