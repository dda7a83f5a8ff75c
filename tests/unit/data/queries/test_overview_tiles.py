"""Which figures stand first: the citizens' own, the widest gaps, money, other rates, then counts."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data.queries import overview_tiles as query
from tests.overview_forms import answered, asked, measure, target, with_cases, with_result


def shaped(*rows: Any) -> list[dict[str, Any]]:
    return query.shape(rows, asked())[0]


def kinds(*rows: Any) -> list[str]:
    return [tile["kind"] for tile in shaped(*rows)]


ON_TIME = measure("feedback", "on_time", 29, 37)
SPENT = measure("budget", "total", 3, 4)
TASKS = measure("tasks", "due", 2, 5)
COUNT = measure("targets", "count", 1, 3)


def rate(value: float, item: str, **more: Any) -> Any:
    return measure("data", "rate", item=item, label=item, value=value, **more)


def test_nothing_known_shows_nothing() -> None:
    assert query.shape([], asked()) == ([], {"shown": 0, "known": 0})


def test_what_citizens_meet_comes_before_what_was_promised() -> None:
    rows = (TASKS, COUNT, SPENT, rate(50, "x"), with_result(target("A", 90), 20), ON_TIME)
    assert kinds(*rows) == ["feedback", "compared", "budget", "rate", "targets", "tasks"]


def test_gaps_come_widest_first_and_percentages_before_other_measures() -> None:
    count = target("C", 1000, at=3, target_measure="count", measure_label="xã")
    rows = [
        with_result(target("A", 90), 80),
        with_result(target("B", 90, at=2), 20),
        with_result(count, 1),
    ]
    assert [tile["gap"] for tile in shaped(*rows)] == [70, 10, 999]


def test_three_gaps_leave_room_for_money_and_one_other_rate() -> None:
    gaps = [with_result(target(name, 90, at=at), 10 * at) for at, name in enumerate("ABCDE", start=1)]
    assert kinds(ON_TIME, SPENT, rate(40, "x"), rate(30, "y"), *gaps) == [
        "feedback",
        "compared",
        "compared",
        "compared",
        "budget",
        "rate",
    ]


def test_without_other_figures_more_gaps_are_shown() -> None:
    gaps = [with_result(target(name, 90, at=at), 10 * at) for at, name in enumerate("ABCDEFG", start=1)]
    tiles = shaped(*gaps)
    assert [tile["gap"] for tile in tiles] == [80, 70, 60, 50, 40, 30]


def test_other_rates_come_lowest_first_and_never_one_that_is_shown_already() -> None:
    compared = with_result(target("A", 90), 20)
    rates = (rate(99, "high"), rate(10, "low"), rate(20, compared["result_key"]))
    assert [tile["label"] for tile in shaped(compared, *rates)] == ["Kết quả A", "low", "high"]
    same_counts = rate(78.4, "same", n=29, total=37)
    assert kinds(ON_TIME, same_counts) == ["feedback"]


def test_an_allocation_alone_is_no_execution() -> None:
    (tile,) = shaped(measure("budget", "total", None, 70))
    assert (tile["kind"], tile["total"], "n" in tile) == ("allocated", 70, False)
    assert kinds(measure("budget", "total", None, None)) == []


def test_a_total_with_two_ranks_is_a_conflict_and_keeps_both() -> None:
    text = measure("pillars", "total", 10, 11, item="text", target=700.0)
    table = measure("pillars", "total", 11, 11, item="table", value=458.73, target=700.0)
    (tile,) = shaped(text, table)
    assert (tile["value"], tile["target_value"]) == (458.73, 700)
    assert (tile["status"], tile["ranks"]) == ("conflict", "11/11; 10/11")
    (alone,) = shaped(table)
    assert (alone["status"], alone["ranks"]) == (None, "11/11")


def test_a_baseline_has_a_gap_and_a_result_within_the_period_a_verdict() -> None:
    (before,) = shaped(with_result(target("A", 90), 95))
    (within,) = shaped(with_result(target("A", 90), 95, 2023))
    assert (before["status"], before["gap"]) == ("baseline", 0)
    assert within["status"] == "on_target"


def test_a_count_with_its_denominator_is_compared_as_percentage() -> None:
    result = with_result(target("A", 100), 7, result_measure="count", numerator=7, denominator=80)
    (tile,) = shaped(result)
    assert (tile["value"], tile["gap"], tile["n"], tile["total"]) == (8.75, 91.25, 7, 80)


def test_nobody_to_judge_is_not_nought_per_cent() -> None:
    assert kinds(measure("feedback", "on_time", 0, 0), measure("dossiers", "on_time", 0, 0)) == []


@given(
    gaps=st.lists(st.integers(0, 100), max_size=9),
    rates=st.lists(st.floats(0, 100), max_size=9),
    others=st.sets(st.sampled_from(["feedback", "budget", "tasks"])),
)
def test_never_more_than_a_row_of_tiles_and_nothing_twice(
    gaps: list[int], rates: list[float], others: set[str]
) -> None:
    known = {"feedback": ON_TIME, "budget": SPENT, "tasks": TASKS}
    rows = [with_result(target(f"T{at}", 100, at=at), value) for at, value in enumerate(gaps)]
    rows += [rate(value, f"r{at}") for at, value in enumerate(rates)]
    rows += [known[name] for name in sorted(others)]
    answer = answered(query, rows)
    assert answer.facts["known"] == len(rows)
    assert len(answer.frame) == min(query.TILES, len(rows)) == answer.facts["shown"]
    assert not answer.frame.duplicated(["kind", "label"]).any()


def test_targets_that_cases_tell_are_counted_among_those_with_a_result() -> None:
    reported = with_result(target("A", 90), 20)
    rows = [with_cases(target(name, 90, at=at), "dossier", 8, 10) for at, name in enumerate("AB", start=1)]
    counted = shaped(COUNT, reported, *rows)[-1]
    assert (counted["kind"], counted["n"], counted["total"]) == ("targets", 2, 3)
