"""What needs direction: the five items of Tân Châu 2022, those of Bù Đăng 2023, and designed calm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Ratio
from data.rules import alerts
from data.rules.alerts import Alert, JudgedTarget, OfficialRank, UnitFeedback
from data.rules.budget import Line
from data.rules.periods import parse
from data.rules.scoring import Scored
from data.rules.targets import Judgement

# S0, Phụ lục 02, lines 374-382.
FEEDBACK_2022 = (
    UnitFeedback("UBND huyện Tân Châu", 10, 0),
    UnitFeedback("Suối Dây", 7, 2),
    UnitFeedback("Suối Ngô", 4, 0),
    UnitFeedback("Tân Hòa", 1, 1),
    UnitFeedback("Tân Hội", 2, 2),
    UnitFeedback("Tân Hưng", 4, 0),
    UnitFeedback("Tân Phú", 6, 3),
    UnitFeedback("Tân Thành", 1, 0),
    UnitFeedback("Thạnh Đông", 2, 0),
)
# S0, Phụ lục 03, lines 391-396.
BUDGET_2022 = (
    Line("B001", "B006", "line", 112_176_000, 112_176_000, name="Hội nghị truyền hình"),
    Line("B002", "B006", "line", 24_000_000, 23_668_000, name="Internet cơ quan"),
    Line("B003", "B006", "line", 10_000_000, 9_983_700, name="Ban Chỉ đạo"),
    Line("B004", "B006", "line", 223_000_000, 157_911_606, name="Bộ phận TN&TKQ"),
    Line("B005", "B006", "line", 12_000_000, 12_000_000, name="CNTT điện tử"),
    Line("B006", "", "total", 381_176_000, 315_739_306, name="Tổng"),
    Line("B007", "", "stated", None, 315_739_306, name="Kinh phí thực hiện"),
)
# S0 lines 51, 159, 275.
TARGETS_2023 = (
    JudgedTarget(
        "Hộ có internet cáp quang",
        "2023",
        ">",
        85.0,
        "percent",
        ("whole",),
        (Judgement("baseline", Decimal("76.01"), Decimal("8.99")),),
    ),
    JudgedTarget(
        "DVC trực tuyến có phát sinh hồ sơ",
        "2023",
        ">=",
        90.0,
        "percent",
        ("agencies", "communes"),
        (
            Judgement("baseline", Decimal("19.26"), Decimal("70.74")),
            Judgement("baseline", Decimal("50.13"), Decimal("39.87")),
        ),
    ),
    JudgedTarget(
        "Điện thoại thông minh", "2023", ">", 80.0, "percent", ("whole",), (Judgement("unknown", None, None),)
    ),
)
NO_FIGURES = ("Tân Hiệp", "Tân Hà", "Tân Đông", "Tân Châu")
YEAR_2022 = parse("2022")
LONG_AFTER = dt.date(2026, 11, 21)


def tan_chau_2022() -> list[Alert | None]:
    return [
        alerts.tasks_unreported(reported=2, total=60),
        alerts.few_rated(37, 4, 4, 3),
        alerts.missing_feedback(NO_FIGURES, communes=12),
        alerts.budget_unspent(BUDGET_2022, YEAR_2022, LONG_AFTER),
        alerts.target_gap(TARGETS_2023, "baseline"),
        alerts.target_gap(TARGETS_2023, "off_target"),
        alerts.late_feedback(FEEDBACK_2022),
        alerts.open_overdue(FEEDBACK_2022),
        alerts.most_lost_points([]),
        alerts.bottom_rank([]),
        alerts.rank_conflict([]),
        alerts.figure_conflict([], checked=3),
    ]


def test_tan_chau_2022_needs_direction_on_these_in_this_order() -> None:
    found = [(alert.kind, alert.status, alert.subject) for alert in alerts.order(tan_chau_2022())]
    assert found == [
        ("late_concentrated", "off_target", "feedback"),
        ("baseline_gap", "baseline", "targets"),
        ("budget_unspent", "unknown", "budget"),
        ("no_feedback_figure", "unknown", "feedback"),
        ("few_rated", "unknown", "feedback"),
        ("tasks_unreported", "unknown", "tasks"),
    ]


def test_three_communes_have_seven_of_eight_late_cases() -> None:
    alert = alerts.late_feedback(FEEDBACK_2022)
    assert alert is not None
    assert alert.figures == {
        "covered": Ratio(7, 8),
        "late": Ratio(8, 37),
        "units_late": Ratio(4, 9),
        "names": ("Tân Phú", "Suối Dây", "Tân Hội"),
        "ratios": (Ratio(3, 6), Ratio(2, 7), Ratio(2, 2)),
    }


def test_communes_alone_give_the_same_headline() -> None:
    alert = alerts.late_feedback(FEEDBACK_2022[1:])
    assert alert is not None
    assert (alert.kind, alert.figures["covered"]) == ("late_concentrated", Ratio(7, 8))
    assert alert.figures["units_late"] == Ratio(4, 8)


def test_late_cases_spread_over_most_units_name_them_all() -> None:
    alert = alerts.late_feedback([UnitFeedback(name, 5, 1) for name in ("Đông", "An", "Bình")])
    assert alert is not None
    assert alert.kind == "late_spread"
    assert alert.figures["names"] == ("An", "Bình", "Đông")
    assert alert.figures["covered"] == Ratio(3, 3)


def test_units_of_one_name_stay_two() -> None:
    twins = [UnitFeedback("Tân Hòa", 9, 4), UnitFeedback("Tân Hòa", 5, 4)]
    calm = [UnitFeedback(name, 1, 0) for name in "abc"]
    alert = alerts.late_feedback([*twins, *calm])
    assert alert is not None
    assert alert.figures["ratios"] == (Ratio(4, 9), Ratio(4, 5))


def test_overdue_open_cases_come_before_late_ones() -> None:
    units = [UnitFeedback("A", 5, 1, 1), UnitFeedback("B", 5, 0, 2), UnitFeedback("C", 5, 0)]
    overdue = alerts.open_overdue(units)
    assert overdue is not None
    assert overdue.figures == {
        "overdue": Ratio(3, 15),
        "names": ("B", "A"),
        "ratios": (Ratio(2, 5), Ratio(1, 5)),
    }
    assert alerts.order([alerts.late_feedback(units), overdue])[0] is overdue


def test_the_widest_gap_is_named_with_all_its_baselines() -> None:
    alert = alerts.target_gap(TARGETS_2023, "baseline")
    assert alert is not None
    assert alert.severity == 2
    assert alert.figures == {
        "target": "DVC trực tuyến có phát sinh hồ sơ",
        "period": "2023",
        "comparator": ">=",
        "target_value": 90.0,
        "measure": "percent",
        "gap": 70.74,
        "scopes": ("agencies", "communes"),
        "values": (19.26, 50.13),
    }


def target(name: str, measure: str, mark: float, *judgements: Judgement) -> JudgedTarget:
    scopes = ("whole",) * len(judgements)
    return JudgedTarget(name, "2023", ">=", mark, measure, scopes, judgements)


def test_gaps_in_other_units_come_after_percentages_and_are_compared_by_share() -> None:
    baseline = Judgement("baseline", Decimal(5), Decimal(1))
    six = target("6 xã", "count", 6, baseline)
    hundred = target("100 trang", "count", 100, replace(baseline, gap=Decimal(10)))
    points = target("1 điểm", "percent", 90, baseline)
    assert named(alerts.target_gap([hundred, six], "baseline")) == "6 xã"
    assert named(alerts.target_gap([hundred, six, points], "baseline")) == "1 điểm"


def test_a_missed_target_is_worse_than_a_baseline_even_by_nothing() -> None:
    missed = target("hơn 85", "percent", 85, Judgement("off_target", Decimal(85), Decimal(0)))
    alert = alerts.target_gap([*TARGETS_2023, missed], "off_target")
    assert alert is not None
    assert (alert.severity, alert.kind, alert.figures["values"]) == (1, "target_missed", (85.0,))


def test_a_baseline_that_is_there_already_needs_nobody() -> None:
    reached = target("đã đạt", "percent", 50, Judgement("baseline", Decimal(60), Decimal(0)))
    assert alerts.target_gap([reached], "baseline") is None


def named(alert: Alert | None) -> object:
    return alert.figures["target"] if alert else None


def test_the_largest_rest_of_the_budget() -> None:
    alert = alerts.budget_unspent(BUDGET_2022, YEAR_2022, LONG_AFTER)
    assert alert is not None
    assert alert.figures == {
        "key": "B004",
        "name": "Bộ phận TN&TKQ",
        "remaining": 65_088_394,
        "execution": Ratio(157_911_606, 223_000_000),
        "of_remaining": Ratio(65_088_394, 65_436_694),
    }


def test_money_is_not_unspent_before_the_year_is_over() -> None:
    assert alerts.budget_unspent(BUDGET_2022, YEAR_2022, dt.date(2022, 12, 30)) is None


def test_an_estimate_without_execution_is_not_unspent() -> None:
    estimate = [replace(line, executed=None) for line in BUDGET_2022]
    assert alerts.budget_unspent(estimate, YEAR_2022, LONG_AFTER) is None


def test_a_well_used_large_line_does_not_hide_an_unused_small_one() -> None:
    lines = (Line("large", "", "line", 1000, 910), Line("small", "", "line", 80, 0, adjusted=-10))
    alert = alerts.budget_unspent(lines, YEAR_2022, LONG_AFTER)
    assert alert is not None
    assert (alert.figures["key"], alert.figures["of_remaining"]) == ("small", Ratio(70, 160))


def test_communes_without_figures_are_named_in_vietnamese_order() -> None:
    alert = alerts.missing_feedback(NO_FIGURES, communes=12)
    assert alert is not None
    assert alert.figures == {
        "missing": Ratio(4, 12),
        "names": ("Tân Châu", "Tân Đông", "Tân Hà", "Tân Hiệp"),
    }


def test_few_rated_gives_the_three_ratings() -> None:
    alert = alerts.few_rated(37, 4, 4, 3)
    assert alert is not None
    assert alert.figures == {"rated": Ratio(11, 37), "satisfied": 4, "accepted": 4, "dissatisfied": 3}


def test_tasks_without_a_report_are_not_late() -> None:
    alert = alerts.tasks_unreported(reported=2, total=60)
    assert alert == Alert(3, "unknown", "tasks", "tasks_unreported", {"unreported": Ratio(58, 60)})


def test_bu_dang_2023() -> None:
    # S4 lines 33 and 41-50.
    scores = [Scored("attt", 20.88, 45), Scored("xa_hoi", 24.61, 90), Scored("the_che", None, 30)]
    ranks = [
        OfficialRank("An toàn", 11, 11),
        OfficialRank("Xã hội", 9, 11),
        OfficialRank("Thể chế", None, None),
    ]
    totals = [OfficialRank("Tổng", 10, 11), OfficialRank("Tổng", 11, 11)]
    lost, bottom, conflict = alerts.order(
        [alerts.rank_conflict(totals), alerts.bottom_rank(ranks), alerts.most_lost_points(scores)]
    )
    assert lost.figures == {
        "key": "xa_hoi",
        "lost": 65.39,
        "score": 24.61,
        "max_score": 90.0,
        "of_lost": pytest.approx(65.39 / (65.39 + 24.12)),
    }
    assert bottom.figures == {"bottom": Ratio(1, 2), "names": ("An toàn",), "units_ranked": 11}
    assert (conflict.status, conflict.figures) == ("conflict", {"ranks": (10, 11), "units_ranked": (11, 11)})


def test_conflicting_figures_are_counted_and_named() -> None:
    alert = alerts.figure_conflict(["Đất đai", "Bảo trợ xã hội"], checked=5)
    assert alert is not None
    assert (alert.status, alert.figures["conflicts"]) == ("conflict", Ratio(2, 5))


def test_late_dossiers() -> None:
    assert alerts.late_dossiers(3408, 0) is None
    assert alerts.late_dossiers(8, 2) == Alert(
        1, "off_target", "dossiers", "late_dossiers", {"late": Ratio(2, 10)}
    )


def test_half_of_the_units_is_still_few() -> None:
    late, calm = [UnitFeedback(name, 5, 2) for name in "ab"], [UnitFeedback(name, 5, 0) for name in "cd"]
    for units, kind in (([*late, *calm], "late_concentrated"), ([*late, *calm[:1]], "late_spread")):
        alert = alerts.late_feedback(units)
        assert alert is not None
        assert alert.kind == kind


def test_just_below_each_threshold_there_is_an_alert() -> None:
    assert alerts.budget_unspent([Line("a", "", "line", 100, 89)], YEAR_2022, LONG_AFTER) is not None
    assert alerts.few_rated(100, 20, 20, 9) is not None


def test_a_stated_total_is_no_line_that_somebody_can_spend() -> None:
    stated = Line("text", "", "stated", 900, 0)
    assert alerts.budget_unspent([stated], YEAR_2022, LONG_AFTER) is None


def test_the_gap_is_that_of_the_status_asked_for() -> None:
    both = target(
        "cả hai",
        "percent",
        90,
        Judgement("baseline", Decimal(80), Decimal(10)),
        Judgement("off_target", Decimal(50), Decimal(40)),
    )
    alert = alerts.target_gap([both], "baseline")
    assert alert is not None
    assert (alert.figures["gap"], alert.figures["values"]) == (10.0, (80.0,))


def test_half_a_point_lost_from_nothing_is_told_exactly() -> None:
    alert = alerts.most_lost_points([Scored("a", 0, 0.5)])
    assert alert is not None
    assert alert.figures == {"key": "a", "lost": 0.5, "score": 0.0, "max_score": 0.5, "of_lost": 1.0}


def test_severities() -> None:
    totals = [OfficialRank("Tổng", 10, 11), OfficialRank("Tổng", 11, 11)]
    late = [UnitFeedback("A", 2, 1, 1)]
    found = {
        1: [alerts.late_feedback(late), alerts.open_overdue(late), alerts.late_dossiers(1, 1)],
        2: [
            alerts.budget_unspent(BUDGET_2022, YEAR_2022, LONG_AFTER),
            alerts.most_lost_points([Scored("a", 0, 1)]),
            alerts.bottom_rank(totals),
            alerts.rank_conflict(totals),
            alerts.figure_conflict(["a"], checked=1),
        ],
        3: [
            alerts.missing_feedback(["a"], communes=2),
            alerts.few_rated(9, 0, 0, 0),
            alerts.tasks_unreported(0, 1),
        ],
    }
    for severity, group in found.items():
        assert {alert.severity for alert in group if alert} == {severity}
        assert all(group)


@pytest.mark.parametrize(
    "calm",
    [
        lambda: alerts.late_feedback([]),
        lambda: alerts.late_feedback([UnitFeedback("A", 9, 0)]),
        lambda: alerts.open_overdue([UnitFeedback("A", 9, 5)]),
        lambda: alerts.missing_feedback([], communes=12),
        lambda: alerts.missing_feedback(NO_FIGURES, communes=4),
        lambda: alerts.few_rated(0, 0, 0, 0),
        lambda: alerts.few_rated(10, 5, 0, 0),
        lambda: alerts.target_gap([], "baseline"),
        lambda: alerts.budget_unspent([], YEAR_2022, LONG_AFTER),
        lambda: alerts.budget_unspent([Line("a", "", "line", 100, 90)], YEAR_2022, LONG_AFTER),
        lambda: alerts.budget_unspent([Line("a", "", "line", 0, 0)], YEAR_2022, LONG_AFTER),
        lambda: alerts.most_lost_points([Scored("a", 10, 10), Scored("b", None, 10)]),
        lambda: alerts.bottom_rank([OfficialRank("A", 1, 1), OfficialRank("B", 10, 11)]),
        lambda: alerts.rank_conflict([OfficialRank("A", 11, 11), OfficialRank("A", 11, 11)]),
        lambda: alerts.figure_conflict([], checked=5),
        lambda: alerts.tasks_unreported(0, 0),
    ],
)
def test_calm_is_no_alert(calm: Callable[[], Alert | None]) -> None:
    assert calm() is None


def test_the_order_does_not_depend_on_who_was_asked_first() -> None:
    expected = alerts.order(tan_chau_2022())
    some = [alert for alert in tan_chau_2022() if alert][:4]
    for shuffled in permutations(some):
        assert alerts.order(shuffled) == tuple(alert for alert in expected if alert in some)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
def test_late_feedback_never_claims_more_than_there_is(drawn: list[tuple[int, int]]) -> None:
    units = [UnitFeedback(f"Xã {place}", late + other, late) for place, (late, other) in enumerate(drawn)]
    alert = alerts.late_feedback(units)
    late = sum(unit.late for unit in units)
    if alert is None:
        assert late == 0
        return
    covered, ratios = alert.figures["covered"], alert.figures["ratios"]
    assert isinstance(covered, Ratio)
    assert isinstance(ratios, tuple)
    assert covered.total == late
    assert covered.n * 4 >= 3 * late
    assert sum(ratio.n for ratio in ratios if isinstance(ratio, Ratio)) == covered.n
    assert alert.kind == "late_spread" or 2 * len(ratios) <= len(units)
