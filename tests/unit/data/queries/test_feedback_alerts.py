"""Exceptions of feedback, worst first, with the figures and units behind them."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import feedback_alerts
from layouts.records import records
from tests.feedback_forms import TAN_CHAU, TAN_CHAU_UNITS, answered, asked, total, unit


def test_exceptions_of_the_plan() -> None:
    answer = answered(feedback_alerts, TAN_CHAU)
    heads = answer.frame.drop_duplicates("kind")[["kind", "severity", "status", "n", "total"]]
    assert heads.to_numpy().tolist() == [
        ["late_concentrated", 1, "off_target", 7, 8],
        ["no_feedback_figure", 3, "unknown", 4, 12],
        ["few_rated", 3, "unknown", 11, 37],
    ]
    assert answer.facts == {"alerts": 3, "units": Ratio(9, 13), "communes": Ratio(8, 12)}


def test_late_units_come_with_their_own_figures_and_address() -> None:
    frame = answered(feedback_alerts, TAN_CHAU).frame
    late = frame[frame["kind"] == "late_concentrated"]
    assert late[["item", "item_address", "item_n", "item_total"]].to_numpy().tolist() == [
        ["Xã Tân Phú", "25546@1900-01-01", 3, 6],
        ["Xã Suối Dây", "25534@1900-01-01", 2, 7],
        ["Xã Tân Hội", "25525@1900-01-01", 2, 2],
    ]


def test_rated_is_told_from_satisfied() -> None:
    frame = answered(feedback_alerts, TAN_CHAU).frame
    rated = frame[frame["kind"] == "few_rated"]
    assert rated[["item", "item_n"]].to_numpy().tolist() == [
        ["satisfied", 4],
        ["accepted", 4],
        ["dissatisfied", 3],
    ]


def test_missing_communes_are_named_without_figures() -> None:
    rows = records(answered(feedback_alerts, TAN_CHAU))
    missing = {row["item"]: row["item_n"] for row in rows if row["kind"] == "no_feedback_figure"}
    names = ("Thị trấn Tân Châu", "Xã Tân Đông", "Xã Tân Hà", "Xã Tân Hiệp")
    assert missing == dict.fromkeys(names)


def test_open_overdue_cases_come_before_everything_else() -> None:
    rows = [unit("Xã A", 4, 0, 2, 1, 1, 4, 0, 0), unit("Xã B", 4, 0, 0, 4, 0, 4, 0, 0)]
    worst = records(answered(feedback_alerts, rows))[0]
    assert (worst["kind"], worst["n"], worst["total"]) == ("open_overdue", 2, 8)
    assert (worst["item"], worst["item_n"], worst["item_total"]) == ("Xã A", 2, 4)


def test_a_printed_total_that_is_not_the_sum_is_a_conflict() -> None:
    frame = answered(feedback_alerts, [*TAN_CHAU_UNITS, total(38, 0, 0, 29, 8, 4, 4, 3)]).frame
    conflict = frame[frame["kind"] == "figure_conflict"]
    assert conflict[["status", "n", "total", "item"]].to_numpy().tolist() == [["conflict", 1, 8, "received"]]


def test_calm_is_an_answer_of_its_own() -> None:
    answer = answered(feedback_alerts, [unit("Xã A", 4, 0, 0, 4, 0, 4, 0, 0)])
    assert list(answer.frame["kind"]) == [feedback_alerts.CALM]
    assert answer.facts["alerts"] == 0


def test_no_figure_at_all_is_neither_calm_nor_an_exception() -> None:
    rows, facts = feedback_alerts.shape([unit("Xã A"), unit("Xã B")], asked())
    assert rows == []
    assert facts["alerts"] == 0
