"""Communes under the chosen measure: figures, order, colours, places, and what stands for the whole."""

from __future__ import annotations

from typing import Any

from data.contracts import Ratio
from data.queries import map_communes as query
from data.rollups.communes import communes_with_chosen
from layouts.records import records
from tests.place_forms import (
    Row,
    answered,
    asked,
    commune,
    feedback,
    result,
    task,
)

COMMUNES = [commune(name) for name in ("Tân Hà", "Tân Hội", "Suối Dây", "Tân Phú")]
FEEDBACK = [
    *COMMUNES,
    feedback("Tân Phú", 3, 3, satisfied=1, dissatisfied=2),
    feedback("Suối Dây", 5, 2, accepted=2, dissatisfied=1),
    feedback("Tân Hội", 12, 2),
]


def shown(rows: list[Row], **more: Any) -> list[tuple[str, int | None, int | None, int | None]]:
    answer = answered(query, rows, asked(**more))
    return [(row["unit_name"], row["n"], row["total"], row["shade"]) for row in records(answer)]


def test_late_cases_come_first_and_communes_without_figures_last() -> None:
    assert shown(FEEDBACK) == [
        ("Xã Tân Phú", 3, 6, 3),
        ("Xã Suối Dây", 2, 7, 2),
        ("Xã Tân Hội", 2, 14, 2),
        ("Xã Tân Hà", None, None, None),
    ]


def test_rates_of_few_cases_are_neither_coloured_nor_ranked() -> None:
    assert shown(FEEDBACK, measure="on_time") == [
        ("Xã Tân Hội", 12, 14, 15),
        ("Xã Suối Dây", 5, 7, None),
        ("Xã Tân Phú", 3, 6, None),
        ("Xã Tân Hà", None, None, None),
    ]


def test_facts_of_the_whole() -> None:
    facts = answered(query, FEEDBACK, asked(measure="on_time")).facts
    assert facts["known"] == Ratio(3, 4)
    assert facts["comparable"] == Ratio(1, 3)
    assert facts["whole"] == Ratio(20, 27)
    assert (facts["measure"], facts["is_rate"]) == ("on_time", True)


def test_nobody_rated_is_no_figure_of_dissatisfaction() -> None:
    found = {row[0]: row[1:3] for row in shown(FEEDBACK, measure="dissatisfied")}
    assert found["Xã Tân Phú"] == (2, 3)
    assert found["Xã Tân Hội"] == (None, None)


def test_tasks_are_counted_once_and_by_report() -> None:
    rows = [
        *COMMUNES,
        task("Tân Phú", "K1"),
        task("Tân Phú", "K1", "lead"),
        task("Tân Phú", "K2"),
        task("Suối Dây", "K3", status="done"),
        task("Suối Dây", "K4"),
        task("Tân Hội", "K5", "lead"),
    ]
    assert answered(query, rows).facts["measure"] == "tasks_unreported"
    assert shown(rows)[:2] == [("Xã Tân Phú", 2, 2, 2), ("Xã Suối Dây", 1, 2, 1)]
    assert [row[:2] for row in shown(rows, measure="tasks_done")][:2] == [
        ("Xã Suối Dây", 1),
        ("Xã Tân Phú", 0),
    ]
    assert {row[0]: row[1] for row in shown(rows, measure="tasks_led")} == {
        "Xã Tân Phú": 1,
        "Xã Tân Hội": 1,
        "Xã Suối Dây": None,
        "Xã Tân Hà": None,
    }


def test_an_unknown_measure_is_said_and_the_default_shown() -> None:
    facts = answered(query, FEEDBACK, asked(measure="gold")).facts
    assert (facts["measure"], facts["unknown_measure"]) == ("late", "gold")


def test_an_indicator_of_communes_is_shown_as_printed() -> None:
    rows = [*COMMUNES, result("Tân Phú"), result("Tân Hà", printed="khoảng 3", value=None)]
    answer = answered(query, rows, asked(indicator="ho_so"))
    assert answer.facts["measure"] == "indicator"
    assert answer.facts["indicator_name"] == "Hồ sơ trực tuyến"
    found = {row["unit_name"]: (row["n"], row["printed"], row["shade"]) for row in records(answer)}
    assert found["Xã Tân Phú"] == (7, "7", 7)
    assert found["Xã Tân Hà"] == (None, "khoảng 3", None)
    assert found["Xã Tân Hội"] == (None, None, None)


def test_a_percentage_is_coloured_only_with_its_counts_and_a_good_direction() -> None:
    percent: dict[str, Any] = {"indicator_measure": "percent", "value": 90.0, "printed": "90%"}
    counted = result("Tân Phú", **percent, numerator=18, denominator=20)
    bare = result("Tân Hà", **percent)
    neutral = result("Tân Hội", **percent, numerator=18, denominator=20, direction="neutral")
    answer = answered(query, [*COMMUNES, counted, bare, neutral], asked(indicator="ho_so"))
    assert {row["unit_name"]: row["shade"] for row in records(answer) if row["printed"]} == {
        "Xã Tân Phú": 10,
        "Xã Tân Hà": None,
        "Xã Tân Hội": None,
    }
    assert answer.facts["is_rate"] is True


def test_every_commune_has_its_place_on_the_sheet_of_its_day() -> None:
    answer = answered(query, FEEDBACK)
    assert str(answer.facts["outline_url"]).startswith("/geo/tan_chau-1900-01-01-")
    for row in records(answer):
        assert row["label"] == row["unit_name"].removeprefix("Xã ")
        assert float(str(answer.facts["west"])) < row["longitude"] < float(str(answer.facts["east"]))


def test_a_later_period_has_the_sheet_of_its_last_day() -> None:
    answer = answered(query, COMMUNES, asked(period="2021-2025"))
    assert str(answer.facts["outline_url"]).startswith("/geo/tan_chau-2025-07-01-")
    assert all(row["longitude"] is None for row in records(answer))


def test_without_outlines_the_communes_stay() -> None:
    answer = answered(query, FEEDBACK, asked(locality="tam_phuoc"))
    assert answer.facts["outline_url"] is None
    assert len(answer.frame) == 4


def test_a_named_measure_reads_only_its_own_group() -> None:
    sql = {name: str(communes_with_chosen(asked(measure=name))) for name in ("late", "tasks_led", "")}
    assert "feedback_rollup" in sql["late"]
    assert "task_unit" not in sql["late"]
    assert "feedback_rollup" not in sql["tasks_led"]
    assert all(
        table in sql[""] for table in ("feedback_rollup", "task_unit", "dossier_count", "indicator_value")
    )
