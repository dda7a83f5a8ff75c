"""Scoring findings against what was planted."""

from __future__ import annotations

import datetime as dt

from data.contracts import Ratio
from data.simulate.recall import Found, planted, score

MAY, JUNE, JULY = (dt.date(2026, month, 1) for month in (5, 6, 7))
TRUTH = [
    Found("feedback", "surge", "a", MAY),
    Found("feedback", "slowdown", "b", MAY),
    Found("dossier", "silence", "c", JULY),
]


def test_findings_in_the_month_or_where_it_shows_count_and_others_are_false_alarms() -> None:
    found = [
        Found("feedback", "surge", "a", JUNE),
        Found("feedback", "slowdown", "b", JUNE),
        Found("feedback", "slowdown", "x", MAY),
    ]
    result = score(TRUTH, found, [MAY, JUNE], units=4)
    assert result.recall == {"silence": Ratio(0, 0), "slowdown": Ratio(1, 1), "surge": Ratio(0, 1)}
    assert result.false_alarms == {"silence": Ratio(0, 16), "slowdown": Ratio(1, 16), "surge": Ratio(1, 16)}
    assert result.unjudged == 1


def test_a_finding_of_the_other_kind_of_case_is_not_the_planted_one() -> None:
    result = score(TRUTH[:1], [Found("dossier", "surge", "a", MAY)], [MAY], units=1)
    assert result.recall == {"surge": Ratio(0, 1)}
    assert result.false_alarms == {"surge": Ratio(1, 2)}


def test_the_truth_is_read_as_it_is_written() -> None:
    told = {"kind": "feedback", "anomaly": "surge", "unit": "a", "month": "2026-05", "factor": 4.0}
    told = {**told, "months": 1}
    assert planted({"planted": [{**told, "unit_name": "Xã Mẫu 001"}]}) == TRUTH[:1]


def test_what_lasts_is_found_in_its_months_or_the_next_and_echoes_are_no_false_alarms() -> None:
    """Three months from May show until August; a window of three months reaches back until October."""
    lasting = Found("feedback", "dissatisfaction", "a", MAY, 3)
    months = [dt.date(2026, month, 1) for month in range(5, 13)]
    found = {month: [Found("feedback", "dissatisfaction", "a", month)] for month in months}
    results = [score([lasting], found[month], months, units=1) for month in months]
    assert [result.recall["dissatisfaction"].n for result in results] == [1, 1, 1, 1, 0, 0, 0, 0]
    assert [result.false_alarms["dissatisfaction"].n for result in results] == [0] * 6 + [1, 1]


def test_discontent_with_planted_lateness_is_an_echo() -> None:
    slow, other = Found("feedback", "slowdown", "b", MAY), Found("feedback", "dissatisfaction", "z", MAY)
    angry = Found("feedback", "dissatisfaction", "b", JUNE)
    result = score([slow, other], [angry], [MAY, JUNE], units=1)
    assert result.false_alarms["dissatisfaction"].n == 0
